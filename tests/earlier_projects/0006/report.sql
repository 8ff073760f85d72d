BEGIN TRANSACTION;
CREATE TABLE code (
    code TEXT PRIMARY KEY, codebook TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT,
    parent TEXT REFERENCES code (code), theme TEXT NOT NULL REFERENCES code (code),
    position INTEGER NOT NULL, definition TEXT,
    active INTEGER NOT NULL, in_figures INTEGER NOT NULL, "order" INTEGER NOT NULL
);
INSERT INTO "code" VALUES('C','annen','C',NULL,NULL,'C',0,NULL,1,1,0);
INSERT INTO "code" VALUES('C-EN','annen','en',NULL,'C','C',0,NULL,1,1,1);
INSERT INTO "code" VALUES('D','annen','D',NULL,NULL,'D',1,NULL,1,1,2);
INSERT INTO "code" VALUES('A','bok','A',NULL,NULL,'A',0,NULL,1,1,3);
INSERT INTO "code" VALUES('A-EN','bok','en',NULL,'A','A',0,NULL,1,1,4);
INSERT INTO "code" VALUES('A-NY','bok','ny',NULL,'A','A',1,NULL,1,1,5);
INSERT INTO "code" VALUES('B','bok','B',NULL,NULL,'B',1,NULL,1,1,6);
INSERT INTO "code" VALUES('B-EN','bok','en',NULL,'B','B',0,NULL,1,1,7);
INSERT INTO "code" VALUES('B-EN-UNDER','bok','under',NULL,'B-EN','B',0,NULL,1,1,8);
INSERT INTO "code" VALUES('B-TO','bok','to',NULL,'B','B',1,NULL,1,0,9);
INSERT INTO "code" VALUES('X-IDENT','','Ident',NULL,NULL,'X-IDENT',0,NULL,1,0,10);
CREATE TABLE code_base (
    municipality TEXT NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL,
    speakers INTEGER NOT NULL,
    PRIMARY KEY (municipality, code, role),
    FOREIGN KEY (municipality, code, role) REFERENCES code_frequency (municipality, code, role)
) WITHOUT ROWID;
CREATE TABLE code_frequency (
    municipality TEXT NOT NULL, code TEXT NOT NULL REFERENCES code (code),
    role TEXT NOT NULL,
    codings INTEGER, passages INTEGER, turns INTEGER, transcripts INTEGER, speakers INTEGER,
    words INTEGER, reason TEXT, of_speakers INTEGER, left_out INTEGER NOT NULL,
    is_all INTEGER NOT NULL, level TEXT NOT NULL,
    CHECK ((codings IS NULL) = (reason IS NOT NULL)),
    CHECK ((of_speakers IS NULL) = (reason IS NOT NULL)),
    PRIMARY KEY (municipality, code, role),
    FOREIGN KEY (municipality, role) REFERENCES municipality_role (municipality, role)
) WITHOUT ROWID;
INSERT INTO "code_frequency" VALUES('-','A','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('-','A-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('-','A-NY','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('-','B','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('-','B-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('-','B-EN-UNDER','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('-','C','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('-','C-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('-','D','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','A','advisor',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','A','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','A','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','A-EN','advisor',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','A-EN','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('0301','A-EN','interviewer',1,1,1,1,1,1,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','A-NY','advisor',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','A-NY','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('0301','A-NY','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','B','advisor',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','B','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','B','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','B-EN','advisor',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','B-EN','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('0301','B-EN','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','B-EN-UNDER','advisor',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','B-EN-UNDER','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('0301','B-EN-UNDER','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','C','advisor',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','C','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','C','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','C-EN','advisor',1,1,3,1,1,8,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','C-EN','all',1,1,3,1,1,8,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('0301','C-EN','interviewer',2,1,3,1,1,14,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('0301','D','advisor',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','D','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('0301','D','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','A','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','A','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','A-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('1507','A-EN','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('1507','A-NY','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('1507','A-NY','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('1507','B','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','B','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','B-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('1507','B-EN','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('1507','B-EN-UNDER','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('1507','B-EN-UNDER','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('1507','C','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','C','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','C-EN','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('1507','C-EN','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('1507','D','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('1507','D','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','A','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','A','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','A','participant',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','A-EN','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('3203','A-EN','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','A-EN','participant',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','A-NY','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1,'code');
INSERT INTO "code_frequency" VALUES('3203','A-NY','interviewer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('3203','A-NY','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0,'code');
INSERT INTO "code_frequency" VALUES('3203','B','all',0,0,0,0,0,0,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','B','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','B','participant',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','B-EN','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('3203','B-EN','interviewer',1,1,1,1,1,4,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','B-EN','participant',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','B-EN-UNDER','all',0,0,0,0,0,0,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('3203','B-EN-UNDER','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','B-EN-UNDER','participant',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','C','all',1,1,1,1,1,1,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','C','interviewer',0,0,0,0,0,0,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','C','participant',1,1,1,1,1,1,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','C-EN','all',2,2,1,1,1,1,NULL,1,0,1,'code');
INSERT INTO "code_frequency" VALUES('3203','C-EN','interviewer',0,0,0,0,0,0,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','C-EN','participant',2,2,1,1,1,1,NULL,1,0,0,'code');
INSERT INTO "code_frequency" VALUES('3203','D','all',2,1,1,1,1,4,NULL,1,0,1,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','D','interviewer',2,1,2,1,1,11,NULL,1,0,0,'theme: own codings');
INSERT INTO "code_frequency" VALUES('3203','D','participant',2,1,1,1,1,4,NULL,1,0,0,'theme: own codings');
CREATE TABLE coding (
    id TEXT PRIMARY KEY, transcript TEXT NOT NULL REFERENCES transcript (transcript),
    municipality TEXT NOT NULL REFERENCES municipality (number),
    code TEXT NOT NULL REFERENCES code (code), coder TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, memo TEXT,
    speakers TEXT NOT NULL, roles TEXT NOT NULL, origin TEXT NOT NULL,
    codebook_version TEXT NOT NULL, counted INTEGER NOT NULL, confirmed INTEGER,
    created_at TEXT NOT NULL, wording TEXT, checked_by TEXT
);
INSERT INTO "coding" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c','samtalen hos dem','3203','C-EN','Anne',24,77,'ord ord ord andre ord
D: tillit[…][ler] én NAV-kontoret','','I|D','interviewer|participant','manual','1',0,NULL,'2026-11-28T21:28:19+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9','samtalen hos dem','3203','B-TO','Anne',24,84,'ord ord ord andre ord
D: tillit[…][ler] én NAV-kontoret
T: […] –','','I|D','interviewer|participant','manual','1',0,NULL,'2026-11-28T21:28:20+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','samtalen hos dem','3203','D','Bo',24,123,'ord ord ord andre ord
D: tillit[…][ler] én NAV-kontoret
T: […] –
I: … NAV-kontoret [B] én plan å tillit','','I|D','interviewer|participant','manual','1',1,NULL,'2026-11-28T21:28:20+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1ffd-7a1a-8e1c-da9119a139d7','samtalen hos dem','3203','D','Bo',49,77,'tillit[…][ler] én NAV-kontoret','','D','participant','manual','1',1,NULL,'2026-11-28T21:28:20+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-2283-73a9-889c-d781aa2f8720','samtalen hos dem','3203','C-EN','Bo',53,54,'i','','D','participant','manual','1',1,NULL,'2026-11-28T21:28:21+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-22f5-7792-a79b-bd634bf2e2a5','samtalen hos dem','3203','X-IDENT','Bo',55,56,'[…]','','D','participant','manual','1',0,NULL,'2026-11-28T21:28:21+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-45e1-72a9-93df-f61bde24e6b9','samtalen hos dem','3203','C','Bo',59,60,'r','','D','participant','manual','1',1,NULL,'2026-11-28T21:28:30+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1b4e-7fc6-ad01-8a005a5c02f5','samtalen hos dem','3203','C','Anne',60,64,'] én','','D','participant','manual','1',0,NULL,'2026-11-28T21:28:19+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4819-75c2-8bac-e5d848232040','samtalen hos dem','3203','X-IDENT','Bo',81,82,'[…]','','D','participant','manual','1',0,NULL,'2026-11-28T21:28:30+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-24ba-7b89-998f-661f9c4737eb','samtalen hos dem','3203','C-EN','Bo',81,82,'[…]','','D','participant','manual','1',1,NULL,'2026-11-28T21:28:21+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-2233-72dd-90fc-d86104017b6e','samtalen hos dem','3203','B-EN','Bo',97,114,'toret [B] én plan','','I','interviewer','manual','1',1,NULL,'2026-11-28T21:28:21+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2','samtalen hos dem','3203','D','Bo',103,123,'[B] én plan å tillit','','I','interviewer','manual','1',1,NULL,'2026-11-28T21:28:31+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','t0','0301','C-EN','Bo',0,165,'Intervju på kontoret
I: nei [B] uke. [ler] nei ²
V: [B]
I: [A] [B] NAV-kontoret [B]
V: [A] nei uke. NAV-kontoret nei
I: «sitat» nei NAV-kontoret nei –
V: [A] – uke.
','','I|P2','interviewer|advisor','manual','1',1,NULL,'2026-11-28T21:28:32+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1540-731a-9758-5a0739f19e82','t0','0301','D','Anne',28,49,'[B] uke. [ler] nei ²
','','I','interviewer','manual','1',0,NULL,'2026-11-28T21:28:17+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-17b0-788c-ba0f-91352218dace','t0','0301','B-EN-UNDER','Anne',52,55,'[B]','','P2','advisor','manual','1',0,NULL,'2026-11-28T21:28:18+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1419-713c-bc9d-c9f0f489cb34','t0','0301','A','Anne',52,57,'[B]
I','','P2','advisor','manual','1',0,NULL,'2026-11-28T21:28:17+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-1660-7c36-849e-af951e70b88b','t0','0301','B','Anne',52,150,'[B]
I: [A] [B] NAV-kontoret [B]
V: [A] nei uke. NAV-kontoret nei
I: «sitat» nei NAV-kontoret nei –','','P2|I','advisor|interviewer','manual','1',0,NULL,'2026-11-28T21:28:18+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4f40-76c8-8272-4cf9cd925a81','t0','0301','A-EN','Bo',63,67,'[B] ','','I','interviewer','manual','2',1,NULL,'2026-11-28T21:28:32+00:00',NULL,NULL);
INSERT INTO "coding" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43','t0','0301','C-EN','Bo',74,75,'t','','I','interviewer','manual','1',1,NULL,'2026-11-28T21:28:32+00:00',NULL,NULL);
CREATE TABLE coding_facet (
    coding TEXT NOT NULL REFERENCES coding (id), facet TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (coding, facet, value)
) WITHOUT ROWID;
INSERT INTO "coding_facet" VALUES('01a2240f-1419-713c-bc9d-c9f0f489cb34','retning','fremmer');
INSERT INTO "coding_facet" VALUES('01a2240f-1540-731a-9758-5a0739f19e82','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-1540-731a-9758-5a0739f19e82','retning','fremmer');
INSERT INTO "coding_facet" VALUES('01a2240f-17b0-788c-ba0f-91352218dace','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-17b0-788c-ba0f-91352218dace','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-17b0-788c-ba0f-91352218dace','sted','ute');
INSERT INTO "coding_facet" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-1ffd-7a1a-8e1c-da9119a139d7','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-1ffd-7a1a-8e1c-da9119a139d7','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','sted','ute');
INSERT INTO "coding_facet" VALUES('01a2240f-2283-73a9-889c-d781aa2f8720','retning','fremmer');
INSERT INTO "coding_facet" VALUES('01a2240f-22f5-7792-a79b-bd634bf2e2a5','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-24ba-7b89-998f-661f9c4737eb','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-4819-75c2-8bac-e5d848232040','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-4819-75c2-8bac-e5d848232040','sted','ute');
INSERT INTO "coding_facet" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2','sted','ute');
INSERT INTO "coding_facet" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43','sted','ute');
INSERT INTO "coding_facet" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','retning','fremmer');
INSERT INTO "coding_facet" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','retning','hemmer');
INSERT INTO "coding_facet" VALUES('01a2240f-4f40-76c8-8272-4cf9cd925a81','emne','tid');
INSERT INTO "coding_facet" VALUES('01a2240f-4f40-76c8-8272-4cf9cd925a81','retning','hemmer');
CREATE TABLE coding_speaker (
    coding TEXT NOT NULL REFERENCES coding (id),
    speaker TEXT NOT NULL REFERENCES speaker (speaker), words INTEGER NOT NULL
);
INSERT INTO "coding_speaker" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c','30c2bd41-4833-587a-b388-c578c2d0afbb',5);
INSERT INTO "coding_speaker" VALUES('01a2240f-1cc9-72f8-9fde-18861df5fe5c','c7b0cb01-b21a-5d7b-be3d-9c523481707e',4);
INSERT INTO "coding_speaker" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9','30c2bd41-4833-587a-b388-c578c2d0afbb',5);
INSERT INTO "coding_speaker" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9','c7b0cb01-b21a-5d7b-be3d-9c523481707e',4);
INSERT INTO "coding_speaker" VALUES('01a2240f-1eb9-7793-9861-e52a4b231ce9','89b2ea13-bf3c-5c58-beb6-189482c132c7',0);
INSERT INTO "coding_speaker" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','30c2bd41-4833-587a-b388-c578c2d0afbb',11);
INSERT INTO "coding_speaker" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','c7b0cb01-b21a-5d7b-be3d-9c523481707e',4);
INSERT INTO "coding_speaker" VALUES('01a2240f-217e-7ef1-a65e-9409318e582a','89b2ea13-bf3c-5c58-beb6-189482c132c7',0);
INSERT INTO "coding_speaker" VALUES('01a2240f-1ffd-7a1a-8e1c-da9119a139d7','c7b0cb01-b21a-5d7b-be3d-9c523481707e',4);
INSERT INTO "coding_speaker" VALUES('01a2240f-2283-73a9-889c-d781aa2f8720','c7b0cb01-b21a-5d7b-be3d-9c523481707e',1);
INSERT INTO "coding_speaker" VALUES('01a2240f-22f5-7792-a79b-bd634bf2e2a5','c7b0cb01-b21a-5d7b-be3d-9c523481707e',0);
INSERT INTO "coding_speaker" VALUES('01a2240f-45e1-72a9-93df-f61bde24e6b9','c7b0cb01-b21a-5d7b-be3d-9c523481707e',1);
INSERT INTO "coding_speaker" VALUES('01a2240f-1b4e-7fc6-ad01-8a005a5c02f5','c7b0cb01-b21a-5d7b-be3d-9c523481707e',2);
INSERT INTO "coding_speaker" VALUES('01a2240f-4819-75c2-8bac-e5d848232040','89b2ea13-bf3c-5c58-beb6-189482c132c7',0);
INSERT INTO "coding_speaker" VALUES('01a2240f-24ba-7b89-998f-661f9c4737eb','89b2ea13-bf3c-5c58-beb6-189482c132c7',0);
INSERT INTO "coding_speaker" VALUES('01a2240f-2233-72dd-90fc-d86104017b6e','30c2bd41-4833-587a-b388-c578c2d0afbb',4);
INSERT INTO "coding_speaker" VALUES('01a2240f-4a37-7ba3-ab77-0b38754aa4b2','30c2bd41-4833-587a-b388-c578c2d0afbb',5);
INSERT INTO "coding_speaker" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','591798f7-ac77-5ccb-8e8c-bf35ea6bf084',14);
INSERT INTO "coding_speaker" VALUES('01a2240f-4efe-7182-8377-1c6ee492e8ae','bbd88cc5-e88d-5257-a8b4-210f90641830',8);
INSERT INTO "coding_speaker" VALUES('01a2240f-1540-731a-9758-5a0739f19e82','591798f7-ac77-5ccb-8e8c-bf35ea6bf084',5);
INSERT INTO "coding_speaker" VALUES('01a2240f-17b0-788c-ba0f-91352218dace','bbd88cc5-e88d-5257-a8b4-210f90641830',1);
INSERT INTO "coding_speaker" VALUES('01a2240f-1419-713c-bc9d-c9f0f489cb34','bbd88cc5-e88d-5257-a8b4-210f90641830',1);
INSERT INTO "coding_speaker" VALUES('01a2240f-1660-7c36-849e-af951e70b88b','bbd88cc5-e88d-5257-a8b4-210f90641830',6);
INSERT INTO "coding_speaker" VALUES('01a2240f-1660-7c36-849e-af951e70b88b','591798f7-ac77-5ccb-8e8c-bf35ea6bf084',8);
INSERT INTO "coding_speaker" VALUES('01a2240f-4f40-76c8-8272-4cf9cd925a81','591798f7-ac77-5ccb-8e8c-bf35ea6bf084',1);
INSERT INTO "coding_speaker" VALUES('01a2240f-4e7a-767f-9d71-7c63dee44e43','591798f7-ac77-5ccb-8e8c-bf35ea6bf084',1);
CREATE TABLE export_info (
    key TEXT PRIMARY KEY, value TEXT NOT NULL
);
INSERT INTO "export_info" VALUES('version','0.1.0');
INSERT INTO "export_info" VALUES('time','2026-11-28T21:29:21+00:00');
INSERT INTO "export_info" VALUES('project','01a2240e-9a2b-7e02-99d0-62d7cf622352');
INSERT INTO "export_info" VALUES('scope','finished');
INSERT INTO "export_info" VALUES('round','main');
INSERT INTO "export_info" VALUES('basis','final');
INSERT INTO "export_info" VALUES('coders','Anne, Bo');
INSERT INTO "export_info" VALUES('filters','{}');
INSERT INTO "export_info" VALUES('unfinished','1');
INSERT INTO "export_info" VALUES('unsettled','');
INSERT INTO "export_info" VALUES('notes','1 of 4 transcripts is not finished in the round main: left out (3 codings).
Codings of reserve codes, left out: 2.
0220 Asker is counted as 3203 Asker.
1507 Ålesund was split into 1508 Ålesund and 1580 Haram and cannot be counted as one of them.');
INSERT INTO "export_info" VALUES('identifying_words','withheld');
INSERT INTO "export_info" VALUES('memos','included');
INSERT INTO "export_info" VALUES('memos_left_out','0');
INSERT INTO "export_info" VALUES('suppression','none');
INSERT INTO "export_info" VALUES('counting_rules','1. Scope: transcripts finished in the round, unless the scope is started. A group or role with transcripts but none in scope is ''..'', not coded.
2. Basis: final takes each transcript''s consensus if that is finished, else its main coder; a transcript with several finished coders and neither is unsettled and left out. All takes every chosen coder, persons or consensus and never both. Coder takes one.
3. A transcript finished under a codebook version without a code, or before there was a codebook, and not read again for it, is left out for that code, and for its theme; where none is left the row is ''..''. One read for a code that was split has been read for the codes made of it, as soon as its coder has decided on the codings there.
4. Codings are rows: one coder''s use of one code on one passage. Those of one coder and code on the same words are one.
5. Passages are connected groups of codings of one code in one transcript that share at least one character; merely adjacent codings are two passages.
6. Words are covered words, each counted once. A word is an unbroken run of non-space characters in a turn that holds a letter or a digit; it is covered when any of its characters is. Speaker labels hold no words.
7. Turns are those with at least one covered word; speakers are distinct persons with at least one covered word, and speakers joined to one informant are one person; transcripts are those with at least one such coding. Who says no word in a transcript, or was forgotten, is nobody in it and in no denominator.
8. A role''s row has the codings that touch its turns, grouped into passages on their whole spans, and the turns, words and speakers of that role only. The role ''all'' covers informants, not the interviewer and not an interpreter. Roles need not add up.
9. An interpreter''s turn that speaks for somebody counts as that person''s.
10. A theme counts the union over its codes and itself, never the sum, within one codebook. Counts are never summed over codebooks.
11. Each facet value has rows of its own, and so has ''unset''; passages may carry several values, so they need not add up. A facet belongs to the codes it names, else to those of the codebooks that list it; where it cannot be carried there is no row.
12. Compare groups by the speakers who have the code, of the speakers in scope (of_speakers). Passages show volume and never stand alone in a comparison.
13. 0 means read and not found. Suppressed is '':'', unknown or not coded ''..'', not applicable ''.'', and none of them is 0. A group without transcripts is absent.
14. Municipalities are today''s; the number valid on the interview date is kept with the transcript. ''-'' is no municipality. By variable, a group is a value that somebody who speaks has. By coder, a row is about that coder''s transcripts alone.
15. Reserve codes (not counted) are in no figure. Text that shares characters with an X-IDENT coding is shown with […] in their place unless identifying text was asked for.
16. After a text was corrected, a coding counts where it is surely placed in the new text. One that waits for a person to decide, or was set aside, is in no figure; where a transcript''s only codings of a code wait, it is left out for that code as in 3. Where one of several waits, the transcript is left out of each row of a role or a theme in which it has no other, and of the value it carries; no row is 0 because something waits.
17. What a search coded (origin auto) is in no figure of the basis final, and in no comparison of coders, until its coder has confirmed it, coding by coding; the table says how many wait for that. On the bases all and coder it counts.
18. Per 1,000 words is the passages of a row per 1,000 words that its of_speakers say in the transcripts read for the code. Totals are counted, not summed, and there is none over coders or rounds. By informant, who has no pseudonym stands under role and transcript.');
CREATE TABLE facet_frequency (
    municipality TEXT NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL, facet TEXT NOT NULL,
    value TEXT NOT NULL,
    codings INTEGER, passages INTEGER, turns INTEGER, transcripts INTEGER, speakers INTEGER,
    words INTEGER, reason TEXT, of_speakers INTEGER, left_out INTEGER NOT NULL,
    is_all INTEGER NOT NULL,
    CHECK ((codings IS NULL) = (reason IS NOT NULL)),
    CHECK ((of_speakers IS NULL) = (reason IS NOT NULL)),
    PRIMARY KEY (municipality, code, role, facet, value),
    FOREIGN KEY (municipality, code, role) REFERENCES code_frequency (municipality, code, role)
) WITHOUT ROWID;
INSERT INTO "facet_frequency" VALUES('-','A','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-EN','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-EN','all','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-EN','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-NY','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-NY','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','A-NY','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B','all','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN-UNDER','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN-UNDER','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','B-EN-UNDER','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','C-EN','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','D','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','D','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','D','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','D','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('-','D','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('0301','A','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','advisor','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','advisor','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','all','emne','tid',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','all','emne','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','interviewer','emne','tid',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','interviewer','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','interviewer','retning','hemmer',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-EN','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','A-NY','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','advisor','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','advisor','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','all','emne','tid',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B','all','emne','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B','interviewer','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','interviewer','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','advisor','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','advisor','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','B-EN-UNDER','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','advisor','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','advisor','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','advisor','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C','all','sted','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C','all','sted','ute',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','interviewer','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C','interviewer','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','emne','tid',1,1,3,1,1,8,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','retning','fremmer',1,1,3,1,1,8,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','retning','hemmer',1,1,3,1,1,8,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','sted','unset',1,1,3,1,1,8,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','advisor','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','emne','tid',1,1,3,1,1,8,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','retning','fremmer',1,1,3,1,1,8,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','retning','hemmer',1,1,3,1,1,8,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','sted','unset',1,1,3,1,1,8,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','all','sted','ute',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','emne','tid',2,1,3,1,1,14,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','retning','fremmer',1,1,3,1,1,14,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','retning','hemmer',2,1,3,1,1,14,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','sted','unset',1,1,3,1,1,14,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','C-EN','interviewer','sted','ute',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','advisor','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','advisor','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','advisor','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','advisor','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','advisor','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','all','emne','tid',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','D','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','D','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','D','all','sted','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','D','all','sted','ute',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('0301','D','interviewer','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','interviewer','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('0301','D','interviewer','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('1507','A','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','all','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','participant','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','participant','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-EN','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','A-NY','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B','all','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B','participant','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B','participant','emne','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','B-EN-UNDER','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C','participant','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C','participant','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C','participant','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','C-EN','participant','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','D','all','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','D','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','D','all','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','D','all','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','D','all','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('1507','D','participant','emne','tid',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','D','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','D','participant','sted','hjemme',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','D','participant','sted','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('1507','D','participant','sted','ute',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A','participant','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A','participant','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','all','emne','tid',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','all','emne','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','interviewer','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','interviewer','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','participant','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','participant','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','participant','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-EN','participant','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','all','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','all','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','all','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','interviewer','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','interviewer','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','interviewer','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','participant','retning','fremmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','participant','retning','hemmer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','A-NY','participant','retning','unset',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "facet_frequency" VALUES('3203','B','all','emne','tid',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B','all','emne','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B','interviewer','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','interviewer','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','participant','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','participant','emne','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','participant','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B','participant','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','interviewer','retning','unset',1,1,1,1,1,4,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','participant','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN','participant','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','all','retning','fremmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','all','retning','unset',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','interviewer','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','participant','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','B-EN-UNDER','participant','retning','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C','all','sted','unset',1,1,1,1,1,1,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C','all','sted','ute',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','interviewer','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','interviewer','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','participant','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','participant','sted','unset',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C','participant','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','emne','tid',1,1,0,1,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','retning','fremmer',1,1,1,1,1,1,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','retning','hemmer',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','sted','unset',2,2,1,1,1,1,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','all','sted','ute',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','emne','tid',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','retning','fremmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','interviewer','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','emne','tid',1,1,0,1,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','retning','fremmer',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','retning','hemmer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','sted','unset',2,2,1,1,1,1,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','C-EN','participant','sted','ute',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','all','emne','tid',2,1,1,1,1,4,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','D','all','retning','hemmer',1,1,1,1,1,4,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','D','all','sted','hjemme',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','D','all','sted','unset',1,1,1,1,1,4,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','D','all','sted','ute',1,1,1,1,1,4,NULL,1,0,1);
INSERT INTO "facet_frequency" VALUES('3203','D','interviewer','emne','tid',2,1,2,1,1,11,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','interviewer','retning','hemmer',1,1,1,1,1,5,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','interviewer','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','interviewer','sted','unset',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','interviewer','sted','ute',2,1,2,1,1,11,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','participant','emne','tid',2,1,1,1,1,4,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','participant','retning','hemmer',1,1,1,1,1,4,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','participant','sted','hjemme',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','participant','sted','unset',1,1,1,1,1,4,NULL,1,0,0);
INSERT INTO "facet_frequency" VALUES('3203','D','participant','sted','ute',1,1,1,1,1,4,NULL,1,0,0);
CREATE TABLE memo (
    id TEXT PRIMARY KEY, about TEXT NOT NULL,
    transcript TEXT REFERENCES transcript (transcript),
    municipality TEXT, start INTEGER, "end" INTEGER, quote TEXT,
    coding TEXT, code TEXT, coder TEXT, informant TEXT, author TEXT, type TEXT NOT NULL,
    memo TEXT NOT NULL, created_at TEXT
);
INSERT INTO "memo" VALUES('01a2240f-7052-7d1f-8c87-b5ea7835a954','transcript','t0','0301',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Anne','free','Om hele samtalen','2026-11-28T21:28:41+00:00');
INSERT INTO "memo" VALUES('01a2240f-71c4-75ff-9879-5ab344287d47','passage','t0','0301',1,4,'nte',NULL,NULL,NULL,NULL,'Bo','free','Om noen ord','2026-11-28T21:28:41+00:00');
INSERT INTO "memo" VALUES('01a2240f-73df-7e0d-ab65-06caec5f70c7','municipality',NULL,'0301',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Bo','free','Om kommunen','2026-11-28T21:28:42+00:00');
INSERT INTO "memo" VALUES('01a2240f-751b-7599-81f5-80127f5bb1be','project',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Bo','free','Om alt','2026-11-28T21:28:42+00:00');
CREATE TABLE municipality (
    number TEXT PRIMARY KEY, name TEXT NOT NULL, county_number TEXT, county TEXT,
    
    transcripts INTEGER, speakers INTEGER, turns INTEGER, words INTEGER,
    reason TEXT, CHECK ((speakers IS NULL) = (reason IS NOT NULL))
);
INSERT INTO "municipality" VALUES('-','no municipality',NULL,NULL,1,0,0,0,NULL);
INSERT INTO "municipality" VALUES('0301','Oslo','03','Oslo',1,1,3,8,NULL);
INSERT INTO "municipality" VALUES('1507','Ålesund (1507)','15','Møre og Romsdal',0,0,0,0,NULL);
INSERT INTO "municipality" VALUES('3203','Asker','32','Akershus',1,1,2,4,NULL);
CREATE TABLE municipality_role (
    municipality TEXT NOT NULL REFERENCES municipality (number), role TEXT NOT NULL,
    transcripts INTEGER, speakers INTEGER, turns INTEGER, words INTEGER,
    left_out INTEGER NOT NULL, is_all INTEGER NOT NULL,
    reason TEXT, CHECK ((speakers IS NULL) = (reason IS NOT NULL)),
    PRIMARY KEY (municipality, role)
) WITHOUT ROWID;
INSERT INTO "municipality_role" VALUES('-','all',1,0,0,0,0,1,NULL);
INSERT INTO "municipality_role" VALUES('0301','advisor',1,1,3,8,0,0,NULL);
INSERT INTO "municipality_role" VALUES('0301','all',1,1,3,8,0,1,NULL);
INSERT INTO "municipality_role" VALUES('0301','interviewer',1,1,3,14,0,0,NULL);
INSERT INTO "municipality_role" VALUES('1507','all',0,0,0,0,1,1,NULL);
INSERT INTO "municipality_role" VALUES('1507','participant',0,0,0,0,1,0,NULL);
INSERT INTO "municipality_role" VALUES('3203','all',1,1,2,4,0,1,NULL);
INSERT INTO "municipality_role" VALUES('3203','interviewer',1,1,2,11,0,0,NULL);
INSERT INTO "municipality_role" VALUES('3203','participant',1,1,2,4,0,0,NULL);
CREATE TABLE not_read (
    transcript TEXT NOT NULL REFERENCES transcript (transcript),
    code TEXT NOT NULL REFERENCES code (code), level TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (transcript, code, level, role)
) WITHOUT ROWID;
INSERT INTO "not_read" VALUES('samtalen hos dem','A','theme','all');
INSERT INTO "not_read" VALUES('samtalen hos dem','A','theme','interviewer');
INSERT INTO "not_read" VALUES('samtalen hos dem','A','theme','participant');
INSERT INTO "not_read" VALUES('samtalen hos dem','A-NY','code','all');
INSERT INTO "not_read" VALUES('samtalen hos dem','A-NY','code','interviewer');
INSERT INTO "not_read" VALUES('samtalen hos dem','A-NY','code','participant');
INSERT INTO "not_read" VALUES('t5','A','code','all');
INSERT INTO "not_read" VALUES('t5','A','theme','all');
INSERT INTO "not_read" VALUES('t5','A-EN','code','all');
INSERT INTO "not_read" VALUES('t5','A-NY','code','all');
INSERT INTO "not_read" VALUES('t5','B','code','all');
INSERT INTO "not_read" VALUES('t5','B','theme','all');
INSERT INTO "not_read" VALUES('t5','B-EN','code','all');
INSERT INTO "not_read" VALUES('t5','B-EN-UNDER','code','all');
INSERT INTO "not_read" VALUES('t5','C','code','all');
INSERT INTO "not_read" VALUES('t5','C','theme','all');
INSERT INTO "not_read" VALUES('t5','C-EN','code','all');
INSERT INTO "not_read" VALUES('t5','D','code','all');
INSERT INTO "not_read" VALUES('t5','D','theme','all');
CREATE TABLE speaker (
    speaker TEXT PRIMARY KEY, transcript TEXT NOT NULL REFERENCES transcript (transcript),
    municipality TEXT NOT NULL REFERENCES municipality (number), name TEXT NOT NULL,
    person TEXT NOT NULL, role TEXT NOT NULL, is_informant INTEGER NOT NULL,
    speaks_for TEXT, turns INTEGER NOT NULL, words INTEGER NOT NULL, counted INTEGER NOT NULL
);
INSERT INTO "speaker" VALUES('30c2bd41-4833-587a-b388-c578c2d0afbb','samtalen hos dem','3203','I','30c2bd41-4833-587a-b388-c578c2d0afbb','interviewer',0,NULL,2,11,1);
INSERT INTO "speaker" VALUES('c7b0cb01-b21a-5d7b-be3d-9c523481707e','samtalen hos dem','3203','D','c7b0cb01-b21a-5d7b-be3d-9c523481707e','participant',1,NULL,1,4,1);
INSERT INTO "speaker" VALUES('89b2ea13-bf3c-5c58-beb6-189482c132c7','samtalen hos dem','3203','D','c7b0cb01-b21a-5d7b-be3d-9c523481707e','participant',1,'c7b0cb01-b21a-5d7b-be3d-9c523481707e',1,0,1);
INSERT INTO "speaker" VALUES('591798f7-ac77-5ccb-8e8c-bf35ea6bf084','t0','0301','I','591798f7-ac77-5ccb-8e8c-bf35ea6bf084','interviewer',0,NULL,3,14,1);
INSERT INTO "speaker" VALUES('bbd88cc5-e88d-5257-a8b4-210f90641830','t0','0301','P2','P2','advisor',1,NULL,3,8,1);
INSERT INTO "speaker" VALUES('385ff316-9302-5894-81b6-977cd5ad9a01','t5','-','I','385ff316-9302-5894-81b6-977cd5ad9a01','interviewer',0,NULL,2,0,0);
CREATE TABLE theme_base (
    municipality TEXT NOT NULL, theme TEXT NOT NULL, role TEXT NOT NULL,
    speakers INTEGER NOT NULL,
    PRIMARY KEY (municipality, theme, role),
    FOREIGN KEY (municipality, theme, role)
        REFERENCES theme_frequency (municipality, theme, role)
) WITHOUT ROWID;
CREATE TABLE theme_frequency (
    municipality TEXT NOT NULL, theme TEXT NOT NULL REFERENCES code (code),
    role TEXT NOT NULL,
    codings INTEGER, passages INTEGER, turns INTEGER, transcripts INTEGER, speakers INTEGER,
    words INTEGER, reason TEXT, of_speakers INTEGER, left_out INTEGER NOT NULL,
    is_all INTEGER NOT NULL,
    CHECK ((codings IS NULL) = (reason IS NOT NULL)),
    CHECK ((of_speakers IS NULL) = (reason IS NOT NULL)),
    PRIMARY KEY (municipality, theme, role),
    FOREIGN KEY (municipality, role) REFERENCES municipality_role (municipality, role)
) WITHOUT ROWID;
INSERT INTO "theme_frequency" VALUES('-','A','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('-','B','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('-','C','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('-','D','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('0301','A','advisor',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','A','all',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('0301','A','interviewer',1,1,1,1,1,1,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','B','advisor',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','B','all',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('0301','B','interviewer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','C','advisor',1,1,3,1,1,8,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','C','all',1,1,3,1,1,8,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('0301','C','interviewer',2,1,3,1,1,14,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','D','advisor',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('0301','D','all',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('0301','D','interviewer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('1507','A','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('1507','A','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('1507','B','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('1507','B','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('1507','C','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('1507','C','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('1507','D','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('1507','D','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('3203','A','all',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,1);
INSERT INTO "theme_frequency" VALUES('3203','A','interviewer',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('3203','A','participant',NULL,NULL,NULL,NULL,NULL,NULL,'..',NULL,1,0);
INSERT INTO "theme_frequency" VALUES('3203','B','all',0,0,0,0,0,0,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('3203','B','interviewer',1,1,1,1,1,4,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('3203','B','participant',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('3203','C','all',3,3,1,1,1,2,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('3203','C','interviewer',0,0,0,0,0,0,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('3203','C','participant',3,3,1,1,1,2,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('3203','D','all',2,1,1,1,1,4,NULL,1,0,1);
INSERT INTO "theme_frequency" VALUES('3203','D','interviewer',2,1,2,1,1,11,NULL,1,0,0);
INSERT INTO "theme_frequency" VALUES('3203','D','participant',2,1,1,1,1,4,NULL,1,0,0);
CREATE TABLE transcript (
    transcript TEXT PRIMARY KEY,
    municipality TEXT NOT NULL REFERENCES municipality (number), municipality_then TEXT,
    interview_date TEXT, source_file TEXT NOT NULL, sha256 TEXT NOT NULL,
    turns INTEGER NOT NULL, words INTEGER NOT NULL, state TEXT NOT NULL,
    counted INTEGER NOT NULL
);
INSERT INTO "transcript" VALUES('samtalen hos dem','3203','0220','2019-01-01','','4ef7e05d3ad0bd73d75d16bf83bf18b0a47c0cba409d9113c77d5e5346bdef24',4,15,'finished',1);
INSERT INTO "transcript" VALUES('t0','0301','0301',NULL,'','517e6a249903c60303bbb8ff34ccdd1eef29dabac1ab21257d1411480a16a51e',6,22,'finished',1);
INSERT INTO "transcript" VALUES('t4','1507','1507','2021-05-05','','5a39405bfe09d30c6d2da6559766795962835f198a24168982b8ca9f8919dcb9',4,10,'started',0);
INSERT INTO "transcript" VALUES('t5','-',NULL,NULL,'t5.txt','b3352bf62da1793051b25f5c09d2be242b880ad355603b03c4420eb5ebaa13bc',2,0,'finished',1);
CREATE TABLE variable (
    kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL, value NOT NULL, number REAL,
    PRIMARY KEY (kind, subject, name)
);
INSERT INTO "variable" VALUES('informant','P2','sex','m',NULL);
INSERT INTO "variable" VALUES('municipality','0220','inne','ja',NULL);
INSERT INTO "variable" VALUES('municipality','3203','inne','nei',NULL);
INSERT INTO "variable" VALUES('transcript','t0','year',1,1.0);
INSERT INTO "variable" VALUES('transcript','t4','year',2.5,2.5);
INSERT INTO "variable" VALUES('transcript','samtalen hos dem','year',2.5,2.5);
CREATE VIEW frequency_by_municipality AS
SELECT figures.municipality, municipality.name AS municipality_name, municipality.county,
    figures.code, code.name AS code_name, code.theme, code.codebook, figures.role,
    figures.codings, figures.passages, figures.turns, figures.transcripts, figures.speakers,
    figures.of_speakers, figures.words, figures.reason, figures.left_out, figures.level,
    figures.is_all
FROM (
    SELECT municipality, code, role, codings, passages, turns, transcripts, speakers, of_speakers, words, reason, left_out, is_all, 'code' AS level
    FROM code_frequency WHERE level = 'code'
    UNION ALL
    SELECT municipality, theme, role, codings, passages, turns, transcripts, speakers, of_speakers, words, reason, left_out, is_all, 'theme' AS level
    FROM theme_frequency
) AS figures
JOIN municipality ON municipality.number = figures.municipality
JOIN code ON code.code = figures.code;
CREATE VIEW start_here AS
SELECT code.theme, code.code, code.name AS code_name,
    figures.municipality, municipality.name AS municipality_name,
    coalesce(figures.speakers || ' of ' || figures.of_speakers, figures.reason)
        AS informants_who_have_it,
    coalesce(figures.passages, figures.reason) AS passages,
    figures.speakers, figures.of_speakers, figures.passages AS passage_count, figures.reason,
    figures.left_out, figures.level
FROM (
    SELECT municipality, code, role, codings, passages, turns, transcripts, speakers, of_speakers, words, reason, left_out, is_all, 'code' AS level
    FROM code_frequency WHERE level = 'code'
    UNION ALL
    SELECT municipality, theme, role, codings, passages, turns, transcripts, speakers, of_speakers, words, reason, left_out, is_all, 'theme' AS level
    FROM theme_frequency
) AS figures
JOIN municipality ON municipality.number = figures.municipality
JOIN code ON code.code = figures.code
WHERE figures.is_all
ORDER BY code."order", figures.municipality;
COMMIT;
