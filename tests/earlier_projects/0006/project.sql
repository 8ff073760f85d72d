BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE assignment (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	coder TEXT, 
	transcript TEXT, 
	round TEXT, 
	read_to INTEGER, 
	state TEXT, 
	codebook_versions TEXT, read_version TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT assignment_coder FOREIGN KEY(coder) REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT assignment_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "assignment" VALUES('21fc5c51-2df8-5d8f-b348-5c73645243e3',1,1,0,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','d7708865-4c5e-554b-aa6c-80b4abd53a90','main',0,'started','[]',NULL);
INSERT INTO "assignment" VALUES('42ec3301-f52d-5864-a91f-a8f0947b4b27',1,1,0,'01a2240e-2e20-740b-bb33-9f6a44403046','e585982f-cb50-575e-8653-b530fafab4c4','main',0,'started','[]',NULL);
INSERT INTO "assignment" VALUES('454b8689-fbb2-5c8c-a211-5981e82ea6c5',1,1,0,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','85889351-3fed-5498-a5bb-2b6ddac98e7e','main',0,'started','[]',NULL);
INSERT INTO "assignment" VALUES('569795db-0d4c-50a9-b5cf-caaa222a17ac',1,1,0,'01a2240e-2e20-740b-bb33-9f6a44403046','85889351-3fed-5498-a5bb-2b6ddac98e7e','main',3,'finished','["3142144d-9fb3-58a6-adb6-7920d6bf2112","a81e83f1-a3eb-5967-bcd0-adfec5d5ebef"]','5e5110d8-3f7a-591c-bde4-c00349d0eb9c');
INSERT INTO "assignment" VALUES('5aaea8c6-f3b1-5729-8e7d-241788fd1468',1,1,0,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','e585982f-cb50-575e-8653-b530fafab4c4','main',0,'finished','["3142144d-9fb3-58a6-adb6-7920d6bf2112","fb56c9e3-860e-5349-b98e-e5442513d004"]',NULL);
INSERT INTO "assignment" VALUES('c3f49f4a-e36e-5be3-906c-522b9c67c703',1,1,0,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','ba7eb78c-2f89-5d99-ad27-d1bfd65754a6','main',0,'finished','[]',NULL);
INSERT INTO "assignment" VALUES('c7e5e3c6-428c-5439-acd9-db5c662e6d30',0,0,0,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','main',0,'started','[]',NULL);
INSERT INTO "assignment" VALUES('e2412058-632e-57ce-9e16-ccd1a66728b7',1,1,0,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','85889351-3fed-5498-a5bb-2b6ddac98e7e','main',0,'started','[]',NULL);
INSERT INTO "assignment" VALUES('f46fe7d0-22ed-5005-95da-bbce8c307f87',1,1,0,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','e585982f-cb50-575e-8653-b530fafab4c4','main',0,'finished','["3142144d-9fb3-58a6-adb6-7920d6bf2112","a81e83f1-a3eb-5967-bcd0-adfec5d5ebef"]',NULL);
CREATE TABLE change (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	clock BIGINT NOT NULL, 
	author TEXT, 
	step TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	replaces TEXT, 
	UNIQUE (id)
);
INSERT INTO "change" VALUES(1,'3e63f746-fb8e-5725-beaf-66e12d720e93',0,NULL,'01a2240e-a740-7361-831f-92730f306979','transcript','85889351-3fed-5498-a5bb-2b6ddac98e7e','*','{"date":null,"municipality":"0301","name":"t0","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(2,'ca30613c-d3d9-53b5-9201-c7d90eeec0a3',0,NULL,'01a2240e-a740-7361-831f-92730f306979','version','5e5110d8-3f7a-591c-bde4-c00349d0eb9c','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16","transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","turns":{"spans":[[21,23,24,48,0,null],[49,51,52,55,1,null],[56,58,59,83,0,null],[84,86,87,116,1,null],[117,119,120,150,0,null],[151,153,154,164,1,null]],"speakers":["d58bdff2-72c1-540e-a8dd-c267c6dab670","a86fa3b8-6a60-5b0d-a513-872dd8431e48"]}}',NULL);
INSERT INTO "change" VALUES(3,'e25c9649-136a-5ba9-b868-eda64a39258b',0,NULL,'01a2240e-a740-7361-831f-92730f306979','informant','00b3d2cb-6cb3-5465-b617-199ac5907351','*','{"archiving":"not asked","name":"P2","quotation":"not asked","takes_part":"not asked"}',NULL);
INSERT INTO "change" VALUES(4,'c0773f20-3942-5b0c-9a03-6092600055d5',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','d58bdff2-72c1-540e-a8dd-c267c6dab670','*','{"informant":null,"label":"I","role":"interviewer","speaks_for":null,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e"}',NULL);
INSERT INTO "change" VALUES(5,'1655136c-b4d3-58dc-842a-d8456a092624',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','a86fa3b8-6a60-5b0d-a513-872dd8431e48','*','{"informant":"00b3d2cb-6cb3-5465-b617-199ac5907351","label":"V","role":"advisor","speaks_for":null,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e"}',NULL);
INSERT INTO "change" VALUES(6,'35c3b99f-a4fb-555f-ab8c-7b941d373178',0,NULL,'01a2240e-a740-7361-831f-92730f306979','variable','ada92e05-1c11-5cc5-a32a-57436ce78e17','*','{"name":"year","subject":"85889351-3fed-5498-a5bb-2b6ddac98e7e","subject_kind":"transcript","value":1}',NULL);
INSERT INTO "change" VALUES(7,'6ae7485d-2d4e-5e02-9a03-28e14fab585e',0,NULL,'01a2240e-a740-7361-831f-92730f306979','transcript','e585982f-cb50-575e-8653-b530fafab4c4','*','{"date":"2019-01-01","municipality":"0220","name":"t1","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(8,'cc7a685e-0985-59fb-bb55-8187fcf868e9',0,NULL,'01a2240e-a740-7361-831f-92730f306979','version','4db23288-e61a-58f4-af08-754ab4678240','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22","transcript":"e585982f-cb50-575e-8653-b530fafab4c4","turns":{"spans":[[21,23,24,40,0,null],[41,43,44,72,1,null],[73,75,76,79,2,null],[80,82,83,118,0,null]],"speakers":["16a06c74-6a80-540e-bb4d-7716d4eb1f44","6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7","56a6fbb1-13d8-50d2-8fd0-d82308d4f077"]}}',NULL);
INSERT INTO "change" VALUES(9,'da75ee36-eda6-5c4a-89e4-68861a783140',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','16a06c74-6a80-540e-bb4d-7716d4eb1f44','*','{"informant":null,"label":"I","role":"interviewer","speaks_for":null,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(10,'b4652f18-da27-51e3-b287-58603025fe3f',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7','*','{"informant":null,"label":"D","role":"participant","speaks_for":null,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(11,'661a7a49-dd4a-5dfc-a9de-d61b12feb593',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','56a6fbb1-13d8-50d2-8fd0-d82308d4f077','*','{"informant":null,"label":"T","role":"interpreter","speaks_for":"6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7","transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(12,'568c3a51-f7f3-5e07-883b-017514a59d6e',0,NULL,'01a2240e-a740-7361-831f-92730f306979','variable','bf38b654-4d32-577f-8aa3-0177df662a8b','*','{"name":"year","subject":"e585982f-cb50-575e-8653-b530fafab4c4","subject_kind":"transcript","value":2.5}',NULL);
INSERT INTO "change" VALUES(13,'c2fad586-1d5d-5f96-b0a1-5fae23915854',0,NULL,'01a2240e-a740-7361-831f-92730f306979','transcript','4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','*','{"date":null,"municipality":"3203","name":"t2","version":"9a9b7803-31ae-531f-a94c-52281b7dd828"}',NULL);
INSERT INTO "change" VALUES(14,'308c90d2-61ab-5095-aa4d-4f4d83231bca',0,NULL,'01a2240e-a740-7361-831f-92730f306979','version','9a9b7803-31ae-531f-a94c-52281b7dd828','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae","transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","turns":{"spans":[[0,2,3,6,0,null],[7,9,10,39,1,null],[40,42,43,55,2,null],[56,58,59,88,0,null],[89,91,92,109,1,null],[110,112,113,114,2,null],[115,117,118,160,0,null]],"speakers":["4d066a31-b4b1-5960-a421-436f8aa3c30e","8e29d465-a2e5-588c-a910-ce667cd05cd7","1280d62d-9a7b-58a5-85a0-f0046c80a7af"]}}',NULL);
INSERT INTO "change" VALUES(15,'4b6d38ee-1a16-56ff-90d2-cafd17b1bb55',0,NULL,'01a2240e-a740-7361-831f-92730f306979','informant','5469f604-578c-599f-a21a-35dcf8c74023','*','{"archiving":"not asked","name":"P1","quotation":"not asked","takes_part":"not asked"}',NULL);
INSERT INTO "change" VALUES(16,'8e559886-d65f-58c5-b255-50196d11b9f8',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','4d066a31-b4b1-5960-a421-436f8aa3c30e','*','{"informant":"5469f604-578c-599f-a21a-35dcf8c74023","label":"V","role":"advisor","speaks_for":null,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd"}',NULL);
INSERT INTO "change" VALUES(17,'44eca7bd-472b-5176-a026-13e70eff4b68',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','8e29d465-a2e5-588c-a910-ce667cd05cd7','*','{"informant":null,"label":"D","role":"participant","speaks_for":null,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd"}',NULL);
INSERT INTO "change" VALUES(18,'133c75da-9711-5deb-8676-5947fd2a52c5',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','1280d62d-9a7b-58a5-85a0-f0046c80a7af','*','{"informant":null,"label":"E","role":"participant","speaks_for":null,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd"}',NULL);
INSERT INTO "change" VALUES(19,'0f438d97-9740-538f-bf43-0f53d4a9ca2f',0,NULL,'01a2240e-a740-7361-831f-92730f306979','variable','d2572fda-10a7-5b28-891d-066f4462f5b3','*','{"name":"year","subject":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","subject_kind":"transcript","value":2.5}',NULL);
INSERT INTO "change" VALUES(27,'f281d0af-d2f9-5518-bb48-a295c0df3de8',0,NULL,'01a2240e-a740-7361-831f-92730f306979','transcript','d7708865-4c5e-554b-aa6c-80b4abd53a90','*','{"date":"2021-05-05","municipality":"1507","name":"t4","version":"7ef2e73a-ed03-592f-bb04-d21274d813ac"}',NULL);
INSERT INTO "change" VALUES(28,'4ea0e0db-dd6f-55c3-80df-0189f72c7007',0,NULL,'01a2240e-a740-7361-831f-92730f306979','version','7ef2e73a-ed03-592f-bb04-d21274d813ac','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"72e0df5e09b237804a965d44c4f1776e7563d13560686a4f605ba49cdb6fe642","transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","turns":{"spans":[[0,2,3,22,0,null],[23,25,26,29,1,null],[30,32,33,56,0,null],[57,59,60,63,1,null]],"speakers":["ec86e447-5b94-5599-848e-20c278c88b77","f9c36847-defc-52ca-af6f-ad52f959c771"]}}',NULL);
INSERT INTO "change" VALUES(29,'dec6ae78-da1a-5d50-a3d1-2fb850bcfc5d',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','ec86e447-5b94-5599-848e-20c278c88b77','*','{"informant":null,"label":"T","role":"interpreter","speaks_for":"f9c36847-defc-52ca-af6f-ad52f959c771","transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90"}',NULL);
INSERT INTO "change" VALUES(30,'52fdd2f0-a936-5406-a0a6-b67f30546d43',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','f9c36847-defc-52ca-af6f-ad52f959c771','*','{"informant":"00b3d2cb-6cb3-5465-b617-199ac5907351","label":"D","role":"participant","speaks_for":null,"transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90"}',NULL);
INSERT INTO "change" VALUES(31,'7f820d27-4a70-5e70-9648-a5c75d072e7f',0,NULL,'01a2240e-a740-7361-831f-92730f306979','variable','13d42aba-ccf5-5390-810a-b3eaa5cd2683','*','{"name":"year","subject":"d7708865-4c5e-554b-aa6c-80b4abd53a90","subject_kind":"transcript","value":2.5}',NULL);
INSERT INTO "change" VALUES(32,'88bcda83-5e45-5fb5-a423-3ce7908e7833',0,NULL,'01a2240e-a740-7361-831f-92730f306979','transcript','ba7eb78c-2f89-5d99-ad27-d1bfd65754a6','*','{"date":null,"municipality":null,"name":"t5","version":"198c24b2-ea2d-5437-bb58-6f3c6dd7ba6d"}',NULL);
INSERT INTO "change" VALUES(33,'5dcd7ae0-67b6-57a1-a0d3-b127ad5e9cb4',0,NULL,'01a2240e-a740-7361-831f-92730f306979','version','198c24b2-ea2d-5437-bb58-6f3c6dd7ba6d','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc","source_file":"t5.txt","text":"b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc","transcript":"ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","turns":{"spans":[[21,23,24,27,0,null],[28,30,31,34,0,null]],"speakers":["385ff316-9302-5894-81b6-977cd5ad9a01"]}}',NULL);
INSERT INTO "change" VALUES(34,'12701f89-ff29-5c1f-8a99-042754b38741',0,NULL,'01a2240e-a740-7361-831f-92730f306979','speaker','385ff316-9302-5894-81b6-977cd5ad9a01','*','{"informant":null,"label":"I","role":"interviewer","speaks_for":null,"transcript":"ba7eb78c-2f89-5d99-ad27-d1bfd65754a6"}',NULL);
INSERT INTO "change" VALUES(35,'01a2240e-ae8b-78c9-a0e7-13cbd3565f6b',117696185619185665,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-a740-7361-831f-92730f306979','setting','742ca38a-4322-5557-bea9-3cb1438c9fb4','*','{"key":"import.convention:txt","transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","value":"name: text"}',NULL);
INSERT INTO "change" VALUES(36,'01a2240e-ae8b-741c-8d4e-fc6704abbaef',117696185619185666,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-a740-7361-831f-92730f306979','setting','92c2bba3-bf87-53b2-a62f-c4cf4a7dba83','*','{"key":"import.convention:txt","transcript":"e585982f-cb50-575e-8653-b530fafab4c4","value":"name: text"}',NULL);
INSERT INTO "change" VALUES(37,'01a2240e-ae8b-7f45-a302-66c7d43489c9',117696185619185667,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-a740-7361-831f-92730f306979','setting','8ab0459a-0c7d-53bf-90fb-7237e833823f','*','{"key":"import.convention:txt","transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","value":"name: text"}',NULL);
INSERT INTO "change" VALUES(39,'01a2240e-ae8b-7a94-8ebb-44e3ecbe18e1',117696185619185669,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-a740-7361-831f-92730f306979','setting','e8513a7f-30bc-5b1b-9e38-14db97c9bb8d','*','{"key":"import.convention:txt","transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","value":"name: text"}',NULL);
INSERT INTO "change" VALUES(40,'01a2240e-ae8b-774b-8e57-a1a00a3e5a86',117696185619185670,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-a740-7361-831f-92730f306979','setting','4d62eff3-3aa4-59bb-8357-34fd612322f0','*','{"key":"import.convention:txt","transcript":"ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","value":"name: text"}',NULL);
INSERT INTO "change" VALUES(41,'867e5fc7-1381-54fc-a0e8-6130362bc84c',0,NULL,'01a2240e-a740-7361-831f-92730f306979','coder','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','*','{"kind":"person","name":"Anne"}',NULL);
INSERT INTO "change" VALUES(42,'fbd1d442-23b1-5e14-9f87-1e4b4be8c4cc',0,NULL,'01a2240e-c8b0-7745-95fb-cb2e431c1513','assignment','c3f49f4a-e36e-5be3-906c-522b9c67c703','*','{"codebook_versions":[],"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","read_to":0,"round":"main","state":"assigned","transcript":"ba7eb78c-2f89-5d99-ad27-d1bfd65754a6"}',NULL);
INSERT INTO "change" VALUES(43,'01a2240e-c8d0-7bc1-9b55-a2947757635f',117696186180173825,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240e-c8b0-7745-95fb-cb2e431c1513','assignment','c3f49f4a-e36e-5be3-906c-522b9c67c703','state','"finished"','["fbd1d442-23b1-5e14-9f87-1e4b4be8c4cc"]');
INSERT INTO "change" VALUES(44,'cbd23820-1a13-5c8b-a9f1-a306d54feafb',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','codebook','b90da702-7eed-5125-b802-2931538abd26','*','{"key":"bok","language":"nb","question":{},"rules":[],"title":{"nb":"Bok"},"version":"fb56c9e3-860e-5349-b98e-e5442513d004"}',NULL);
INSERT INTO "change" VALUES(45,'fc32e617-95dd-56a6-95d8-d0fb1667f130',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','facet','5964b122-c20d-5114-a7a3-79be96039e8f','*','{"codes":null,"key":"retning","name":{"nb":"Retning"},"note":null,"required":false,"single":true,"values":[{"definition":{},"id":"fremmer","name":{"nb":"fremmer"}},{"definition":{},"id":"hemmer","name":{"nb":"hemmer"}}]}',NULL);
INSERT INTO "change" VALUES(46,'c343942d-8225-5a69-b50b-f775b3ba7acb',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','facet','a8575d55-cc36-564f-816e-2395006598e7','*','{"codes":["966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802"],"key":"emne","name":{"nb":"Emne"},"note":null,"required":false,"single":true,"values":[{"definition":{},"id":"tid","name":{"nb":"tid"}},{"definition":{},"id":"sted","name":{"nb":"sted"}}]}',NULL);
INSERT INTO "change" VALUES(47,'74c4f31c-eee2-55c7-9d0e-5d215f4ad3b1',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','129b647a-96c6-549a-a1e0-f4401b10eb25','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"A","name":{"nb":"A"},"not_when":null,"parent":null,"position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(48,'afe8b56b-1aaf-58c6-b7da-d3df2c16d091',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','966da068-f365-592c-a7ce-1ea81ed5895f','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"A-EN","name":{"nb":"en"},"not_when":null,"parent":"129b647a-96c6-549a-a1e0-f4401b10eb25","position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(49,'5c71261a-1b82-515a-b0d9-445917c32a6d',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','19e2e5e2-1fcf-5ad4-8b2c-05600afc2fed','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"A-TO","name":{"nb":"to"},"not_when":null,"parent":"129b647a-96c6-549a-a1e0-f4401b10eb25","position":1,"use_when":null}',NULL);
INSERT INTO "change" VALUES(50,'5452b615-d2cc-55e9-9e7c-fc8ef1bf620b',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','208e8f16-e164-5d0b-add3-2eca3796282d','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"A-TRE","name":{"nb":"tre"},"not_when":null,"parent":"129b647a-96c6-549a-a1e0-f4401b10eb25","position":2,"use_when":null}',NULL);
INSERT INTO "change" VALUES(51,'8c29fe3b-f8f6-59a4-993d-ae2753a205b9',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','c16ec450-f6f5-5224-9cab-dcf2e5160802','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"B","name":{"nb":"B"},"not_when":null,"parent":null,"position":1,"use_when":null}',NULL);
INSERT INTO "change" VALUES(52,'95d8b802-4006-5647-a2b8-26d51c0647c6',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"B-EN","name":{"nb":"en"},"not_when":null,"parent":"c16ec450-f6f5-5224-9cab-dcf2e5160802","position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(53,'0e753da7-48f2-571f-8986-5cebd42d9305',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','637a79df-7a0a-57a1-845b-27318ea42527','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"B-EN-UNDER","name":{"nb":"under"},"not_when":null,"parent":"4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(54,'19ee9cfb-f060-5dc8-8b8b-e427184ffd51',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','d9b57e35-7e88-50f4-a64d-115ca6e4d4b3','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":false,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"B-TO","name":{"nb":"to"},"not_when":null,"parent":"c16ec450-f6f5-5224-9cab-dcf2e5160802","position":1,"use_when":null}',NULL);
INSERT INTO "change" VALUES(55,'caeb3a47-6783-57df-abbc-cb67927cfd91',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','code','54dccd38-4c42-501c-818e-377b2635c1d0','*','{"active":true,"codebook":null,"colour":null,"counted":false,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"X-IDENT","name":{"nb":"Ident"},"not_when":null,"parent":null,"position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(56,'9018e302-8fc0-5c8e-977d-00241a4abb9c',0,NULL,'01a2240e-d0b6-7238-be4a-e960955f22cd','codebook_version','fb56c9e3-860e-5349-b98e-e5442513d004','*','{"codebook":"b90da702-7eed-5125-b802-2931538abd26","codes":["129b647a-96c6-549a-a1e0-f4401b10eb25","19e2e5e2-1fcf-5ad4-8b2c-05600afc2fed","208e8f16-e164-5d0b-add3-2eca3796282d","4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","54dccd38-4c42-501c-818e-377b2635c1d0","637a79df-7a0a-57a1-845b-27318ea42527","966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802","d9b57e35-7e88-50f4-a64d-115ca6e4d4b3"],"facets":["5964b122-c20d-5114-a7a3-79be96039e8f","a8575d55-cc36-564f-816e-2395006598e7"],"hash":"eb7d726442c5b9f994b0e919652074a7cf1160bf1f4c06536d763bf30e666d6a","label":"1"}',NULL);
INSERT INTO "change" VALUES(57,'41d84ea6-4e82-58f0-963f-402e58a884db',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','codebook','63fe4ab1-40e6-59a7-9945-584034dccb44','*','{"key":"annen","language":"nb","question":{},"rules":[],"title":{"nb":"Annen"},"version":"3142144d-9fb3-58a6-adb6-7920d6bf2112"}',NULL);
INSERT INTO "change" VALUES(58,'d975b08d-955d-5a40-96f6-dee34350afaa',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','facet','95a02111-29bc-5069-8b18-ec6af6b69906','*','{"codes":null,"key":"sted","name":{"nb":"Sted"},"note":null,"required":false,"single":true,"values":[{"definition":{},"id":"hjemme","name":{"nb":"hjemme"}},{"definition":{},"id":"ute","name":{"nb":"ute"}}]}',NULL);
INSERT INTO "change" VALUES(59,'df74bc58-d878-56c7-bb11-f8eb98b0949e',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','code','4d97edd6-e486-5a7c-9497-9803a824b52d','*','{"active":true,"codebook":"63fe4ab1-40e6-59a7-9945-584034dccb44","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"C","name":{"nb":"C"},"not_when":null,"parent":null,"position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(60,'8be5c6f4-fca8-5611-97c1-297dc56087cd',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','code','a7c09ccc-fe01-59f7-9907-02fbe52287b2','*','{"active":true,"codebook":"63fe4ab1-40e6-59a7-9945-584034dccb44","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"C-EN","name":{"nb":"en"},"not_when":null,"parent":"4d97edd6-e486-5a7c-9497-9803a824b52d","position":0,"use_when":null}',NULL);
INSERT INTO "change" VALUES(61,'0fb792ee-2776-550d-8e5c-ced7e582600c',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','code','1f8369a1-225d-57a5-913c-61ab77047289','*','{"active":true,"codebook":"63fe4ab1-40e6-59a7-9945-584034dccb44","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"D","name":{"nb":"D"},"not_when":null,"parent":null,"position":1,"use_when":null}',NULL);
INSERT INTO "change" VALUES(62,'b37a7088-22ee-54d6-a0aa-af4e2dbfdae5',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','codebook_version','3142144d-9fb3-58a6-adb6-7920d6bf2112','*','{"codebook":"63fe4ab1-40e6-59a7-9945-584034dccb44","codes":["1f8369a1-225d-57a5-913c-61ab77047289","4d97edd6-e486-5a7c-9497-9803a824b52d","a7c09ccc-fe01-59f7-9907-02fbe52287b2"],"facets":["95a02111-29bc-5069-8b18-ec6af6b69906"],"hash":"2bda32b3a702b17f24c485edd797613cd4dc32d2bb387c167f5cf3b3a718d037","label":"1"}',NULL);
INSERT INTO "change" VALUES(63,'4b6cdadf-0394-5a41-95d7-e0ca0ffa0572',0,NULL,'01a2240e-f029-73f7-823e-222b55a2baa7','coder','01a2240e-2e20-738a-99c5-cf5f980a7cd6','*','{"kind":"person","name":"Bo"}',NULL);
INSERT INTO "change" VALUES(64,'5801f581-26df-53e1-a80d-0ea7de4f8c7e',0,NULL,'01a2240f-136c-77b2-bed6-4beb11d7212f','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','*','{"codebook_versions":[],"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","read_to":0,"round":"main","state":"assigned","transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e"}',NULL);
INSERT INTO "change" VALUES(65,'01a2240f-1418-727f-b4df-5c51936d9001',117696187434074113,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-136c-77b2-bed6-4beb11d7212f','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','state','"started"','["5801f581-26df-53e1-a80d-0ea7de4f8c7e"]');
INSERT INTO "change" VALUES(66,'01a2240f-1419-7c17-8e01-c2508359bd85',117696187434074114,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-136c-77b2-bed6-4beb11d7212f','coding','01a2240f-1419-713c-bc9d-c9f0f489cb34','*','{"code":"129b647a-96c6-549a-a1e0-f4401b10eb25","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":57,"facet.retning":["fremmer"],"origin":"manual","quote":"29e656967cc50b9a","start":52,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(67,'01a2240f-1540-7471-9648-ffae14aee446',117696187464613889,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-153f-7c86-a0ba-282a9a226fab','coding','01a2240f-1540-731a-9758-5a0739f19e82','*','{"code":"1f8369a1-225d-57a5-913c-61ab77047289","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":49,"facet.emne":["tid"],"facet.retning":["fremmer"],"origin":"manual","quote":"30c22ad2facda985","start":28,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(68,'01a2240f-1660-7124-8d2f-c9b377528d4e',117696187483488257,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-165f-7767-b479-6b7c8b1e2914','coding','01a2240f-1660-7c36-849e-af951e70b88b','*','{"code":"c16ec450-f6f5-5224-9cab-dcf2e5160802","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":150,"origin":"manual","quote":"2003259bd7052ace","start":52,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(69,'01a2240f-17b0-7aa3-8e77-3f10c96471ac',117696187505508353,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-17ae-7b9c-ab74-49d508e1f118','coding','01a2240f-17b0-788c-ba0f-91352218dace','*','{"code":"637a79df-7a0a-57a1-845b-27318ea42527","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":55,"facet.emne":["tid"],"facet.retning":["hemmer"],"facet.sted":["ute"],"origin":"manual","quote":"d6591b89ec21919b","start":52,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(70,'8d17b159-b05c-571b-9049-1f5029616b33',0,NULL,'01a2240f-1a5b-7e95-81a7-7216097d3f20','assignment','f46fe7d0-22ed-5005-95da-bbce8c307f87','*','{"codebook_versions":[],"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","read_to":0,"round":"main","state":"assigned","transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(71,'01a2240f-1a5d-7e33-8b46-80926cc7bbab',117696187550334977,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-1a5b-7e95-81a7-7216097d3f20','assignment','f46fe7d0-22ed-5005-95da-bbce8c307f87','state','"started"','["8d17b159-b05c-571b-9049-1f5029616b33"]');
INSERT INTO "change" VALUES(72,'01a2240f-1b4e-7108-a98e-2dd7da7ac2b9',117696187550334978,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-1a5b-7e95-81a7-7216097d3f20','coding','01a2240f-1b4e-7fc6-ad01-8a005a5c02f5','*','{"code":"4d97edd6-e486-5a7c-9497-9803a824b52d","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":59,"origin":"manual","quote":"12df0db3df5e1e52","start":55,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(73,'01a2240f-1cc9-7af3-a355-9311c1262063',117696187590901761,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-1cc6-77d5-b1f8-8f3354fee6d5','coding','01a2240f-1cc9-72f8-9fde-18861df5fe5c','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":72,"facet.emne":["tid"],"facet.retning":["hemmer"],"origin":"manual","quote":"1bdedb9468349a39","start":24,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(74,'01a2240f-1eb9-7793-8f03-0851a572aeb5',117696187614035969,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-1e27-7e03-b595-4f8abb8f2d39','coding','01a2240f-1eb9-7793-9861-e52a4b231ce9','*','{"code":"d9b57e35-7e88-50f4-a64d-115ca6e4d4b3","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":79,"facet.emne":["tid"],"origin":"manual","quote":"110adf96cc0a4cd2","start":24,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(75,'593d3c1b-3c24-5970-a605-d38fcf8a663a',0,NULL,'01a2240f-1ffa-7958-8b93-71a3a4d21926','assignment','5aaea8c6-f3b1-5729-8e7d-241788fd1468','*','{"codebook_versions":[],"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","read_to":0,"round":"main","state":"assigned","transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(76,'01a2240f-1ffc-7e03-bbed-200733c62e58',117696187644641281,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-1ffa-7958-8b93-71a3a4d21926','assignment','5aaea8c6-f3b1-5729-8e7d-241788fd1468','state','"started"','["593d3c1b-3c24-5970-a605-d38fcf8a663a"]');
INSERT INTO "change" VALUES(77,'01a2240f-1ffd-7e77-a0b4-4b310dadf6d7',117696187644641282,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-1ffa-7958-8b93-71a3a4d21926','coding','01a2240f-1ffd-7a1a-8e1c-da9119a139d7','*','{"code":"208e8f16-e164-5d0b-add3-2eca3796282d","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":72,"facet.emne":["tid"],"facet.retning":["hemmer"],"origin":"manual","quote":"7160c24266345377","start":44,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(78,'01a2240f-217e-7c1b-a9d9-b0d67e285e18',117696187661221889,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-20f7-7e33-8718-e4ca5529b536','coding','01a2240f-217e-7ef1-a65e-9409318e582a','*','{"code":"208e8f16-e164-5d0b-add3-2eca3796282d","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":118,"facet.emne":["tid"],"facet.sted":["ute"],"origin":"manual","quote":"02a379adfeb036b2","start":24,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(79,'01a2240f-2233-7b7c-a307-1e400b03e7c4',117696187681865729,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-2232-7f99-bf43-b77c126f79cc','coding','01a2240f-2233-72dd-90fc-d86104017b6e','*','{"code":"4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":109,"origin":"manual","quote":"ac176d3b62f62b50","start":92,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(80,'01a2240f-2283-7f5b-8896-e91401a97226',117696187684945921,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-2261-7a3d-ab77-88dd7d7d5caa','coding','01a2240f-2283-73a9-889c-d781aa2f8720','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":49,"facet.retning":["fremmer"],"origin":"manual","quote":"de7d1b721a1e0632","start":48,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(81,'01a2240f-22f5-714f-8d6e-9bda80415e56',117696187694514177,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-22f2-7f84-ab7a-442c10ae550e','coding','01a2240f-22f5-7792-a79b-bd634bf2e2a5','*','{"code":"54dccd38-4c42-501c-818e-377b2635c1d0","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":51,"facet.retning":["hemmer"],"origin":"manual","quote":"36a9e7f1c95b82ff","start":50,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(82,'01a2240f-24ba-7600-94dd-1d94d5b4da46',117696187710570497,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-23e8-7ff6-9253-455946f87bae','coding','01a2240f-24ba-7b89-998f-661f9c4737eb','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":77,"facet.emne":["tid"],"origin":"manual","quote":"b4935894c8ce16bd","start":76,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(83,'01a2240f-25d9-76cb-89eb-211673d9076e',117696187742945281,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-25d6-7f1d-801f-80599f564dfb','assignment','5aaea8c6-f3b1-5729-8e7d-241788fd1468','codebook_versions','["3142144d-9fb3-58a6-adb6-7920d6bf2112","fb56c9e3-860e-5349-b98e-e5442513d004"]','["593d3c1b-3c24-5970-a605-d38fcf8a663a"]');
INSERT INTO "change" VALUES(84,'01a2240f-25d9-7c4b-9c9b-30763de8bcc0',117696187742945282,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-25d6-7f1d-801f-80599f564dfb','assignment','5aaea8c6-f3b1-5729-8e7d-241788fd1468','state','"finished"','["01a2240f-1ffc-7e03-bbed-200733c62e58"]');
INSERT INTO "change" VALUES(85,'01a2240f-287e-7e26-ad6c-75f7cf1186ed',117696187779973121,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-280a-792f-af78-ec344767ea38','main_coder','68814505-fbd9-5dd6-8e70-688840a5fda8','*','{"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","round":"main","transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(86,'f2e370c6-03db-5bd2-bc38-2dff147ee699',0,NULL,'01a2240f-2ac4-7b7f-8201-0e6484896f07','assignment','c7e5e3c6-428c-5439-acd9-db5c662e6d30','*','{"codebook_versions":[],"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","read_to":0,"round":"main","state":"assigned","transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd"}',NULL);
INSERT INTO "change" VALUES(87,'01a2240f-2b51-78e5-9b04-9a849f41bded',117696187825651713,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-2ac4-7b7f-8201-0e6484896f07','assignment','c7e5e3c6-428c-5439-acd9-db5c662e6d30','state','"started"','["f2e370c6-03db-5bd2-bc38-2dff147ee699"]');
INSERT INTO "change" VALUES(88,'01a2240f-2b51-7e51-8048-27dc81a82807',117696187825651714,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-2ac4-7b7f-8201-0e6484896f07','coding','01a2240f-2b51-7135-aeab-351a264826db','*','{"code":"4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":107,"facet.sted":["ute"],"origin":"manual","quote":"acac86c0e609ca90","start":106,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","version":"9a9b7803-31ae-531f-a94c-52281b7dd828"}',NULL);
INSERT INTO "change" VALUES(89,'01a2240f-2b8b-736b-a66a-3bfb73c86123',117696187838627841,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-2b89-778d-a9bd-11272b8519c4','coding','01a2240f-2b8b-7371-9f65-0823ad4f67aa','*','{"code":"4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":82,"facet.retning":["hemmer"],"facet.sted":["ute"],"origin":"manual","quote":"88895232ea9ce902","start":62,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","version":"9a9b7803-31ae-531f-a94c-52281b7dd828"}',NULL);
INSERT INTO "change" VALUES(90,'01a2240f-2d00-7499-b116-56a52155811a',117696187849768961,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-2c34-7b77-b662-043da21a24d7','coding','01a2240f-2d00-7e6c-b715-7d1e502dfe54','*','{"code":"c16ec450-f6f5-5224-9cab-dcf2e5160802","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":55,"facet.retning":["fremmer"],"origin":"manual","quote":"a2c28a3086a28afb","start":3,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","version":"9a9b7803-31ae-531f-a94c-52281b7dd828"}',NULL);
INSERT INTO "change" VALUES(91,'01a2240f-2e41-7ff3-bce1-b179c598acf9',117696187884044289,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-2e3e-72e6-babf-020f6382167e','coding','01a2240f-2e41-76cf-a03f-de5cb46edaa1','*','{"code":"966da068-f365-592c-a7ce-1ea81ed5895f","codebook_version":"fb56c9e3-860e-5349-b98e-e5442513d004","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":109,"facet.emne":["tid"],"origin":"manual","quote":"2ac7f15bfb06d3ef","start":59,"transcript":"4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","version":"9a9b7803-31ae-531f-a94c-52281b7dd828"}',NULL);
INSERT INTO "change" VALUES(106,'4bd01af6-d7b4-5702-86d2-7641e1aa55fd',0,NULL,'01a2240f-3b8c-761d-82d5-ecff91b3c0c0','variable','bf56f964-ea71-59df-b3a1-7ca719a322b4','*','{"name":"sex","subject":"5469f604-578c-599f-a21a-35dcf8c74023","subject_kind":"informant","value":"k"}',NULL);
INSERT INTO "change" VALUES(107,'e32475d7-fc43-5173-9125-09f2ff77cc1c',0,NULL,'01a2240f-3b8c-761d-82d5-ecff91b3c0c0','variable','84ac2aab-6163-5c42-93ab-d00655e95bdd','*','{"name":"sex","subject":"00b3d2cb-6cb3-5465-b617-199ac5907351","subject_kind":"informant","value":"m"}',NULL);
INSERT INTO "change" VALUES(108,'af907067-f89a-5bfa-9007-43acc8975e17',0,NULL,'01a2240f-3b8c-761d-82d5-ecff91b3c0c0','variable','df151595-f021-5a23-b10d-944e8192cc31','*','{"name":"inne","subject":"3203","subject_kind":"municipality","value":"nei"}',NULL);
INSERT INTO "change" VALUES(109,'d84da60e-cf32-57ef-a6a9-dea29a0f2baa',0,NULL,'01a2240f-3b8c-761d-82d5-ecff91b3c0c0','variable','4547e641-320c-51a7-a41c-8d0cc11c1a4f','*','{"name":"inne","subject":"0220","subject_kind":"municipality","value":"ja"}',NULL);
INSERT INTO "change" VALUES(110,'01a2240f-4030-70f9-8997-c0c3c2589dd1',117696188184920065,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-402e-7c57-b649-c6b57b13e64b','codebook','b90da702-7eed-5125-b802-2931538abd26','version','"a81e83f1-a3eb-5967-bcd0-adfec5d5ebef"','["cbd23820-1a13-5c8b-a9f1-a306d54feafb"]');
INSERT INTO "change" VALUES(111,'01a2240f-40aa-7e67-8784-daaf64d68c2c',117696188184920066,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-402e-7c57-b649-c6b57b13e64b','facet','a8575d55-cc36-564f-816e-2395006598e7','values','[{"definition":{},"id":"tid","name":{"nb":"tid"}}]','["c343942d-8225-5a69-b50b-f775b3ba7acb"]');
INSERT INTO "change" VALUES(112,'aba73157-0a55-5490-b57e-ba0eff8c6293',0,NULL,'01a2240f-402e-7c57-b649-c6b57b13e64b','code','8eb9d137-f52a-5db7-8bef-3de828f25c3b','*','{"active":true,"codebook":"b90da702-7eed-5125-b802-2931538abd26","colour":null,"counted":true,"definition":{},"example":null,"full_definition":null,"hotkey":null,"key":"A-NY","name":{"nb":"ny"},"not_when":null,"parent":"129b647a-96c6-549a-a1e0-f4401b10eb25","position":1,"use_when":null}',NULL);
INSERT INTO "change" VALUES(113,'01a2240f-40c7-70f1-8408-b94d44e788df',117696188184920067,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-402e-7c57-b649-c6b57b13e64b','code','19e2e5e2-1fcf-5ad4-8b2c-05600afc2fed','active','false','["5c71261a-1b82-515a-b0d9-445917c32a6d"]');
INSERT INTO "change" VALUES(114,'093513b3-bf57-5e86-a7b4-8aa7746532b6',0,NULL,'01a2240f-402e-7c57-b649-c6b57b13e64b','codebook_version','a81e83f1-a3eb-5967-bcd0-adfec5d5ebef','*','{"codebook":"b90da702-7eed-5125-b802-2931538abd26","codes":["129b647a-96c6-549a-a1e0-f4401b10eb25","208e8f16-e164-5d0b-add3-2eca3796282d","4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","54dccd38-4c42-501c-818e-377b2635c1d0","637a79df-7a0a-57a1-845b-27318ea42527","8eb9d137-f52a-5db7-8bef-3de828f25c3b","966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802","d9b57e35-7e88-50f4-a64d-115ca6e4d4b3"],"facets":["5964b122-c20d-5114-a7a3-79be96039e8f","a8575d55-cc36-564f-816e-2395006598e7"],"hash":"b1ffb0a5b9b80557115a8a9fa9be06520e45f5a469e2a43cbb81ef14579fec23","label":"2"}',NULL);
INSERT INTO "change" VALUES(115,'ba809f8d-2ed0-54d4-a3dc-78244d6fc4bf',0,NULL,'01a2240f-4332-75dd-9596-b796abcaff6d','assignment','21fc5c51-2df8-5d8f-b348-5c73645243e3','*','{"codebook_versions":[],"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","read_to":0,"round":"main","state":"assigned","transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90"}',NULL);
INSERT INTO "change" VALUES(116,'01a2240f-4334-7a91-ba38-95ea881be36b',117696188235513857,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-4332-75dd-9596-b796abcaff6d','assignment','21fc5c51-2df8-5d8f-b348-5c73645243e3','state','"started"','["ba809f8d-2ed0-54d4-a3dc-78244d6fc4bf"]');
INSERT INTO "change" VALUES(117,'01a2240f-4335-7cf6-a7b1-bcaf2a47c8b9',117696188235513858,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-4332-75dd-9596-b796abcaff6d','coding','01a2240f-4335-77f0-8e31-b8dc67bbbcc3','*','{"code":"4d97edd6-e486-5a7c-9497-9803a824b52d","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":3,"origin":"manual","quote":"94b443e52f75d567","start":0,"transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","version":"7ef2e73a-ed03-592f-bb04-d21274d813ac"}',NULL);
INSERT INTO "change" VALUES(118,'01a2240f-43ff-7b8a-b885-829116abbede',117696188246720513,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-43dd-7f97-b06a-b9355da934a5','coding','01a2240f-43ff-7743-b60e-037b3cba4b86','*','{"code":"637a79df-7a0a-57a1-845b-27318ea42527","codebook_version":"a81e83f1-a3eb-5967-bcd0-adfec5d5ebef","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":56,"facet.retning":["fremmer"],"facet.sted":["ute"],"origin":"manual","quote":"2e6d310d2e89f195","start":26,"transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","version":"7ef2e73a-ed03-592f-bb04-d21274d813ac"}',NULL);
INSERT INTO "change" VALUES(119,'01a2240f-444f-7840-8b10-bf1e5f238c7a',117696188254126081,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-444e-715e-9413-57e30e9496b0','coding','01a2240f-444f-7156-9cb6-903b189de89c','*','{"code":"129b647a-96c6-549a-a1e0-f4401b10eb25","codebook_version":"a81e83f1-a3eb-5967-bcd0-adfec5d5ebef","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":30,"facet.retning":["hemmer"],"origin":"manual","quote":"bc2d7e11e2966484","start":26,"transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","version":"7ef2e73a-ed03-592f-bb04-d21274d813ac"}',NULL);
INSERT INTO "change" VALUES(120,'ae3b9540-1bc9-5d5e-abe5-a9595d95a5dd',0,NULL,'01a2240f-4568-7366-9ed4-77829fcd80d8','assignment','42ec3301-f52d-5864-a91f-a8f0947b4b27','*','{"codebook_versions":[],"coder":"01a2240e-2e20-740b-bb33-9f6a44403046","read_to":0,"round":"main","state":"assigned","transcript":"e585982f-cb50-575e-8653-b530fafab4c4"}',NULL);
INSERT INTO "change" VALUES(121,'01a2240f-45e0-7bca-b215-ff8e5436606e',117696188272607233,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-4568-7366-9ed4-77829fcd80d8','assignment','42ec3301-f52d-5864-a91f-a8f0947b4b27','state','"started"','["ae3b9540-1bc9-5d5e-abe5-a9595d95a5dd"]');
INSERT INTO "change" VALUES(122,'01a2240f-45e1-7538-9863-974abe43c10b',117696188272607234,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-4568-7366-9ed4-77829fcd80d8','coding','01a2240f-45e1-72a9-93df-f61bde24e6b9','*','{"code":"4d97edd6-e486-5a7c-9497-9803a824b52d","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-740b-bb33-9f6a44403046","end":55,"origin":"manual","quote":"454349e422f05297","start":54,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(123,'1176d861-2676-5d08-a495-fd0449969934',0,NULL,'01a2240f-4568-7366-9ed4-77829fcd80d8','coder','01a2240e-2e20-740b-bb33-9f6a44403046','*','{"kind":"person","name":"Cato"}',NULL);
INSERT INTO "change" VALUES(124,'01a2240f-4819-7930-917d-7834abc52cfc',117696188317630465,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-4816-743c-93e1-32bba4d14645','coding','01a2240f-4819-75c2-8bac-e5d848232040','*','{"code":"54dccd38-4c42-501c-818e-377b2635c1d0","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-740b-bb33-9f6a44403046","end":77,"facet.retning":["hemmer"],"facet.sted":["ute"],"origin":"manual","quote":"b4935894c8ce16bd","start":76,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(125,'01a2240f-4a37-791c-abc7-a79114ea3831',117696188345286657,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-49bd-7b50-a91f-54362ef336bf','coding','01a2240f-4a37-7ba3-ab77-0b38754aa4b2','*','{"code":"1f8369a1-225d-57a5-913c-61ab77047289","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-740b-bb33-9f6a44403046","end":118,"facet.emne":["tid"],"facet.retning":["hemmer"],"facet.sted":["ute"],"origin":"manual","quote":"d7e6d726279754c5","start":98,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"4db23288-e61a-58f4-af08-754ab4678240"}',NULL);
INSERT INTO "change" VALUES(126,'01a2240f-4c00-7df3-9e75-9a3e81ef1395',117696188374974465,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-4b82-7169-a738-eedd09c97f37','assignment','f46fe7d0-22ed-5005-95da-bbce8c307f87','codebook_versions','["3142144d-9fb3-58a6-adb6-7920d6bf2112","a81e83f1-a3eb-5967-bcd0-adfec5d5ebef"]','["8d17b159-b05c-571b-9049-1f5029616b33"]');
INSERT INTO "change" VALUES(127,'01a2240f-4c00-70ac-bf0a-ad678905db19',117696188374974466,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-4b82-7169-a738-eedd09c97f37','assignment','f46fe7d0-22ed-5005-95da-bbce8c307f87','state','"finished"','["01a2240f-1a5d-7e33-8b46-80926cc7bbab"]');
INSERT INTO "change" VALUES(128,'07327c3b-8c4f-5f4b-a537-210278ba4136',0,NULL,'01a2240f-4e43-7ae8-b2cb-e52b71b53ee7','assignment','454b8689-fbb2-5c8c-a211-5981e82ea6c5','*','{"codebook_versions":[],"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","read_to":0,"round":"main","state":"assigned","transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e"}',NULL);
INSERT INTO "change" VALUES(129,'01a2240f-4e79-72dc-8390-2ab5d470525c',117696188421177345,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-4e43-7ae8-b2cb-e52b71b53ee7','assignment','454b8689-fbb2-5c8c-a211-5981e82ea6c5','state','"started"','["07327c3b-8c4f-5f4b-a537-210278ba4136"]');
INSERT INTO "change" VALUES(130,'01a2240f-4e7a-7d89-bce3-68f65090008b',117696188421177346,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-4e43-7ae8-b2cb-e52b71b53ee7','coding','01a2240f-4e7a-767f-9d71-7c63dee44e43','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":75,"facet.emne":["tid"],"facet.retning":["hemmer"],"facet.sted":["ute"],"origin":"manual","quote":"e3b98a4da31a127d","start":74,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(131,'01a2240f-4efe-74a9-9796-69b7fb090607',117696188432973825,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-4ef7-7b25-9b29-e2357f9e6920','coding','01a2240f-4efe-7182-8377-1c6ee492e8ae','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":165,"facet.emne":["tid"],"facet.retning":["fremmer"],"origin":"manual","quote":"517e6a249903c603","start":0,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(132,'01a2240f-4f40-7518-aa47-9956732d1d77',117696188437626881,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-4f3e-778c-81a4-c6831cbfa4fa','coding','01a2240f-4f40-76c8-8272-4cf9cd925a81','*','{"code":"966da068-f365-592c-a7ce-1ea81ed5895f","codebook_version":"a81e83f1-a3eb-5967-bcd0-adfec5d5ebef","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":67,"facet.emne":["tid"],"facet.retning":["hemmer"],"origin":"manual","quote":"fe8cd5f45d40d3a5","start":63,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(133,'018bc072-781b-5d87-9621-229b8668efd5',0,NULL,'01a2240f-4f7a-7ac0-8348-2a3080d2dd17','assignment','569795db-0d4c-50a9-b5cf-caaa222a17ac','*','{"codebook_versions":[],"coder":"01a2240e-2e20-740b-bb33-9f6a44403046","read_to":0,"round":"main","state":"assigned","transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e"}',NULL);
INSERT INTO "change" VALUES(134,'01a2240f-4f7c-7b20-ac09-34072216bbb5',117696188441559041,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-4f7a-7ac0-8348-2a3080d2dd17','assignment','569795db-0d4c-50a9-b5cf-caaa222a17ac','codebook_versions','["3142144d-9fb3-58a6-adb6-7920d6bf2112","a81e83f1-a3eb-5967-bcd0-adfec5d5ebef"]','["018bc072-781b-5d87-9621-229b8668efd5"]');
INSERT INTO "change" VALUES(135,'01a2240f-4f7c-77e6-955b-783d8434452d',117696188441559042,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-4f7a-7ac0-8348-2a3080d2dd17','assignment','569795db-0d4c-50a9-b5cf-caaa222a17ac','state','"finished"','["018bc072-781b-5d87-9621-229b8668efd5"]');
INSERT INTO "change" VALUES(136,'44b7e285-4e8a-5c5b-8018-c35af173fdfe',0,NULL,'01a2240f-5084-7fbb-ae6c-37743bb47468','version','419cc35a-37f0-5b43-938b-f85e03ede70a','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"e8b0f279c4972d02e240207b9ae73edb6200a4ec8724b82a8ca72fd14912bd01","transcript":"d7708865-4c5e-554b-aa6c-80b4abd53a90","turns":{"spans":[[0,2,3,22,0,null],[23,25,26,29,1,null],[30,32,33,56,0,null],[57,59,60,67,1,null]],"speakers":["ec86e447-5b94-5599-848e-20c278c88b77","f9c36847-defc-52ca-af6f-ad52f959c771"]}}',NULL);
INSERT INTO "change" VALUES(137,'01a2240f-546d-7e35-a8e9-8555d0eb0686',117696188458991617,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-5084-7fbb-ae6c-37743bb47468','transcript','d7708865-4c5e-554b-aa6c-80b4abd53a90','version','"419cc35a-37f0-5b43-938b-f85e03ede70a"','["f281d0af-d2f9-5518-bb48-a295c0df3de8"]');
INSERT INTO "change" VALUES(138,'9a168e25-30ea-5ed5-9237-213b0c3d47ad',0,NULL,'01a2240f-5d8a-7d56-b024-24a8c3fdb810','version','540034bc-bbdc-5f04-ae5b-7bf144ff0d25','*','{"convention":"name: text","encoding":"utf-8","format":"txt","marks":null,"sha256":"","source_file":"","text":"9455d25ac33e0eece4fa9b6d7327dfb815ace250eaee2ea4217ba3506481c096","transcript":"e585982f-cb50-575e-8653-b530fafab4c4","turns":{"spans":[[21,23,24,45,0,null],[46,48,49,77,1,null],[78,80,81,84,2,null],[85,87,88,123,0,null]],"speakers":["16a06c74-6a80-540e-bb4d-7716d4eb1f44","6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7","56a6fbb1-13d8-50d2-8fd0-d82308d4f077"]}}',NULL);
INSERT INTO "change" VALUES(139,'01a2240f-5f08-7971-b2d7-abade36601f2',117696188677488641,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-5d8a-7d56-b024-24a8c3fdb810','transcript','e585982f-cb50-575e-8653-b530fafab4c4','version','"540034bc-bbdc-5f04-ae5b-7bf144ff0d25"','["6ae7485d-2d4e-5e02-9a03-28e14fab585e"]');
INSERT INTO "change" VALUES(142,'01a2240f-6df6-741e-82c1-0f26e59cfcc2',117696188941205505,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-6d42-74bb-b017-e62002b3dfe3','coding','01a2240f-6df6-7e0c-9739-b92b1f58cf92','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":54,"facet.retning":["fremmer"],"origin":"manual","quote":"de7d1b721a1e0632","start":53,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"540034bc-bbdc-5f04-ae5b-7bf144ff0d25"}',NULL);
INSERT INTO "change" VALUES(143,'01a2240f-6df7-793c-adf0-223dfa2e49ab',117696188941205506,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-6d42-74bb-b017-e62002b3dfe3','coding','01a2240f-6df7-777f-a4c8-771704f38068','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","end":77,"facet.retning":["hemmer"],"origin":"manual","quote":"5443e92e4857bc72","start":24,"transcript":"e585982f-cb50-575e-8653-b530fafab4c4","version":"540034bc-bbdc-5f04-ae5b-7bf144ff0d25"}',NULL);
INSERT INTO "change" VALUES(145,'01a2240f-6df7-7b86-b217-b0afde89e5ef',117696188941205508,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-6d42-74bb-b017-e62002b3dfe3','coding','01a2240f-6df7-743d-83ad-17ff35de6fa6','*','{"code":"a7c09ccc-fe01-59f7-9907-02fbe52287b2","codebook_version":"3142144d-9fb3-58a6-adb6-7920d6bf2112","coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","end":165,"facet.retning":["hemmer"],"origin":"manual","quote":"517e6a249903c603","start":0,"transcript":"85889351-3fed-5498-a5bb-2b6ddac98e7e","version":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"}',NULL);
INSERT INTO "change" VALUES(146,'01a2240f-7052-742d-b58a-a6fef9ecef4b',117696188983803905,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-6fcc-7b2d-896e-ec1887429092','memo','01a2240f-7052-7d1f-8c87-b5ea7835a954','*','{"coder":"01a2240e-2e20-7c28-b7b6-5adfa339ccf0","target":"85889351-3fed-5498-a5bb-2b6ddac98e7e","target_kind":"transcript","text":"Om hele samtalen","type":"free"}',NULL);
INSERT INTO "change" VALUES(147,'01a2240f-71c4-77e8-a1a7-f7a1b14b9bf1',117696189016768513,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-71c3-7c63-b947-bdf89aa512a2','memo','01a2240f-71c4-75ff-9879-5ab344287d47','*','{"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","target":"5e5110d8-3f7a-591c-bde4-c00349d0eb9c:1-4","target_kind":"passage","text":"Om noen ord","type":"free"}',NULL);
INSERT INTO "change" VALUES(148,'01a2240f-73df-733a-9f03-6aa1b80e50a9',117696189044817921,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-736e-7dc9-86e8-3dddf11db345','memo','01a2240f-73df-7e0d-ab65-06caec5f70c7','*','{"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","target":"0301","target_kind":"municipality","text":"Om kommunen","type":"free"}',NULL);
INSERT INTO "change" VALUES(149,'01a2240f-751b-7092-9f27-35b5842a3a39',117696189072801793,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240f-751a-7ed6-8d1d-c015a244d79f','memo','01a2240f-751b-7599-81f5-80127f5bb1be','*','{"coder":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","target":null,"target_kind":"project","text":"Om alt","type":"free"}',NULL);
INSERT INTO "change" VALUES(152,'01a2240f-8915-7ffd-9ada-f37bde712f78',117696189407952897,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-8914-7409-87cb-096e83d4bcb9','transcript','e585982f-cb50-575e-8653-b530fafab4c4','name','"samtalen hos dem"','["6ae7485d-2d4e-5e02-9a03-28e14fab585e"]');
INSERT INTO "change" VALUES(153,'01a2240f-7b4d-71a8-a761-aa75db96ec26',117696189176676353,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-7b4a-7efd-9625-a6e1d2a8b408','transcript','e585982f-cb50-575e-8653-b530fafab4c4','name','"samtalen hos oss"','["6ae7485d-2d4e-5e02-9a03-28e14fab585e"]');
INSERT INTO "change" VALUES(154,'01a2240f-8682-7615-a460-9b4cd18f2fc8',117696189339467777,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-84ff-7729-99aa-af2f95c40269','assignment','569795db-0d4c-50a9-b5cf-caaa222a17ac','read_to','3','["018bc072-781b-5d87-9621-229b8668efd5"]');
INSERT INTO "change" VALUES(155,'01a2240f-8682-77ea-be78-1f2695656b12',117696189339467778,'01a2240e-2e20-740b-bb33-9f6a44403046','01a2240f-84ff-7729-99aa-af2f95c40269','assignment','569795db-0d4c-50a9-b5cf-caaa222a17ac','read_version','"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"',NULL);
INSERT INTO "change" VALUES(156,'f7a8cbeb-bbe1-544b-872e-43e95f0bc49d',0,NULL,'01a2240f-a43f-7154-86bf-7d628120323e','coder_joining','2a590b82-f140-5e88-8aef-293cc5745d06','*','{"first":"01a2240e-2e20-738a-99c5-cf5f980a7cd6","second":"01a2240e-2e20-740b-bb33-9f6a44403046","stays":"01a2240e-2e20-738a-99c5-cf5f980a7cd6"}',NULL);
INSERT INTO "change" VALUES(157,'300200ba-6ce2-53ba-b332-411fcc1938eb',0,NULL,'01a2240f-a657-7b07-9730-3cf85bca4394','code_joining','fc49b31e-f1e8-5b21-ab3a-c275ca8a9fad','*','{"first":"1f8369a1-225d-57a5-913c-61ab77047289","second":"208e8f16-e164-5d0b-add3-2eca3796282d","stays":"1f8369a1-225d-57a5-913c-61ab77047289"}',NULL);
INSERT INTO "change" VALUES(158,'01a2240f-a658-729d-ab7d-d1121ecc3fa5',117696189898883073,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a657-7b07-9730-3cf85bca4394','link','01a2240f-a658-76ec-bb04-2ff183aca1fd','*','{"note":"som","relation":"same","source":"bok:A","target":"annen:C"}',NULL);
INSERT INTO "change" VALUES(159,'01a2240f-a658-773b-ab99-d0ecf2c1d045',117696189898883074,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a657-7b07-9730-3cf85bca4394','round','01a2240f-a658-7cce-97f0-8bd8ba43de66','*','{"name":"pilot"}',NULL);
INSERT INTO "change" VALUES(160,'01a2240f-a966-7edd-83d3-01a4733346a3',117696189921230849,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','coding','01a2240f-2b51-7135-aeab-351a264826db','exists','false','["01a2240f-2b51-7e51-8048-27dc81a82807"]');
INSERT INTO "change" VALUES(161,'01a2240f-a967-77d7-9847-04a698022313',117696189921230850,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','coding','01a2240f-2b8b-7371-9f65-0823ad4f67aa','exists','false','["01a2240f-2b8b-736b-a66a-3bfb73c86123"]');
INSERT INTO "change" VALUES(162,'01a2240f-a967-7542-8e06-6e243f0fe444',117696189921230851,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','coding','01a2240f-2d00-7e6c-b715-7d1e502dfe54','exists','false','["01a2240f-2d00-7499-b116-56a52155811a"]');
INSERT INTO "change" VALUES(163,'01a2240f-a967-708e-aefd-efcc80263f2f',117696189921230852,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','coding','01a2240f-2e41-76cf-a03f-de5cb46edaa1','exists','false','["01a2240f-2e41-7ff3-bce1-b179c598acf9"]');
INSERT INTO "change" VALUES(164,'01a2240f-a967-73e0-9773-b8387637fbfc',117696189921230853,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','assignment','c7e5e3c6-428c-5439-acd9-db5c662e6d30','exists','false','["f2e370c6-03db-5bd2-bc38-2dff147ee699"]');
INSERT INTO "change" VALUES(165,'01a2240f-a967-7b09-91b8-873771b05ad8',117696189921230854,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','variable','d2572fda-10a7-5b28-891d-066f4462f5b3','exists','false','["0f438d97-9740-538f-bf43-0f53d4a9ca2f"]');
INSERT INTO "change" VALUES(166,'01a2240f-a968-77b3-8bdc-6fa35bf6ec26',117696189921230855,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','speaker','1280d62d-9a7b-58a5-85a0-f0046c80a7af','exists','false','["133c75da-9711-5deb-8676-5947fd2a52c5"]');
INSERT INTO "change" VALUES(167,'01a2240f-a968-7188-8f62-c1c31cbb20c4',117696189921230856,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','speaker','4d066a31-b4b1-5960-a421-436f8aa3c30e','exists','false','["8e559886-d65f-58c5-b255-50196d11b9f8"]');
INSERT INTO "change" VALUES(168,'01a2240f-a968-707b-bc40-5937a2ffdc9b',117696189921230857,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','speaker','8e29d465-a2e5-588c-a910-ce667cd05cd7','exists','false','["44eca7bd-472b-5176-a026-13e70eff4b68"]');
INSERT INTO "change" VALUES(169,'01a2240f-a968-7149-8679-1979a99d57f0',117696189921230858,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','version','9a9b7803-31ae-531f-a94c-52281b7dd828','exists','false','["308c90d2-61ab-5095-aa4d-4f4d83231bca"]');
INSERT INTO "change" VALUES(170,'01a2240f-a969-74ae-b615-b3c70515f706',117696189921230859,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','transcript','4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','exists','false','["c2fad586-1d5d-5f96-b0a1-5fae23915854"]');
INSERT INTO "change" VALUES(171,'01a2240f-adad-7049-89f3-2bb3c37fe56c',117696190021828609,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-adab-765d-a3a3-81cf4bb41684','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','read_to','2','["5801f581-26df-53e1-a80d-0ea7de4f8c7e"]');
INSERT INTO "change" VALUES(172,'01a2240f-adad-7064-b773-1bd352b91e14',117696190021828610,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-adab-765d-a3a3-81cf4bb41684','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','read_version','"5e5110d8-3f7a-591c-bde4-c00349d0eb9c"',NULL);
INSERT INTO "change" VALUES(173,'01a2240f-b197-7f8d-8028-def83a60f35d',117696190086381569,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-b184-7fb9-b61c-fed1655978d9','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','read_version','null','["01a2240f-adad-7064-b773-1bd352b91e14"]');
INSERT INTO "change" VALUES(174,'01a2240f-b197-70a0-a3c6-14a0e6859b5e',117696190086381570,'01a2240e-2e20-7c28-b7b6-5adfa339ccf0','01a2240f-b184-7fb9-b61c-fed1655978d9','assignment','e2412058-632e-57ce-9e16-ccd1a66728b7','read_to','0','["01a2240f-adad-7049-89f3-2bb3c37fe56c"]');
CREATE TABLE code (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	codebook TEXT, 
	"key" TEXT, 
	name TEXT, 
	parent TEXT, 
	position INTEGER, 
	definition TEXT, 
	full_definition TEXT, 
	use_when TEXT, 
	not_when TEXT, 
	example TEXT, 
	colour TEXT, 
	hotkey TEXT, 
	counted BOOLEAN, 
	active BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT code_codebook FOREIGN KEY(codebook) REFERENCES codebook (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT code_parent FOREIGN KEY(parent) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "code" VALUES('129b647a-96c6-549a-a1e0-f4401b10eb25',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','A','{"nb":"A"}',NULL,0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('19e2e5e2-1fcf-5ad4-8b2c-05600afc2fed',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','A-TO','{"nb":"to"}','129b647a-96c6-549a-a1e0-f4401b10eb25',1,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
INSERT INTO "code" VALUES('1f8369a1-225d-57a5-913c-61ab77047289',1,1,0,'63fe4ab1-40e6-59a7-9945-584034dccb44','D','{"nb":"D"}',NULL,1,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('208e8f16-e164-5d0b-add3-2eca3796282d',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','A-TRE','{"nb":"tre"}','129b647a-96c6-549a-a1e0-f4401b10eb25',2,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','B-EN','{"nb":"en"}','c16ec450-f6f5-5224-9cab-dcf2e5160802',0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('4d97edd6-e486-5a7c-9497-9803a824b52d',1,1,0,'63fe4ab1-40e6-59a7-9945-584034dccb44','C','{"nb":"C"}',NULL,0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('54dccd38-4c42-501c-818e-377b2635c1d0',1,1,0,NULL,'X-IDENT','{"nb":"Ident"}',NULL,0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,0,1);
INSERT INTO "code" VALUES('637a79df-7a0a-57a1-845b-27318ea42527',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','B-EN-UNDER','{"nb":"under"}','4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3',0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('8eb9d137-f52a-5db7-8bef-3de828f25c3b',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','A-NY','{"nb":"ny"}','129b647a-96c6-549a-a1e0-f4401b10eb25',1,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('966da068-f365-592c-a7ce-1ea81ed5895f',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','A-EN','{"nb":"en"}','129b647a-96c6-549a-a1e0-f4401b10eb25',0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('a7c09ccc-fe01-59f7-9907-02fbe52287b2',1,1,0,'63fe4ab1-40e6-59a7-9945-584034dccb44','C-EN','{"nb":"en"}','4d97edd6-e486-5a7c-9497-9803a824b52d',0,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('c16ec450-f6f5-5224-9cab-dcf2e5160802',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','B','{"nb":"B"}',NULL,1,'{}',NULL,NULL,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "code" VALUES('d9b57e35-7e88-50f4-a64d-115ca6e4d4b3',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','B-TO','{"nb":"to"}','c16ec450-f6f5-5224-9cab-dcf2e5160802',1,'{}',NULL,NULL,NULL,NULL,NULL,NULL,0,1);
CREATE TABLE code_joining (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	first TEXT, 
	second TEXT, 
	stays TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "code_joining" VALUES('fc49b31e-f1e8-5b21-ab3a-c275ca8a9fad',1,1,0,'1f8369a1-225d-57a5-913c-61ab77047289','208e8f16-e164-5d0b-add3-2eca3796282d','1f8369a1-225d-57a5-913c-61ab77047289');
CREATE TABLE codebook (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	"key" TEXT, 
	title TEXT, 
	question TEXT, 
	language TEXT, 
	rules TEXT, 
	version TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "codebook" VALUES('63fe4ab1-40e6-59a7-9945-584034dccb44',1,1,0,'annen','{"nb":"Annen"}','{}','nb','[]','3142144d-9fb3-58a6-adb6-7920d6bf2112');
INSERT INTO "codebook" VALUES('b90da702-7eed-5125-b802-2931538abd26',1,1,0,'bok','{"nb":"Bok"}','{}','nb','[]','a81e83f1-a3eb-5967-bcd0-adfec5d5ebef');
CREATE TABLE codebook_version (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	codebook TEXT, 
	label TEXT, 
	hash TEXT, 
	codes TEXT, 
	facets TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT codebook_version_codebook FOREIGN KEY(codebook) REFERENCES codebook (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "codebook_version" VALUES('3142144d-9fb3-58a6-adb6-7920d6bf2112',1,1,0,'63fe4ab1-40e6-59a7-9945-584034dccb44','1','2bda32b3a702b17f24c485edd797613cd4dc32d2bb387c167f5cf3b3a718d037','["1f8369a1-225d-57a5-913c-61ab77047289","4d97edd6-e486-5a7c-9497-9803a824b52d","a7c09ccc-fe01-59f7-9907-02fbe52287b2"]','["95a02111-29bc-5069-8b18-ec6af6b69906"]');
INSERT INTO "codebook_version" VALUES('a81e83f1-a3eb-5967-bcd0-adfec5d5ebef',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','2','b1ffb0a5b9b80557115a8a9fa9be06520e45f5a469e2a43cbb81ef14579fec23','["129b647a-96c6-549a-a1e0-f4401b10eb25","208e8f16-e164-5d0b-add3-2eca3796282d","4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","54dccd38-4c42-501c-818e-377b2635c1d0","637a79df-7a0a-57a1-845b-27318ea42527","8eb9d137-f52a-5db7-8bef-3de828f25c3b","966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802","d9b57e35-7e88-50f4-a64d-115ca6e4d4b3"]','["5964b122-c20d-5114-a7a3-79be96039e8f","a8575d55-cc36-564f-816e-2395006598e7"]');
INSERT INTO "codebook_version" VALUES('fb56c9e3-860e-5349-b98e-e5442513d004',1,1,0,'b90da702-7eed-5125-b802-2931538abd26','1','eb7d726442c5b9f994b0e919652074a7cf1160bf1f4c06536d763bf30e666d6a','["129b647a-96c6-549a-a1e0-f4401b10eb25","19e2e5e2-1fcf-5ad4-8b2c-05600afc2fed","208e8f16-e164-5d0b-add3-2eca3796282d","4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3","54dccd38-4c42-501c-818e-377b2635c1d0","637a79df-7a0a-57a1-845b-27318ea42527","966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802","d9b57e35-7e88-50f4-a64d-115ca6e4d4b3"]','["5964b122-c20d-5114-a7a3-79be96039e8f","a8575d55-cc36-564f-816e-2395006598e7"]');
CREATE TABLE coder (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	name TEXT, 
	kind TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "coder" VALUES('01a2240e-2e20-738a-99c5-cf5f980a7cd6',1,1,0,'Bo','person');
INSERT INTO "coder" VALUES('01a2240e-2e20-740b-bb33-9f6a44403046',1,1,0,'Cato','person');
INSERT INTO "coder" VALUES('01a2240e-2e20-7c28-b7b6-5adfa339ccf0',1,1,0,'Anne','person');
CREATE TABLE coder_joining (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	first TEXT, 
	second TEXT, 
	stays TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "coder_joining" VALUES('2a590b82-f140-5e88-8aef-293cc5745d06',1,1,0,'01a2240e-2e20-738a-99c5-cf5f980a7cd6','01a2240e-2e20-740b-bb33-9f6a44403046','01a2240e-2e20-738a-99c5-cf5f980a7cd6');
CREATE TABLE coding (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	transcript TEXT, 
	version TEXT, 
	start INTEGER, 
	"end" INTEGER, 
	code TEXT, 
	coder TEXT, 
	codebook_version TEXT, 
	origin TEXT, 
	quote TEXT, placed TEXT, facets TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT coding_code FOREIGN KEY(code) REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT coding_coder FOREIGN KEY(coder) REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT coding_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT coding_version FOREIGN KEY(version) REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "coding" VALUES('01a2240f-1419-713c-bc9d-c9f0f489cb34',1,1,117696187434074114,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',52,57,'129b647a-96c6-549a-a1e0-f4401b10eb25','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','29e656967cc50b9a',NULL,'{"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-1540-731a-9758-5a0739f19e82',1,1,117696187464613889,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',28,49,'1f8369a1-225d-57a5-913c-61ab77047289','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','30c22ad2facda985',NULL,'{"emne":["tid"],"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-1660-7c36-849e-af951e70b88b',1,1,117696187483488257,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',52,150,'c16ec450-f6f5-5224-9cab-dcf2e5160802','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','2003259bd7052ace',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-17b0-788c-ba0f-91352218dace',1,1,117696187505508353,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',52,55,'637a79df-7a0a-57a1-845b-27318ea42527','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','d6591b89ec21919b',NULL,'{"emne":["tid"],"retning":["hemmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-1b4e-7fc6-ad01-8a005a5c02f5',1,1,117696187550334978,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',55,59,'4d97edd6-e486-5a7c-9497-9803a824b52d','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','12df0db3df5e1e52',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c',1,1,117696187590901761,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',24,72,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','1bdedb9468349a39',NULL,'{"emne":["tid"],"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9',1,1,117696187614035969,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',24,79,'d9b57e35-7e88-50f4-a64d-115ca6e4d4b3','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','110adf96cc0a4cd2',NULL,'{"emne":["tid"]}');
INSERT INTO "coding" VALUES('01a2240f-1ffd-7a1a-8e1c-da9119a139d7',1,1,117696187644641282,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',44,72,'208e8f16-e164-5d0b-add3-2eca3796282d','01a2240e-2e20-738a-99c5-cf5f980a7cd6','fb56c9e3-860e-5349-b98e-e5442513d004','manual','7160c24266345377',NULL,'{"emne":["tid"],"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a',1,1,117696187661221889,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',24,118,'208e8f16-e164-5d0b-add3-2eca3796282d','01a2240e-2e20-738a-99c5-cf5f980a7cd6','fb56c9e3-860e-5349-b98e-e5442513d004','manual','02a379adfeb036b2',NULL,'{"emne":["tid"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-2233-72dd-90fc-d86104017b6e',1,1,117696187681865729,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',92,109,'4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3','01a2240e-2e20-738a-99c5-cf5f980a7cd6','fb56c9e3-860e-5349-b98e-e5442513d004','manual','ac176d3b62f62b50',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-2283-73a9-889c-d781aa2f8720',1,1,117696187684945921,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',48,49,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','de7d1b721a1e0632',NULL,'{"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-22f5-7792-a79b-bd634bf2e2a5',1,1,117696187694514177,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',50,51,'54dccd38-4c42-501c-818e-377b2635c1d0','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','36a9e7f1c95b82ff',NULL,'{"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-24ba-7b89-998f-661f9c4737eb',1,1,117696187710570497,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',76,77,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','b4935894c8ce16bd',NULL,'{"emne":["tid"]}');
INSERT INTO "coding" VALUES('01a2240f-2b51-7135-aeab-351a264826db',0,0,117696187825651714,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','9a9b7803-31ae-531f-a94c-52281b7dd828',106,107,'4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','acac86c0e609ca90',NULL,'{"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-2b8b-7371-9f65-0823ad4f67aa',0,0,117696187838627841,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','9a9b7803-31ae-531f-a94c-52281b7dd828',62,82,'4d7ef251-a99b-5c2b-b9d2-8e9fa2615fa3','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','88895232ea9ce902',NULL,'{"retning":["hemmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-2d00-7e6c-b715-7d1e502dfe54',0,0,117696187849768961,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','9a9b7803-31ae-531f-a94c-52281b7dd828',3,55,'c16ec450-f6f5-5224-9cab-dcf2e5160802','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','a2c28a3086a28afb',NULL,'{"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-2e41-76cf-a03f-de5cb46edaa1',0,0,117696187884044289,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','9a9b7803-31ae-531f-a94c-52281b7dd828',59,109,'966da068-f365-592c-a7ce-1ea81ed5895f','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','fb56c9e3-860e-5349-b98e-e5442513d004','manual','2ac7f15bfb06d3ef',NULL,'{"emne":["tid"]}');
INSERT INTO "coding" VALUES('01a2240f-4335-77f0-8e31-b8dc67bbbcc3',1,1,117696188235513858,'d7708865-4c5e-554b-aa6c-80b4abd53a90','7ef2e73a-ed03-592f-bb04-d21274d813ac',0,3,'4d97edd6-e486-5a7c-9497-9803a824b52d','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','94b443e52f75d567',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-43ff-7743-b60e-037b3cba4b86',1,1,117696188246720513,'d7708865-4c5e-554b-aa6c-80b4abd53a90','7ef2e73a-ed03-592f-bb04-d21274d813ac',26,56,'637a79df-7a0a-57a1-845b-27318ea42527','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','a81e83f1-a3eb-5967-bcd0-adfec5d5ebef','manual','2e6d310d2e89f195',NULL,'{"retning":["fremmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-444f-7156-9cb6-903b189de89c',1,1,117696188254126081,'d7708865-4c5e-554b-aa6c-80b4abd53a90','7ef2e73a-ed03-592f-bb04-d21274d813ac',26,30,'129b647a-96c6-549a-a1e0-f4401b10eb25','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','a81e83f1-a3eb-5967-bcd0-adfec5d5ebef','manual','bc2d7e11e2966484',NULL,'{"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-45e1-72a9-93df-f61bde24e6b9',1,1,117696188272607234,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',54,55,'4d97edd6-e486-5a7c-9497-9803a824b52d','01a2240e-2e20-740b-bb33-9f6a44403046','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','454349e422f05297',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4819-75c2-8bac-e5d848232040',1,1,117696188317630465,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',76,77,'54dccd38-4c42-501c-818e-377b2635c1d0','01a2240e-2e20-740b-bb33-9f6a44403046','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','b4935894c8ce16bd',NULL,'{"retning":["hemmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2',1,1,117696188345286657,'e585982f-cb50-575e-8653-b530fafab4c4','4db23288-e61a-58f4-af08-754ab4678240',98,118,'1f8369a1-225d-57a5-913c-61ab77047289','01a2240e-2e20-740b-bb33-9f6a44403046','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','d7e6d726279754c5',NULL,'{"emne":["tid"],"retning":["hemmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43',1,1,117696188421177346,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',74,75,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','e3b98a4da31a127d',NULL,'{"emne":["tid"],"retning":["hemmer"],"sted":["ute"]}');
INSERT INTO "coding" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae',1,1,117696188432973825,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',0,165,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','517e6a249903c603',NULL,'{"emne":["tid"],"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-4f40-76c8-8272-4cf9cd925a81',1,1,117696188437626881,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',63,67,'966da068-f365-592c-a7ce-1ea81ed5895f','01a2240e-2e20-738a-99c5-cf5f980a7cd6','a81e83f1-a3eb-5967-bcd0-adfec5d5ebef','manual','fe8cd5f45d40d3a5',NULL,'{"emne":["tid"],"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-6df6-7e0c-9739-b92b1f58cf92',1,1,117696188941205505,'e585982f-cb50-575e-8653-b530fafab4c4','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',53,54,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','de7d1b721a1e0632',NULL,'{"retning":["fremmer"]}');
INSERT INTO "coding" VALUES('01a2240f-6df7-743d-83ad-17ff35de6fa6',1,1,117696188941205508,'85889351-3fed-5498-a5bb-2b6ddac98e7e','5e5110d8-3f7a-591c-bde4-c00349d0eb9c',0,165,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','517e6a249903c603',NULL,'{"retning":["hemmer"]}');
INSERT INTO "coding" VALUES('01a2240f-6df7-777f-a4c8-771704f38068',1,1,117696188941205506,'e585982f-cb50-575e-8653-b530fafab4c4','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',24,77,'a7c09ccc-fe01-59f7-9907-02fbe52287b2','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','3142144d-9fb3-58a6-adb6-7920d6bf2112','manual','5443e92e4857bc72',NULL,'{"retning":["hemmer"]}');
CREATE TABLE "conflict" (
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	field TEXT NOT NULL, 
	PRIMARY KEY (kind, record, field)
);
INSERT INTO "conflict" VALUES('transcript','e585982f-cb50-575e-8653-b530fafab4c4','name');
CREATE TABLE draft (
	coder TEXT NOT NULL, 
	about TEXT NOT NULL, 
	target TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (coder, about, target)
);
INSERT INTO "draft" VALUES('01a2240e-2e20-738a-99c5-cf5f980a7cd6','transcript','85889351-3fed-5498-a5bb-2b6ddac98e7e','uferdig',1795901323328);
CREATE TABLE facet (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	"key" TEXT, 
	name TEXT, 
	"values" TEXT, 
	single BOOLEAN, 
	required BOOLEAN, 
	codes TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "facet" VALUES('5964b122-c20d-5114-a7a3-79be96039e8f',1,1,0,'retning','{"nb":"Retning"}','[{"definition":{},"id":"fremmer","name":{"nb":"fremmer"}},{"definition":{},"id":"hemmer","name":{"nb":"hemmer"}}]',1,0,NULL,NULL);
INSERT INTO "facet" VALUES('95a02111-29bc-5069-8b18-ec6af6b69906',1,1,0,'sted','{"nb":"Sted"}','[{"definition":{},"id":"hjemme","name":{"nb":"hjemme"}},{"definition":{},"id":"ute","name":{"nb":"ute"}}]',1,0,NULL,NULL);
INSERT INTO "facet" VALUES('a8575d55-cc36-564f-816e-2395006598e7',1,1,0,'emne','{"nb":"Emne"}','[{"definition":{},"id":"tid","name":{"nb":"tid"}}]',1,0,'["966da068-f365-592c-a7ce-1ea81ed5895f","c16ec450-f6f5-5224-9cab-dcf2e5160802"]',NULL);
CREATE TABLE informant (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	name TEXT, 
	takes_part TEXT, 
	quotation TEXT, 
	archiving TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "informant" VALUES('00b3d2cb-6cb3-5465-b617-199ac5907351',1,1,0,'P2','not asked','not asked','not asked');
INSERT INTO "informant" VALUES('5469f604-578c-599f-a21a-35dcf8c74023',1,1,0,'P1','not asked','not asked','not asked');
CREATE TABLE link (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	source TEXT, 
	target TEXT, 
	relation TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "link" VALUES('01a2240f-a658-76ec-bb04-2ff183aca1fd',1,1,117696189898883073,'bok:A','annen:C','same','som');
CREATE TABLE local (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "local" VALUES('project','01a2240e-9a2b-7e02-99d0-62d7cf622352');
INSERT INTO "local" VALUES('file','01a2240e-9a2b-7420-ba90-6ad0f6608705');
INSERT INTO "local" VALUES('clock','117696190484578304');
INSERT INTO "local" VALUES('withdrawn','117696190484578304');
CREATE TABLE main_coder (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	transcript TEXT, 
	round TEXT, 
	coder TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT main_coder_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT main_coder_coder FOREIGN KEY(coder) REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "main_coder" VALUES('68814505-fbd9-5dd6-8e70-688840a5fda8',1,1,117696187779973121,'e585982f-cb50-575e-8653-b530fafab4c4','main','01a2240e-2e20-738a-99c5-cf5f980a7cd6');
CREATE TABLE maker (
	step TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (step)
);
INSERT INTO "maker" VALUES('01a2240e-f029-73f7-823e-222b55a2baa7','01a2240e-2e20-738a-99c5-cf5f980a7cd6',1795901291459);
CREATE TABLE memo (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	target_kind TEXT, 
	target TEXT, 
	type TEXT, 
	text TEXT, 
	coder TEXT, placed TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "memo" VALUES('01a2240f-7052-7d1f-8c87-b5ea7835a954',1,1,117696188983803905,'transcript','85889351-3fed-5498-a5bb-2b6ddac98e7e','free','Om hele samtalen','01a2240e-2e20-7c28-b7b6-5adfa339ccf0',NULL);
INSERT INTO "memo" VALUES('01a2240f-71c4-75ff-9879-5ab344287d47',1,1,117696189016768513,'passage','5e5110d8-3f7a-591c-bde4-c00349d0eb9c:1-4','free','Om noen ord','01a2240e-2e20-738a-99c5-cf5f980a7cd6',NULL);
INSERT INTO "memo" VALUES('01a2240f-73df-7e0d-ab65-06caec5f70c7',1,1,117696189044817921,'municipality','0301','free','Om kommunen','01a2240e-2e20-738a-99c5-cf5f980a7cd6',NULL);
INSERT INTO "memo" VALUES('01a2240f-751b-7599-81f5-80127f5bb1be',1,1,117696189072801793,'project',NULL,'free','Om alt','01a2240e-2e20-738a-99c5-cf5f980a7cd6',NULL);
CREATE TABLE placement (
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	version TEXT NOT NULL, 
	start INTEGER, 
	"end" INTEGER, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (kind, record)
);
INSERT INTO "placement" VALUES('coding','01a2240f-444f-7156-9cb6-903b189de89c','419cc35a-37f0-5b43-938b-f85e03ede70a',26,30,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-4335-77f0-8e31-b8dc67bbbcc3','419cc35a-37f0-5b43-938b-f85e03ede70a',0,3,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-43ff-7743-b60e-037b3cba4b86','419cc35a-37f0-5b43-938b-f85e03ede70a',26,56,1.0);
INSERT INTO "placement" VALUES('transcript','d7708865-4c5e-554b-aa6c-80b4abd53a90','419cc35a-37f0-5b43-938b-f85e03ede70a',NULL,NULL,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-4a37-7ba3-ab77-0b38754aa4b2','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',103,123,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-217e-7ef1-a65e-9409318e582a','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',24,123,0.890625);
INSERT INTO "placement" VALUES('coding','01a2240f-1ffd-7a1a-8e1c-da9119a139d7','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',49,77,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-2233-72dd-90fc-d86104017b6e','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',97,114,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-45e1-72a9-93df-f61bde24e6b9','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',59,60,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-1b4e-7fc6-ad01-8a005a5c02f5','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',60,64,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-22f5-7792-a79b-bd634bf2e2a5','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',55,56,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-4819-75c2-8bac-e5d848232040','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',81,82,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-1cc9-72f8-9fde-18861df5fe5c','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',24,77,8.15789473684210508785e-01);
INSERT INTO "placement" VALUES('coding','01a2240f-2283-73a9-889c-d781aa2f8720','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',53,54,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-24ba-7b89-998f-661f9c4737eb','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',81,82,1.0);
INSERT INTO "placement" VALUES('coding','01a2240f-1eb9-7793-9861-e52a4b231ce9','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',24,84,8.47826086956521729476e-01);
INSERT INTO "placement" VALUES('transcript','e585982f-cb50-575e-8653-b530fafab4c4','540034bc-bbdc-5f04-ae5b-7bf144ff0d25',NULL,NULL,1.0);
CREATE TABLE round (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	name TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "round" VALUES('01a2240f-a658-7cce-97f0-8bd8ba43de66',1,1,117696189898883074,'pilot');
CREATE TABLE setting (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	"key" TEXT, 
	value TEXT, 
	transcript TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT setting_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "setting" VALUES('4d62eff3-3aa4-59bb-8357-34fd612322f0',1,1,117696185619185670,'import.convention:txt','"name: text"','ba7eb78c-2f89-5d99-ad27-d1bfd65754a6');
INSERT INTO "setting" VALUES('742ca38a-4322-5557-bea9-3cb1438c9fb4',1,1,117696185619185665,'import.convention:txt','"name: text"','85889351-3fed-5498-a5bb-2b6ddac98e7e');
INSERT INTO "setting" VALUES('8ab0459a-0c7d-53bf-90fb-7237e833823f',1,1,117696185619185667,'import.convention:txt','"name: text"','4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd');
INSERT INTO "setting" VALUES('92c2bba3-bf87-53b2-a62f-c4cf4a7dba83',1,1,117696185619185666,'import.convention:txt','"name: text"','e585982f-cb50-575e-8653-b530fafab4c4');
INSERT INTO "setting" VALUES('e8513a7f-30bc-5b1b-9e38-14db97c9bb8d',1,1,117696185619185669,'import.convention:txt','"name: text"','d7708865-4c5e-554b-aa6c-80b4abd53a90');
CREATE TABLE speaker (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	transcript TEXT, 
	label TEXT, 
	role TEXT, 
	informant TEXT, 
	speaks_for TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT speaker_informant FOREIGN KEY(informant) REFERENCES informant (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT speaker_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "speaker" VALUES('1280d62d-9a7b-58a5-85a0-f0046c80a7af',0,0,0,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','E','participant',NULL,NULL);
INSERT INTO "speaker" VALUES('16a06c74-6a80-540e-bb4d-7716d4eb1f44',1,1,0,'e585982f-cb50-575e-8653-b530fafab4c4','I','interviewer',NULL,NULL);
INSERT INTO "speaker" VALUES('385ff316-9302-5894-81b6-977cd5ad9a01',1,1,0,'ba7eb78c-2f89-5d99-ad27-d1bfd65754a6','I','interviewer',NULL,NULL);
INSERT INTO "speaker" VALUES('4d066a31-b4b1-5960-a421-436f8aa3c30e',0,0,0,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','V','advisor','5469f604-578c-599f-a21a-35dcf8c74023',NULL);
INSERT INTO "speaker" VALUES('56a6fbb1-13d8-50d2-8fd0-d82308d4f077',1,1,0,'e585982f-cb50-575e-8653-b530fafab4c4','T','interpreter',NULL,'6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7');
INSERT INTO "speaker" VALUES('6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7',1,1,0,'e585982f-cb50-575e-8653-b530fafab4c4','D','participant',NULL,NULL);
INSERT INTO "speaker" VALUES('8e29d465-a2e5-588c-a910-ce667cd05cd7',0,0,0,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','D','participant',NULL,NULL);
INSERT INTO "speaker" VALUES('a86fa3b8-6a60-5b0d-a513-872dd8431e48',1,1,0,'85889351-3fed-5498-a5bb-2b6ddac98e7e','V','advisor','00b3d2cb-6cb3-5465-b617-199ac5907351',NULL);
INSERT INTO "speaker" VALUES('d58bdff2-72c1-540e-a8dd-c267c6dab670',1,1,0,'85889351-3fed-5498-a5bb-2b6ddac98e7e','I','interviewer',NULL,NULL);
INSERT INTO "speaker" VALUES('ec86e447-5b94-5599-848e-20c278c88b77',1,1,0,'d7708865-4c5e-554b-aa6c-80b4abd53a90','T','interpreter',NULL,'f9c36847-defc-52ca-af6f-ad52f959c771');
INSERT INTO "speaker" VALUES('f9c36847-defc-52ca-af6f-ad52f959c771',1,1,0,'d7708865-4c5e-554b-aa6c-80b4abd53a90','D','participant','00b3d2cb-6cb3-5465-b617-199ac5907351',NULL);
CREATE TABLE step (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	author TEXT NOT NULL, 
	author_name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	act TEXT NOT NULL, 
	target TEXT, 
	summary TEXT NOT NULL, 
	first_change INTEGER NOT NULL, 
	last_change INTEGER NOT NULL, transcript TEXT, undone BOOLEAN DEFAULT 0 NOT NULL, moved INTEGER, 
	UNIQUE (id)
);
INSERT INTO "step" VALUES(1,'01a2240e-a740-7361-831f-92730f306979','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901278218,'do',NULL,'imported 6 files',1,41,NULL,0,1);
INSERT INTO "step" VALUES(2,'01a2240e-c8b0-7745-95fb-cb2e431c1513','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901278454,'do',NULL,'finished 1 transcript',42,43,'ba7eb78c-2f89-5d99-ad27-d1bfd65754a6',0,2);
INSERT INTO "step" VALUES(3,'01a2240e-d0b6-7238-be4a-e960955f22cd','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901281013,'do',NULL,'loaded codebook bok 1',44,56,NULL,0,3);
INSERT INTO "step" VALUES(4,'01a2240f-132e-7fce-ad70-f1173508024d','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901297454,'merge',NULL,'merged other.kodeverk',57,63,NULL,0,4);
INSERT INTO "step" VALUES(5,'01a2240f-136c-77b2-bed6-4beb11d7212f','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901297833,'do',NULL,'A on 2 words',64,66,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,5);
INSERT INTO "step" VALUES(6,'01a2240f-153f-7c86-a0ba-282a9a226fab','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901298103,'do',NULL,'D on 5 words',67,67,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,6);
INSERT INTO "step" VALUES(7,'01a2240f-165f-7767-b479-6b7c8b1e2914','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901298479,'do',NULL,'B on 17 words',68,68,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,7);
INSERT INTO "step" VALUES(8,'01a2240f-17ae-7b9c-ab74-49d508e1f118','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901298724,'do',NULL,'B-EN-UNDER on 1 word',69,69,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,8);
INSERT INTO "step" VALUES(9,'01a2240f-1a5b-7e95-81a7-7216097d3f20','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901299771,'do',NULL,'C on 1 word',70,72,'e585982f-cb50-575e-8653-b530fafab4c4',0,9);
INSERT INTO "step" VALUES(10,'01a2240f-1cc6-77d5-b1f8-8f3354fee6d5','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901300055,'do',NULL,'C-EN on 10 words',73,73,'e585982f-cb50-575e-8653-b530fafab4c4',0,10);
INSERT INTO "step" VALUES(11,'01a2240f-1e27-7e03-b595-4f8abb8f2d39','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901300411,'do',NULL,'B-TO on 11 words',74,74,'e585982f-cb50-575e-8653-b530fafab4c4',0,11);
INSERT INTO "step" VALUES(12,'01a2240f-1ffa-7958-8b93-71a3a4d21926','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901300895,'do',NULL,'A-TRE on 4 words',75,77,'e585982f-cb50-575e-8653-b530fafab4c4',0,12);
INSERT INTO "step" VALUES(13,'01a2240f-20f7-7e33-8718-e4ca5529b536','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901301120,'do',NULL,'A-TRE on 18 words',78,78,'e585982f-cb50-575e-8653-b530fafab4c4',0,13);
INSERT INTO "step" VALUES(14,'01a2240f-2232-7f99-bf43-b77c126f79cc','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901301322,'do',NULL,'B-EN on 4 words',79,79,'e585982f-cb50-575e-8653-b530fafab4c4',0,14);
INSERT INTO "step" VALUES(15,'01a2240f-2261-7a3d-ab77-88dd7d7d5caa','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901301401,'do',NULL,'C-EN on 1 word',80,80,'e585982f-cb50-575e-8653-b530fafab4c4',0,15);
INSERT INTO "step" VALUES(16,'01a2240f-22f2-7f84-ab7a-442c10ae550e','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901301656,'do',NULL,'X-IDENT on 0 words',81,81,'e585982f-cb50-575e-8653-b530fafab4c4',0,16);
INSERT INTO "step" VALUES(17,'01a2240f-23e8-7ff6-9253-455946f87bae','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901301948,'do',NULL,'C-EN on 0 words',82,82,'e585982f-cb50-575e-8653-b530fafab4c4',0,17);
INSERT INTO "step" VALUES(18,'01a2240f-25d6-7f1d-801f-80599f564dfb','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901302643,'do',NULL,'finished 1 transcript',83,84,'e585982f-cb50-575e-8653-b530fafab4c4',0,18);
INSERT INTO "step" VALUES(19,'01a2240f-280a-792f-af78-ec344767ea38','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901303058,'do',NULL,'main',85,85,NULL,0,19);
INSERT INTO "step" VALUES(20,'01a2240f-2ac4-7b7f-8201-0e6484896f07','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901303636,'do',NULL,'B-EN on 1 word',86,88,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd',0,20);
INSERT INTO "step" VALUES(21,'01a2240f-2b89-778d-a9bd-11272b8519c4','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901303733,'do',NULL,'B-EN on 4 words',89,89,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd',0,21);
INSERT INTO "step" VALUES(22,'01a2240f-2c34-7b77-b662-043da21a24d7','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901304213,'do',NULL,'B on 13 words',90,90,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd',0,22);
INSERT INTO "step" VALUES(23,'01a2240f-2e3e-72e6-babf-020f6382167e','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901304615,'do',NULL,'A-EN on 10 words',91,91,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd',0,23);
INSERT INTO "step" VALUES(24,'01a2240f-3082-7b37-a332-230700d5530f','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901305156,'do',NULL,'A-TO on 4 words',92,94,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,24);
INSERT INTO "step" VALUES(25,'01a2240f-320e-7c0e-9566-4be15b431565','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901305585,'do',NULL,'B on 1 word',95,95,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,25);
INSERT INTO "step" VALUES(26,'01a2240f-3368-7444-9842-52a6278f2f32','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901305816,'do',NULL,'X-IDENT on 0 words',96,96,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,26);
INSERT INTO "step" VALUES(27,'01a2240f-3450-7f9c-bfe2-447c0c2df229','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901305943,'do',NULL,'A-TRE on 1 word',97,97,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,27);
INSERT INTO "step" VALUES(28,'01a2240f-34b9-74b2-b3c7-53fea078b4cb','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901306286,'do',NULL,'A-EN on 5 words',98,98,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,28);
INSERT INTO "step" VALUES(29,'01a2240f-365e-7767-9c29-fea6993aef84','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901306465,'do',NULL,'B on 7 words',99,99,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,29);
INSERT INTO "step" VALUES(30,'01a2240f-37a3-7971-a572-960695c5a8b5','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901306994,'do',NULL,'A-TO on 1 word',100,102,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,30);
INSERT INTO "step" VALUES(31,'01a2240f-3901-7e0f-9ff4-a7f3ace8839f','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901307140,'do',NULL,'B-EN-UNDER on 24 words',103,103,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,31);
INSERT INTO "step" VALUES(32,'01a2240f-392a-7487-99b8-1ce6435dc973','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901307254,'do',NULL,'X-IDENT on 1 word',104,104,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,32);
INSERT INTO "step" VALUES(33,'01a2240f-39ce-7077-bad3-c69ba2dc6774','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901307499,'do',NULL,'A on 1 word',105,105,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,33);
INSERT INTO "step" VALUES(34,'01a2240f-3b8c-761d-82d5-ecff91b3c0c0','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901308282,'do',NULL,'variables',106,109,NULL,0,34);
INSERT INTO "step" VALUES(35,'01a2240f-402e-7c57-b649-c6b57b13e64b','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901309552,'do',NULL,'loaded codebook bok 2',110,114,NULL,0,35);
INSERT INTO "step" VALUES(36,'01a2240f-4332-75dd-9596-b796abcaff6d','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901309873,'do',NULL,'C on 1 word',115,117,'d7708865-4c5e-554b-aa6c-80b4abd53a90',0,36);
INSERT INTO "step" VALUES(37,'01a2240f-43dd-7f97-b06a-b9355da934a5','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901309952,'do',NULL,'B-EN-UNDER on 4 words',118,118,'d7708865-4c5e-554b-aa6c-80b4abd53a90',0,37);
INSERT INTO "step" VALUES(38,'01a2240f-444e-715e-9413-57e30e9496b0','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901310033,'do',NULL,'A on 0 words',119,119,'d7708865-4c5e-554b-aa6c-80b4abd53a90',0,38);
INSERT INTO "step" VALUES(39,'01a2240f-4568-7366-9ed4-77829fcd80d8','01a2240e-2e20-740b-bb33-9f6a44403046','Cato',1795901310893,'do',NULL,'C on 1 word',120,123,'e585982f-cb50-575e-8653-b530fafab4c4',0,39);
INSERT INTO "step" VALUES(40,'01a2240f-4816-743c-93e1-32bba4d14645','01a2240e-2e20-740b-bb33-9f6a44403046','Cato',1795901311227,'do',NULL,'X-IDENT on 0 words',124,124,'e585982f-cb50-575e-8653-b530fafab4c4',0,40);
INSERT INTO "step" VALUES(41,'01a2240f-49bd-7b50-a91f-54362ef336bf','01a2240e-2e20-740b-bb33-9f6a44403046','Cato',1795901311754,'do',NULL,'D on 5 words',125,125,'e585982f-cb50-575e-8653-b530fafab4c4',0,41);
INSERT INTO "step" VALUES(42,'01a2240f-4b82-7169-a738-eedd09c97f37','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901312107,'do',NULL,'finished 1 transcript',126,127,'e585982f-cb50-575e-8653-b530fafab4c4',0,42);
INSERT INTO "step" VALUES(43,'01a2240f-4e43-7ae8-b2cb-e52b71b53ee7','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901312702,'do',NULL,'C-EN on 1 word',128,130,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,43);
INSERT INTO "step" VALUES(44,'01a2240f-4ef7-7b25-9b29-e2357f9e6920','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901312812,'do',NULL,'C-EN on 31 words',131,131,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,44);
INSERT INTO "step" VALUES(45,'01a2240f-4f3e-778c-81a4-c6831cbfa4fa','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901312875,'do',NULL,'A-EN on 1 word',132,132,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,45);
INSERT INTO "step" VALUES(46,'01a2240f-4f7a-7ac0-8348-2a3080d2dd17','01a2240e-2e20-740b-bb33-9f6a44403046','Cato',1795901312975,'do',NULL,'finished 1 transcript',133,135,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,46);
INSERT INTO "step" VALUES(47,'01a2240f-5084-7fbb-ae6c-37743bb47468','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901314584,'do',NULL,'replaced the text of t4',136,137,NULL,0,47);
INSERT INTO "step" VALUES(48,'01a2240f-5d8a-7d56-b024-24a8c3fdb810','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901317359,'do',NULL,'replaced the text of t1',138,139,NULL,0,48);
INSERT INTO "step" VALUES(49,'01a2240f-67db-7d34-9e04-d09f0aeec596','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901319724,'do',NULL,'replaced the text of […]',140,141,NULL,0,49);
INSERT INTO "step" VALUES(50,'01a2240f-6d42-74bb-b017-e62002b3dfe3','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901320808,'do',NULL,'again',142,145,NULL,0,50);
INSERT INTO "step" VALUES(51,'01a2240f-6fcc-7b2d-896e-ec1887429092','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901321301,'do',NULL,'wrote a memo',146,146,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,51);
INSERT INTO "step" VALUES(52,'01a2240f-71c3-7c63-b947-bdf89aa512a2','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901322018,'do',NULL,'wrote a memo',147,147,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,52);
INSERT INTO "step" VALUES(53,'01a2240f-736e-7dc9-86e8-3dddf11db345','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901322209,'do',NULL,'wrote a memo',148,148,NULL,0,53);
INSERT INTO "step" VALUES(54,'01a2240f-751a-7ed6-8d1d-c015a244d79f','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901322525,'do',NULL,'wrote a memo',149,149,NULL,0,54);
INSERT INTO "step" VALUES(55,'01a2240f-75de-724e-81d4-739e0bd04488','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901322796,'do',NULL,'wrote a memo',150,150,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,55);
INSERT INTO "step" VALUES(56,'01a2240f-76d6-7eaf-afb2-e9a0b7fff1c3','01a2240e-2e20-738a-99c5-cf5f980a7cd6','Bo',1795901323096,'do',NULL,'removed 1 coding',151,151,'22f2be72-570e-54e0-b0a1-7ba62090a202',0,56);
INSERT INTO "step" VALUES(57,'01a2240f-8914-7409-87cb-096e83d4bcb9','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901327882,'do',NULL,'name',152,152,'e585982f-cb50-575e-8653-b530fafab4c4',0,57);
INSERT INTO "step" VALUES(58,'01a2240f-a1b0-7315-be1d-b910c8d37c92','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901333936,'merge',NULL,'merged copy.kodeverk',153,155,NULL,0,58);
INSERT INTO "step" VALUES(59,'01a2240f-a43f-7154-86bf-7d628120323e','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901334876,'do',NULL,'joined the coder Cato into Bo',156,156,NULL,0,59);
INSERT INTO "step" VALUES(60,'01a2240f-a657-7b07-9730-3cf85bca4394','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901335398,'do',NULL,'joined',157,159,NULL,0,60);
INSERT INTO "step" VALUES(61,'01a2240f-a7ac-70ab-a5d1-cc32a4d568fa','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901336859,'do',NULL,'removed the transcript t2',160,170,NULL,0,61);
INSERT INTO "step" VALUES(62,'01a2240f-adab-765d-a3a3-81cf4bb41684','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901337479,'do',NULL,'read to 1 %',171,172,'85889351-3fed-5498-a5bb-2b6ddac98e7e',1,63);
INSERT INTO "step" VALUES(63,'01a2240f-b184-7fb9-b61c-fed1655978d9','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901338322,'undo','01a2240f-adab-765d-a3a3-81cf4bb41684','read to 1 %',173,174,'85889351-3fed-5498-a5bb-2b6ddac98e7e',0,NULL);
INSERT INTO "step" VALUES(64,'01a2240f-c12a-7ef8-a812-229378b34fc1','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901341994,'withdraw',NULL,'pseudonymised 4 transcripts',175,174,NULL,0,64);
INSERT INTO "step" VALUES(65,'01a2240f-d3e0-7005-a882-81120f9affcc','01a2240e-2e20-7c28-b7b6-5adfa339ccf0','Anne',1795901346784,'withdraw',NULL,'forgot 1 transcript',175,174,NULL,0,65);
CREATE TABLE text (
	hash TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (hash)
);
INSERT INTO "text" VALUES('50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','Intervju på kontoret
I: nei [B] uke. [ler] nei ²
V: [B]
I: [A] [B] NAV-kontoret [B]
V: [A] nei uke. NAV-kontoret nei
I: «sitat» nei NAV-kontoret nei –
V: [A] – uke.
');
INSERT INTO "text" VALUES('e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22','Intervju på kontoret
I: nei ² plan [A] å
D: tillit [ler] én NAV-kontoret
T: … –
I: … NAV-kontoret [B] én plan å tillit
');
INSERT INTO "text" VALUES('85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','V: [B]
D: å å [ler] plan tillit [B] [B]
E: plan [B] nei
V: én tillit én «sitat» [ler] ja
D: [ler] … uke. plan
E: ²
V: én – NAV-kontoret «sitat» «sitat» plan [B]
');
INSERT INTO "text" VALUES('72e0df5e09b237804a965d44c4f1776e7563d13560686a4f605ba49cdb6fe642','T: uke. [ler] ja [B] ²
D: … –
T: «sitat» – 😀 [ler] [ler]
D: … –
');
INSERT INTO "text" VALUES('b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc','Intervju på kontoret
I: … –
I: … –
');
INSERT INTO "text" VALUES('e8b0f279c4972d02e240207b9ae73edb6200a4ec8724b82a8ca72fd14912bd01','T: uke. [ler] ja [B] ²
D: … –
T: «sitat» – 😀 [ler] [ler]
D: ord ord
');
INSERT INTO "text" VALUES('9455d25ac33e0eece4fa9b6d7327dfb815ace250eaee2ea4217ba3506481c096','Intervju på kontoret
I: ord ord ord andre ord
D: tillit [ler] én NAV-kontoret
T: … –
I: … NAV-kontoret [B] én plan å tillit
');
CREATE TABLE trace (
	body TEXT NOT NULL, 
	pieces TEXT NOT NULL, 
	covers TEXT NOT NULL, 
	reads TEXT, 
	PRIMARY KEY (body)
);
INSERT INTO "trace" VALUES('50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','[[28,34,84720769951951],[55,61,84720769951951],[65,70,148859846498466],[71,77,84720769951951],[91,97,84720769951951],[101,106,148859846498466],[170,175,148859846498466]]','[[28,34,"[B]",false],[55,61,"[B]",false],[65,70,"[A]",false],[71,77,"[B]",false],[91,97,"[B]",false],[101,106,"[A]",false],[170,175,"[A]",false]]','517e6a249903c60303bbb8ff34ccdd1eef29dabac1ab21257d1411480a16a51e');
INSERT INTO "trace" VALUES('72e0df5e09b237804a965d44c4f1776e7563d13560686a4f605ba49cdb6fe642','[[17,23,84720769951951]]','[[17,23,"[B]",false]]','b62ef5188284a0a0dfd981d1828238536cef1c980afc499089389f3bb1576c71');
INSERT INTO "trace" VALUES('85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','[[3,9,84720769951951],[35,41,84720769951951],[42,48,84720769951951],[57,63,84720769951951],[169,175,84720769951951]]','[[3,9,"[B]",false],[35,41,"[B]",false],[42,48,"[B]",false],[57,63,"[B]",false],[169,175,"[B]",false]]','3a882a6df5d111c64c256086f27131f524dfa7e3f8243fe03b60f055b075094f');
INSERT INTO "trace" VALUES('9455d25ac33e0eece4fa9b6d7327dfb815ace250eaee2ea4217ba3506481c096','[[103,109,84720769951951]]','[[103,109,"[B]",false]]','4ef7e05d3ad0bd73d75d16bf83bf18b0a47c0cba409d9113c77d5e5346bdef24');
INSERT INTO "trace" VALUES('e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22','[[35,40,148859846498466],[100,106,84720769951951]]','[[35,40,"[A]",false],[100,106,"[B]",false]]','2469067617cbdfef1f850b664ddb380966348eeffd2c0dce732b88a3ddfa7afd');
INSERT INTO "trace" VALUES('e8b0f279c4972d02e240207b9ae73edb6200a4ec8724b82a8ca72fd14912bd01','[[17,23,84720769951951]]','[[17,23,"[B]",false]]','5a39405bfe09d30c6d2da6559766795962835f198a24168982b8ca9f8919dcb9');
INSERT INTO "trace" VALUES('ac3d3079c8de467f35fbcb468b16c1c745d7ba61299528c1717fd9687fe460ba','[[26,32,84720769951951]]','[]',NULL);
INSERT INTO "trace" VALUES('78d632b946506ca4b5d39fc2264254348144eeaf7c2b866661761f0a8743371a','[[26,32,84720769951951]]','[]',NULL);
INSERT INTO "trace" VALUES('transcript/22f2be72-570e-54e0-b0a1-7ba62090a202','[]','[]',NULL);
INSERT INTO "trace" VALUES('spoke/22f2be72-570e-54e0-b0a1-7ba62090a202/00b3d2cb-6cb3-5465-b617-199ac5907351','[]','[]',NULL);
CREATE TABLE transcript (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	name TEXT, 
	version TEXT, 
	municipality TEXT, 
	date TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "transcript" VALUES('4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd',0,0,0,'t2','9a9b7803-31ae-531f-a94c-52281b7dd828','3203',NULL);
INSERT INTO "transcript" VALUES('85889351-3fed-5498-a5bb-2b6ddac98e7e',1,1,0,'t0','5e5110d8-3f7a-591c-bde4-c00349d0eb9c','0301',NULL);
INSERT INTO "transcript" VALUES('ba7eb78c-2f89-5d99-ad27-d1bfd65754a6',1,1,0,'t5','198c24b2-ea2d-5437-bb58-6f3c6dd7ba6d',NULL,NULL);
INSERT INTO "transcript" VALUES('d7708865-4c5e-554b-aa6c-80b4abd53a90',1,1,0,'t4','419cc35a-37f0-5b43-938b-f85e03ede70a','1507','2021-05-05');
INSERT INTO "transcript" VALUES('e585982f-cb50-575e-8653-b530fafab4c4',1,1,0,'samtalen hos dem','540034bc-bbdc-5f04-ae5b-7bf144ff0d25','0220','2019-01-01');
CREATE TABLE variable (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	subject_kind TEXT, 
	subject TEXT, 
	name TEXT, 
	value TEXT, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "variable" VALUES('13d42aba-ccf5-5390-810a-b3eaa5cd2683',1,1,0,'transcript','d7708865-4c5e-554b-aa6c-80b4abd53a90','year','2.5');
INSERT INTO "variable" VALUES('4547e641-320c-51a7-a41c-8d0cc11c1a4f',1,1,0,'municipality','0220','inne','"ja"');
INSERT INTO "variable" VALUES('84ac2aab-6163-5c42-93ab-d00655e95bdd',1,1,0,'informant','00b3d2cb-6cb3-5465-b617-199ac5907351','sex','"m"');
INSERT INTO "variable" VALUES('ada92e05-1c11-5cc5-a32a-57436ce78e17',1,1,0,'transcript','85889351-3fed-5498-a5bb-2b6ddac98e7e','year','1');
INSERT INTO "variable" VALUES('bf38b654-4d32-577f-8aa3-0177df662a8b',1,1,0,'transcript','e585982f-cb50-575e-8653-b530fafab4c4','year','2.5');
INSERT INTO "variable" VALUES('bf56f964-ea71-59df-b3a1-7ca719a322b4',1,1,0,'informant','5469f604-578c-599f-a21a-35dcf8c74023','sex','"k"');
INSERT INTO "variable" VALUES('d2572fda-10a7-5b28-891d-066f4462f5b3',0,0,0,'transcript','4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','year','2.5');
INSERT INTO "variable" VALUES('df151595-f021-5a23-b10d-944e8192cc31',1,1,0,'municipality','3203','inne','"nei"');
CREATE TABLE version (
	id TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	live BOOLEAN NOT NULL, 
	born BIGINT NOT NULL, 
	transcript TEXT, 
	text TEXT, 
	turns TEXT, 
	source_file TEXT, 
	sha256 TEXT, 
	format TEXT, 
	encoding TEXT, 
	convention TEXT, marks TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT version_text FOREIGN KEY(text) REFERENCES text (hash) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT version_transcript FOREIGN KEY(transcript) REFERENCES transcript (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
INSERT INTO "version" VALUES('198c24b2-ea2d-5437-bb58-6f3c6dd7ba6d',1,1,0,'ba7eb78c-2f89-5d99-ad27-d1bfd65754a6','b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc','{"spans":[[21,23,24,27,0,null],[28,30,31,34,0,null]],"speakers":["385ff316-9302-5894-81b6-977cd5ad9a01"]}','t5.txt','b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('419cc35a-37f0-5b43-938b-f85e03ede70a',1,1,0,'d7708865-4c5e-554b-aa6c-80b4abd53a90','e8b0f279c4972d02e240207b9ae73edb6200a4ec8724b82a8ca72fd14912bd01','{"spans":[[0,2,3,22,0,null],[23,25,26,29,1,null],[30,32,33,56,0,null],[57,59,60,67,1,null]],"speakers":["ec86e447-5b94-5599-848e-20c278c88b77","f9c36847-defc-52ca-af6f-ad52f959c771"]}','','','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('4db23288-e61a-58f4-af08-754ab4678240',1,1,0,'e585982f-cb50-575e-8653-b530fafab4c4','e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22','{"spans":[[21,23,24,40,0,null],[41,43,44,72,1,null],[73,75,76,79,2,null],[80,82,83,118,0,null]],"speakers":["16a06c74-6a80-540e-bb4d-7716d4eb1f44","6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7","56a6fbb1-13d8-50d2-8fd0-d82308d4f077"]}','','','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('540034bc-bbdc-5f04-ae5b-7bf144ff0d25',1,1,0,'e585982f-cb50-575e-8653-b530fafab4c4','9455d25ac33e0eece4fa9b6d7327dfb815ace250eaee2ea4217ba3506481c096','{"spans":[[21,23,24,45,0,null],[46,48,49,77,1,null],[78,80,81,84,2,null],[85,87,88,123,0,null]],"speakers":["16a06c74-6a80-540e-bb4d-7716d4eb1f44","6d4543ca-ceda-5d95-b1c7-f16ae8aadcc7","56a6fbb1-13d8-50d2-8fd0-d82308d4f077"]}','','','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('5e5110d8-3f7a-591c-bde4-c00349d0eb9c',1,1,0,'85889351-3fed-5498-a5bb-2b6ddac98e7e','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"spans":[[21,23,24,48,0,null],[49,51,52,55,1,null],[56,58,59,83,0,null],[84,86,87,116,1,null],[117,119,120,150,0,null],[151,153,154,164,1,null]],"speakers":["d58bdff2-72c1-540e-a8dd-c267c6dab670","a86fa3b8-6a60-5b0d-a513-872dd8431e48"]}','','','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('7ef2e73a-ed03-592f-bb04-d21274d813ac',1,1,0,'d7708865-4c5e-554b-aa6c-80b4abd53a90','72e0df5e09b237804a965d44c4f1776e7563d13560686a4f605ba49cdb6fe642','{"spans":[[0,2,3,22,0,null],[23,25,26,29,1,null],[30,32,33,56,0,null],[57,59,60,63,1,null]],"speakers":["ec86e447-5b94-5599-848e-20c278c88b77","f9c36847-defc-52ca-af6f-ad52f959c771"]}','','','txt','utf-8','name: text',NULL);
INSERT INTO "version" VALUES('9a9b7803-31ae-531f-a94c-52281b7dd828',0,0,0,'4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"spans":[[0,2,3,6,0,null],[7,9,10,39,1,null],[40,42,43,55,2,null],[56,58,59,88,0,null],[89,91,92,109,1,null],[110,112,113,114,2,null],[115,117,118,160,0,null]],"speakers":["4d066a31-b4b1-5960-a421-436f8aa3c30e","8e29d465-a2e5-588c-a910-ce667cd05cd7","1280d62d-9a7b-58a5-85a0-f0046c80a7af"]}','','','txt','utf-8','name: text',NULL);
CREATE TABLE withdrawal (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	target TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "withdrawal" VALUES('83775268-4c05-5346-8179-238fdcd17209','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":106,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[A]","signs":["",""],"start":101,"strings":true}');
INSERT INTO "withdrawal" VALUES('53f63655-2265-517c-bed3-152ee4b83f6d','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":175,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[A]","signs":["",""],"start":170,"strings":true}');
INSERT INTO "withdrawal" VALUES('cdfc6abf-c5b1-56ff-8692-3dd3db045b04','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":34,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":28,"strings":true}');
INSERT INTO "withdrawal" VALUES('ed7275df-5d22-53fb-b743-ed96a96909d6','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":61,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":55,"strings":true}');
INSERT INTO "withdrawal" VALUES('faeefedd-fef2-53d3-9d11-70a97c975a7d','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":70,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[A]","signs":["",""],"start":65,"strings":true}');
INSERT INTO "withdrawal" VALUES('3892e7ae-402d-5972-9521-fa4de99ab03b','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":77,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":71,"strings":true}');
INSERT INTO "withdrawal" VALUES('ad6ceba3-fbf0-5df6-9a31-dfb769096890','words','50ab2c53fac356a69536b506e93408c135057ab4fb3216238ce9bda40d33ef16','{"clock":117696190166073344,"end":97,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":91,"strings":true}');
INSERT INTO "withdrawal" VALUES('68be2ae4-51cc-5220-8ca9-384c42ebe57e','words','72e0df5e09b237804a965d44c4f1776e7563d13560686a4f605ba49cdb6fe642','{"clock":117696190166073344,"end":23,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":17,"strings":true}');
INSERT INTO "withdrawal" VALUES('63f4482b-466c-594a-a458-b50ad3a4e2ff','words','78d632b946506ca4b5d39fc2264254348144eeaf7c2b866661761f0a8743371a','{"clock":117696190166073344,"end":32,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":26,"strings":true}');
INSERT INTO "withdrawal" VALUES('64bd9c6a-1295-5b96-a817-007aa94545c4','words','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"clock":117696190166073344,"end":175,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":169,"strings":true}');
INSERT INTO "withdrawal" VALUES('279f49f2-f1fd-59a0-a32d-6bc8f2bba7fe','words','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"clock":117696190166073344,"end":41,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":35,"strings":true}');
INSERT INTO "withdrawal" VALUES('b8fdcba0-eb7d-5d14-bfda-8af4788bcaea','words','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"clock":117696190166073344,"end":48,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":42,"strings":true}');
INSERT INTO "withdrawal" VALUES('4a89489a-9cb2-5517-ad6b-efc116fbdbcf','words','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"clock":117696190166073344,"end":63,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":57,"strings":true}');
INSERT INTO "withdrawal" VALUES('35f2f5e6-2639-539f-9efd-4f865a111432','words','85a223348f7c2aeac976c44ec45abdb8a8003bbeb63913d0bf0b741ec8648eae','{"clock":117696190166073344,"end":9,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":3,"strings":true}');
INSERT INTO "withdrawal" VALUES('6f892ed0-75aa-5876-a550-d6cec44db2b9','words','9455d25ac33e0eece4fa9b6d7327dfb815ace250eaee2ea4217ba3506481c096','{"clock":117696190166073344,"end":109,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":103,"strings":true}');
INSERT INTO "withdrawal" VALUES('791f59e0-1b80-5488-8bd3-b62d863d55cb','words','ac3d3079c8de467f35fbcb468b16c1c745d7ba61299528c1717fd9687fe460ba','{"clock":117696190166073344,"end":32,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":26,"strings":true}');
INSERT INTO "withdrawal" VALUES('0cd74d32-00f8-55b9-b432-02adacf13a8e','words','e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22','{"clock":117696190166073344,"end":106,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":100,"strings":true}');
INSERT INTO "withdrawal" VALUES('20325f74-650e-5d96-85d6-df6574b67e0e','words','e7957639ac8bdba9ed6c786dd570106c4d267af30c0734019c444d332b422b22','{"clock":117696190166073344,"end":40,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[A]","signs":["",""],"start":35,"strings":true}');
INSERT INTO "withdrawal" VALUES('0284f467-fc48-5adf-bebf-631cc5d44129','words','e8b0f279c4972d02e240207b9ae73edb6200a4ec8724b82a8ca72fd14912bd01','{"clock":117696190166073344,"end":23,"genitive":true,"of":["22f2be72-570e-54e0-b0a1-7ba62090a202","4176cc86-c99a-5ce9-ab0e-b6fa605d9cfd","85889351-3fed-5498-a5bb-2b6ddac98e7e","ba7eb78c-2f89-5d99-ad27-d1bfd65754a6","d7708865-4c5e-554b-aa6c-80b4abd53a90","e585982f-cb50-575e-8653-b530fafab4c4"],"root":117696190166073344,"shows":"[B]","signs":["",""],"start":17,"strings":true}');
INSERT INTO "withdrawal" VALUES('b4cbc61c-956c-5bae-934a-ad878a3c4df7','transcript','22f2be72-570e-54e0-b0a1-7ba62090a202','{"elsewhere":["00b3d2cb-6cb3-5465-b617-199ac5907351","5469f604-578c-599f-a21a-35dcf8c74023"]}');
CREATE INDEX change_record ON change (record);
CREATE INDEX memo_target ON memo (target);
CREATE INDEX variable_subject ON variable (subject);
CREATE INDEX speaker_transcript ON speaker (transcript);
CREATE INDEX coding_count ON coding (code, transcript, start);
CREATE INDEX withdrawal_target ON withdrawal (target);
CREATE INDEX coding_report ON coding (transcript, live, code, start, "end", version, coder, facets, id, codebook_version, origin, born);
CREATE INDEX step_moved ON step (author, undone, moved);
CREATE INDEX step_transcript ON step (author, transcript, undone, moved);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',174);
INSERT INTO "sqlite_sequence" VALUES('step',65);
COMMIT;
