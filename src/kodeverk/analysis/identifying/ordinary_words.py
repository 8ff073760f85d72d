"""Words that begin with a capital and name nobody: what begins sentences, days, public bodies.

And those that a capital alone makes doubtful, beside given names, which it does not.

Bokmål, nynorsk and English, in small letters. Words that are names too (hans, liv, per, dag, even,
stein) are left out on purpose.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SENTENCE_WORDS = _listed("""
a about absolutt actually advisor after again ah akkurat all alle allerede allikevel alltid also alt
altså am an and andre ane anna annen annet another ansvaret antagelig antakeleg antakelig anten any
anybody anyhow anyone anyway apropos arbeid arbeidet are as at av avhengig bak bare barn barna
barnet basically because before begge begynte behind being berre best between blant ble blei bli
blir blitt bodde bortsett both bra brilliant broren bruker brått budde burde but by bye både bør can
clearly could currently da dagen darn dattera datteren de deg dei deim deira deires deltakar
deltakaren deltaker deltakeren deltakerne delvis dem den denna denne dens der dere deres deretter
derfor derifrå derimot dermed dersom dess desse dessuten dessverre det detta dette di did didn't din
dine diskuterer disse dit ditt do does doing don't done dottera down du due dykk dykkar då dårlig eg
egentleg egentlig eh ehm ei eigentleg eigne ein eit eitt eksempelvis ekte eller ellers elles em en
enda endeleg endelig ene enkelte ennå enten er ergo ers especially et etter etterpå eventuelt every
everybody everyone everything exactly faktisk familie familien fantastic far faren fast fekk
fellesskap fem ferdig fikk fin fint fire first flaks fleire flere flott folk for fordi foreldrene
foreløpig forhåpentligvis formelt forresten forrige forskjellige forstår fort fortell fortsatt
fortsett fra framfor framtid fremdeles fremtid from frå full fyrst fyrste få får føler føles før
først første gang ganske generally generelt getting gjelder gjennom gjer gjerne gjorde gjør go
god gode godt going gosh got great grei greia greier greit greitt grunnen guten gutten gå går ha
hadde haha hallo halvparten ham han har hatt having he he's hei heile heilt heime heldigvis hele
heller hello helt hennes hensikten her here herre hey hi him his hit hjelp hjemme hm hmm hmmm ho
honestly hopefully hos how however hugs hugsar hun husk husker hva hvem hver hverdagen hvert hvilke
hvilken hvilket hvis hvor hvordan hvorfor håper håpet hæ høres i i'd i'll i'm i've ibland iblant
idag if ifølge igjen igår ikke ikkje ikring imens imidlertid imot in indeed ingen ingenting
initially inkludert inn innen inni inntil interestingly interpreter interviewer intervjuar
intervjuer is it it's its ja jadda jaha jaja jau jeg jenta jenten jentene jo joa jobba jobbet joda
just kan kanskje ke kem kjempebra kjenner kjære klart kom kommer kommune kommunen kona konkret
konstruert kontakt kontakten kor korfor korleis kort kunne kva kvar kven kvifor la langt leder legg
leiar let let's lett lige ligg like likevel litt look looking lovely lurt lytt lærar læraren lærer
læreren maam mainly making mamma man mange mannen many may maybe me med medan mediene meg meir
mellom men mener mens mer merker mest mhm mhmm mi middels min mindre mine minst mitt mm mmm mmmm mor
mora most mot muligens my mye mykje må måned måten måtte nais natt naturligvis ned nei neida neimen
neinei nemlig neste nesten nettopp nevertheless next ni nice nitten nja no noe noen nok noka noko
nokon nokre nope nor normalt not nothing now ny nylig nytt nå når nåtid nær nærmest nødvendigvis
obviously of ofte often og også oh oi oj ok okay okei okey om omtrent on one onkel only opp
opprinnelig or osv other others otherwise our out over overalt overhodet overraskende pappa
participant pengar penger people perfect perhaps personally pga please pleier pluss plutseleg
plutselig poenget probably problemet programmet prøv prøver på rart really redacted regner reiste
rektor respekt resten rett rettleiaren right riktig ring ringte rundt sa samme sammen samtale
samtidig sant seg sei seier sein seinare seks selv selvfølgelig selvsagt senere ser she she's should
si sidan siden sier sikkert sin sine sir sist sitt sjefen sjelden sju sjøl sjølv sjølvsagt skal
skikkelig skjønner sko skolen skulen skulle slapp slepp slik slike slutt slutter små snakk snakker
snart so som some somebody somehow someone something sometimes somme son sonen sorry spesielt språk
språket spurte spør spørsmål spørsmålet stadig staten stor store stort straks står støtte sure svært
synd synes synest så sånn sånne sånt sønnen søsteren ta takk talking tanken tante tar ten tenk
tenker tenkte thank thanks that that's the their them then there there's these they they're things
think thinking this those three tid tida tiden tidligere til tilbake tilbakemelding tilfeldigvis
tilsvarende tja to today tolk tolken tomorrow tre tror tross trur trygghet trying trykk tusen tvert
two tydeligvis typisk tålmodighet uansett uh uh-huh uheldigvis uhm ulike um um-hum under understand
undervegs underveis ungar unge unger unna unnskyld until up us using usually ut utan uten utenfor
utfordringa utfordringen utrolig utruleg vanlegvis vanligvis vanskeleg vanskelig var vart ved
vedkommende vegleiaren veileder veilederen veit vel veldig vent ventet ver verkeleg verre verst very
vet vi viktig vil ville virkelig vise viss visst visste vit vore vår våre vårt vær været vært was we
we're we've well were what what's when where whereas which while who whole whom why will with within
without word working would wow yeah yep yes yesterday yngre you you're your ytterligere yup å åh åhå
åja år åra årene åtte ærlig øyeblikk
""")
"""What begins sentences in interviews; as a name only where a label or an X-IDENT mark says so."""

KNOWN_NAMES = _listed("""
a1 a2 acrobat adobe africa afrika allah altinn android asia b1 b2 bankid bibelen bokmål bufdir c1 cd
chatgpt christmas coop corona covid covid-19 december desember digdir dr duolingo dvd easter engelsk
english eu europa europe excel eøs facebook februar february forkurset fredag friday fru frøken
fylkesmannen fylkesmannens gmail god google gud helfo helsetilsynet herr husbanken ikea illustrator
imdi indesign instagram integreringsdirektoratet integreringslova integreringsloven internet
internett intro introduksjonslova introduksjonsloven introduksjonsprogram introduksjonsprogrammet
introprogrammet iphone islam januar january jesus jobbsjansen jul juli july juni kiwi kodeverk
kompetanse koranen korona koronaen kristen ks kvalifisering kvalifiseringsprogrammet laurdag
libreoffice linkedin lånekassa lånekassen lørdag mai mandag maps march mars may meny messenger
midt-norge monday mr mrs ms muslim muslimar muslimer måndag nav navet navs netflix nord-norge norden
nordmenn nordmenna noreg norge norsk norske norskkurs norskkurset norway norwegian norwegians
november ntnu nvivo nynorsk october office oktober onsdag oslomet outlook pc phd photoshop politiet
powerpoint påska påske ramadan regjeringa regjeringen rema ruter saturday september skandinavia
skype snapchat ssb statsforvalteren storting stortinget sundag sunday søndag sør-norge sørlandet
teams telegram thursday tiktok tirsdag torsdag tuesday tv twitter tysdag uber udi udir uib uio
utlendingsdirektoratet vaksenopplæringa verdana vestlandet viber vipps voksenopplæringa
voksenopplæringen vy web wednesday whatsapp word youtube zoom østlandet
""")
"""What is written with a capital and identifies nobody in an interview about guidance."""

COUNTRIES = _listed("""
afghanistan albania algerie amerika armenia aserbajdsjan australia bangladesh belarus belgia bosnia
brasil bulgaria burma burundi canada chile china colombia congo cuba danmark djibouti egypt england
eritrea estland ethiopia etiopia filippinene finland france frankrike georgia germany ghana greece
guinea hellas hviterussland india indonesia irak iran iraq irland island israel italia italy japan
jemen jordan kamerun kenya kina kongo kosovo kroatia kurdistan kuwait kypros latvia lebanon libanon
libya litauen makedonia malaysia mali marokko mexico moldova myanmar nederland nepal nigaria niger
nigeria pakistan palestina palestine peru poland polen portugal romania russia russland rwanda
saudi-arabia senegal serbia slovakia slovenia somalia somaliland spain spania storbritannia sudan
sveits sverige sweden syria syrien sør-sudan tadsjikistan tanzania thailand tigray tsjekkia
tsjetsjenia tunisia turkey turkmenistan tyrkia tyskland uganda ukraina ukraine ungarn usa uzbekistan
venezuela vietnam yemen zimbabwe østerrike
""")
"""A country alone seldom tells who somebody is, but in a small municipality it may."""

NATIONALITIES = _listed("""
afghan afghans african africans albanian albanians algerian american americans arab arabic arabs
armenian asian asians australian austrian belgian bosnian brazilian british bulgarian burmese
canadian chechen chinese congolese croatian cuban czech danish dari dutch egyptian english eritrean
eritreans estonian ethiopian ethiopians european europeans filipino finnish french german germans
ghanaian greek gujarati hebrew hindi hungarian icelandic indian indians indonesian iranian iranians
iraqi iraqis irish israeli italian italians japanese jordanian kenyan korean kosovan kurd kurdish
kurds kurmanji kuwaiti latvian lebanese libyan lithuanian lithuanians malaysian mexican mexicans
moldovan moroccan nepalese nepali nigerian pakistani palestinian palestinians pashto persian
peruvian polish portuguese punjabi roma romanian russian russians rwandan saudi scandinavian
scottish senegalese serbian sinhala slovak slovenian somali somalis sorani spanish sudanese swahili
swede swedes swedish swiss syrian syrians tajik tamil thai tigrinya tunisian turk turkish turkmen
turks ugandan ukrainian ukrainians urdu uyghur uzbek venezuelan vietnamese welsh yemeni
""")
"""Peoples and languages, which English writes with a capital: like a country they may tell little,
or much."""

TITLES = _listed("""
congressman congresswoman daddy doctor father frau governor grandma grandpa herr lady madam mayor
minister miss mister mom mommy mother mum mummy president professor pupil secretary senator sir
student teacher
""")
"""What is said to or of somebody; a name may follow, and is proposed with it."""

GIVEN_NAMES = _listed("""
abdi abdirahman abdul abdullah abel adam adrian agnes ahmad ahmed aisha aleksander alexander ali
alma aman amanuel amber amina amir amira amy ana anders andrea andreas andrew anette anita anna anne
arash are arild arne art asbjørn ask aslak asta astrid aud ayaan ayan bahar bashir bente berit bill
birgit bjarne bjørn bo bob brage brian carlos charles chase christian christine crystal dag dan
daniel daud david dawit dawn dean diana dina drew edith egil eilif einar eirik eivind elias elin
elisabeth ella ellen elsa else embla emil emily emma erik espen eva even fadumo faisal faith farah
fatima fatuma filip finn frank fred fredrik frida frode frøya gard geir gene george gift grace grant
grete gro gudrun gunnar guro guy hadi haile hala hamid hamza hana hanna hanne hans harald hassan
hawa hege heidi helen helene helge henrik hilde hodan hope hussein håkon håvard ibrahim ida idris
inga inger ingrid ingvild irene isak ismail ivar iver ivy jack jakob james jan jane janne jens jo
johan john johnny jon jonas jonathan jorunn josef joseph joy julia julian julie kamal karen kari
karin karoline kasper katrine khadija khaled kim kine kirsten kjell kjetil knut kristian kristin
kristine laila lars leah leila lena leo lily linda line lise liv lucas lukas lykke magne magnus maja
malin marcus margaret maria marianne marie marina marit mark markus marte martha martin mary maryam
mathias may merete michael miriam moe mohamad mohamed mohammad mohammed mona monica morten musa
mustafa nadia nina noah nora odd ola olav ole oliver olivia omar oskar osman paul pearl per peter
pia pål ragnhild rahel rahma rana randi rashid ray reidun reza richard rita rob robert robin roger
rolf rose roy rune ruth sahar said salma samir samira samuel sander sara sarah sebastian selam selma
semere shirin sig sigrid silje simon siri siv sofia sofie sol solveig sophie stein stian storm sue
sunniva susanne svein sven tarek thea thomas tina tom tomas tone tor tore torill torunn tove trine
trond trygve tuva ulf unn vegard vibeke victor victoria vidar viktor violet vår wenche will william
yasin yasmin yonas yusuf zahra zainab åge åse øystein øyvind
""")
"""Given names, some of them words too: names of persons unless the texts say otherwise."""

MONTHS_OR_NAMES = frozenset(("april", "august", "june"))
"""Months that are names of persons, too."""

ARTICLES = frozenset(("a", "an", "the", "ei", "ein", "eit", "en", "et"))
"""What seldom stands before the name of a person; `den` and `det` do: det Kari sa."""

_ONE_WORD = ("al", "el", "ul", "bin", "ben", "bint", "ibn", "abu", "abd", "umm", "ould", "dos")
_SEVERAL = ("von der", "von", "van der", "van den", "van", "de la", "zu")
PARTICLES = (*_ONE_WORD, *_SEVERAL)
"""Small words inside a name: Musa ibn Yusuf, Anna van der Berg. None is a word of Norwegian."""

ABBREVIATIONS = _listed(
    "f.eks eks bl.a bl a ca dvs evt ev nr kl mr mrs ms dr prof osv mm mv tlf st jf jfr pga ift mht "
    "vs etc e.g i.e ing adv ass frk fr hr"
)
"""What a full stop follows without ending the sentence."""
