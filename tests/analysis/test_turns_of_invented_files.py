"""Interviews invented for this test, in ways people write them down: who speaks, block by block.

`?` stands for a block of nobody. Labels with spaces are separated by commas.
"""

import pytest

from tests.transcript_files import recognition_of

INTERVIEWS: dict[str, tuple[str, str]] = {
    "bokmål, letters": (
        "I D I D I D",
        "I: Hvordan kom du hit?\nD: Med fly fra Addis.\nI: Og så?\nD: Så fikk vi hus i Volda.\n"
        "I: Hvem hjalp dere?\nD: Kommunen.\n",
    ),
    "nynorsk, words": (
        "Intervjuar,Rettleiar,Intervjuar,Rettleiar",
        "Intervjuar: Korleis arbeider de?\nRettleiar: Me møtest kvar veke.\n"
        "Intervjuar: Kven er med?\nRettleiar: Helsesjukepleiar og skulen.\n",
    ),
    "German": (
        "Interviewerin,Befragter,Interviewerin,Befragter",
        "Interviewerin: Wie war das?\nBefragter: Schwer, am Anfang.\n"
        "Interviewerin: Und dann?\nBefragter: Dann wurde es besser.\n",
    ),
    "German with time after the words": (
        "I B I B",
        "I: Wie war das? #00:00:04-2#\n\nB: Schwer, am Anfang. #00:00:09-1#\n\n"
        "I: Und dann? #00:00:11-0#\n\nB: Besser. #00:00:15-9#\n",
    ),
    "Somali and Arabic names": (
        "Cabdi Xasan,Sahra Cali,Cabdi Xasan,Sahra Cali",
        "Cabdi Xasan: Ma nabad baa?\nSahra Cali: Haa, waa nabad.\nCabdi Xasan: Norway sidee?\n"
        "Sahra Cali: Way fiican tahay.\n",
    ),
    "names with particles and hyphens": (
        "Mohammed al-Rashid,Anne-Grethe van der Berg,Mohammed al-Rashid,Anne-Grethe van der Berg",
        "Mohammed al-Rashid: Takk for sist.\nAnne-Grethe van der Berg: I like måte.\n"
        "Mohammed al-Rashid: Skal vi begynne?\nAnne-Grethe van der Berg: Ja.\n",
    ),
    "Arabic script": (
        "الباحث المشارك الباحث المشارك",
        "الباحث: كيف حالك؟\nالمشارك: بخير.\nالباحث: منذ متى؟\nالمشارك: سنتان.\n",
    ),
    "Tigrinya": (
        "ሓታቲ መላሲ ሓታቲ መላሲ",
        "ሓታቲ: ከመይ ኣለኻ?\nመላሲ: ጽቡቕ።\nሓታቲ: ክንደይ ዓመት?\nመላሲ: ክልተ።\n",
    ),
    "titles": (
        "Dr. Hansen,Prof. Lie,Dr. Hansen,Prof. Lie",
        "Dr. Hansen: Hva viser tallene?\nProf. Lie: At flere kommer i arbeid.\n"
        "Dr. Hansen: Hvorfor?\nProf. Lie: Vi vet ikke.\n",
    ),
    "initials": (
        "K.N.,A.A.,K.N.,A.A.",
        "K.N.: Hei på deg.\nA.A.: Hei.\nK.N.: Hva gjør du nå?\nA.A.: Jeg går på kurs.\n",
    ),
    "first name and initial": (
        "Kari N.,Amina A.,Kari N.,Amina A.",
        "Kari N.: Hei på deg.\nAmina A.: Hei.\nKari N.: Hva gjør du nå?\nAmina A.: Går på kurs.\n",
    ),
    "a name with its role": (
        "Kari (veileder),Amina (deltaker),Kari (veileder),Amina (deltaker)",
        "Kari (veileder): Har du fått brevet?\nAmina (deltaker): Nei.\n"
        "Kari (veileder): Da sender jeg det igjen.\nAmina (deltaker): Takk.\n",
    ),
    "numbered roles": (
        "Intervjuer,Veileder 2,Veileder 1,Intervjuer,Veileder 2,Veileder 1",
        "Intervjuer: Hvem begynner?\nVeileder 2: Jeg kan.\nVeileder 1: Fint.\n"
        "Intervjuer: Hva er vanskelig?\nVeileder 2: Tida.\nVeileder 1: Og tolkene.\n",
    ),
    "through an interpreter": (
        "Intervjuer,Deltaker (gjennom tolk),Intervjuer,Deltaker (gjennom tolk),Tolk",
        "Intervjuer: Trives du?\nDeltaker (gjennom tolk): Ja, her er det stille.\n"
        "Intervjuer: Og barna?\nDeltaker (gjennom tolk): De også.\nTolk: Hun ler litt.\n",
    ),
    "two interviewers": (
        "I1 I2 D I1 D I2 D",
        "I1: Velkommen.\nI2: Ja, velkommen.\nD: Takk.\nI1: Hva jobber du med?\nD: Renhold.\n"
        "I2: Heltid?\nD: Nei.\n",
    ),
    "machine speakers": (
        "SPEAKER_00,SPEAKER_01,SPEAKER_00,SPEAKER_01",
        "SPEAKER_00: Hei.\nSPEAKER_01: Hei hei.\nSPEAKER_00: Ja.\nSPEAKER_01: Nei.\n",
    ),
    "machine speakers in brackets with times": (
        "SPEAKER_00,SPEAKER_01,SPEAKER_00,SPEAKER_01",
        "[SPEAKER_00] 00:00:01,2 Hei.\n[SPEAKER_01] 00:00:02,1 Hei.\n"
        "[SPEAKER_00] 00:00:03,0 Ja.\n[SPEAKER_01] 00:00:04,9 Nei.\n",
    ),
    "lower case": (
        "intervjuer deltaker intervjuer deltaker",
        "intervjuer: hva gjør du\ndeltaker: jeg går på skole\nintervjuer: liker du det\n"
        "deltaker: ja\n",
    ),
    "lower-case letters": (
        "i d i d i d",
        "i: hva gjør du\nd: jeg går på skole\ni: liker du det\nd: ja\ni: hvorfor\nd: venner\n",
    ),
    "capitals": (
        "INTERVJUER DELTAKER INTERVJUER DELTAKER",
        "INTERVJUER: Hva gjør du?\nDELTAKER: Jeg går på skole.\nINTERVJUER: Liker du det?\n"
        "DELTAKER: JA!\n",
    ),
    "spaces before the colon": (
        "Kari Ola Kari Ola",
        "Kari : Hei.\nOla  : Hei.\nKari\u00a0: Hva nå?\nOla :Nei.\n",
    ),
    "no space behind the colon": (
        "I D I D",
        "I:Hva nå?\nD:Jeg vet ikke.\nI:Nei vel.\nD:Nei.\n",
    ),
    "words on the next line": (
        "Kari Ola Kari Ola",
        "Kari:\nHva nå?\n\nOla:\nJeg vet ikke.\nDet kommer an på.\n\nKari:\nNei vel.\n\nOla:\n"
        "Ja.\n",
    ),
    "hard-wrapped lines": (
        "Intervjuer Veileder Intervjuer Veileder",
        "Intervjuer: Hvordan har dere organisert arbeidet\n"
        "med bosetting de siste årene, og hva har\n"
        "det å si?\nVeileder: Vi har samlet alt på ett sted, og\n"
        "det hjelper: folk vet hvor de skal\n"
        "gå. Før var det spredt.\nIntervjuer: Hvem bestemte\ndet?\nVeileder: Rådmannen\n"
        "gjorde det.\n",
    ),
    "page furniture between labels": (
        "I V I V I V",
        "I: Hva nå?\nV: Vi venter.\n\nSide 1 av 3\nIntervju 7\n\nI: På hva?\nV: På svar.\n\n"
        "Side 2 av 3\nIntervju 7\n\nI: Fra hvem?\nV: Fra IMDi.\n",
    ),
    "a cover page": (
        "I V I V",
        "INTERVJU NR. 7\n\nDato: 14.03.2018\nSted: Volda rådhus, møterom 2\nVarighet: 54 min\n"
        "Til stede: Kari Nordmann (intervjuer), veileder\n\nI: Kan du si litt om deg selv?\n"
        "V: Jeg er utdannet lærer.\nI: Og her?\nV: Her er jeg veileder.\n",
    ),
    "a long cover with a heading": (
        "Intervjuer Deltaker Intervjuer Deltaker",
        "Transkripsjon\nProsjekt: Gode veier\nInformantnummer: D14\nKjønn: kvinne\nAlder: 34\n"
        "Botid: 3 år\nSpråk: tigrinja, tolk\nTranskribert av: AB\n\nDel 1. Bakgrunn\n\n"
        "Intervjuer: Når kom du?\nDeltaker: I 2015.\n\nDel 2. Kurset\n\n"
        "Intervjuer: Hva lærte du?\nDeltaker: Norsk.\n",
    ),
    "a legend": (
        "I D I D",
        "Tegnforklaring:\n(.) = kort pause\n[ ] = overlapp\nI = intervjuer\nD = deltaker\n\n"
        "I: Hva nå?\nD: (.) jeg vet ikke.\nI: Nei?\nD: Nei.\n",
    ),
    "a heading before each theme": (
        "I V I V I V",
        "Tema 1: Bakgrunn\nI: Hvem er du?\nV: Veileder.\nTema 2: Samarbeid\nI: Med hvem?\nV: NAV.\n"
        "Tema 3: Framtid\nI: Hva nå?\nV: Mer tid.\n",
    ),
    "duration and break": (
        "Interviewer Respondent Interviewer Respondent",
        "Duration: 00:54:10\n\nInterviewer: Ready?\nRespondent: Yes.\n\nBreak: 10 minutes\n\n"
        "(CROSSTALK)\n\nInterviewer: Where were we?\nRespondent: At the school.\n",
    ),
    "events between the turns": (
        "I D I D",
        "I: Hva nå?\n[Telefonen ringer: opptaket stoppes]\n[00:14:05]\nD: Det var mannen min.\n"
        "(latter)\nI: Skal vi fortsette?\n**Pause:** [08:17]\nD: Ja.\n",
    ),
    "dates and clock times in the words": (
        "I D I D",
        "I: Når var det?\nD: 14.03.2018, tror jeg.\nKl. 14:05 kom hun.\n14:30 gikk hun.\n"
        "I: Samme dag?\nD: Ja: 14. mars.\n",
    ),
    "links and remarks": (
        "I D I D",
        "I: Hvor står det?\nD: Se https://www.imdi.no/intro: der står alt.\nhttps://nav.no/a\n"
        "NB: husk legitimasjon.\nObs: fristen.\nI: Takk.\nD: Bare hyggelig.\n",
    ),
    "verses": (
        "Prest Leder Prest Leder",
        "Prest: Hva leste dere?\nLeder: Joh 3:16, og så 1. Kor 13:4-7.\nSalme 23: Herren er min.\n"
        "Prest: Fint.\nLeder: Ja.\n",
    ),
    "a list in an answer": (
        "I V I V",
        "I: Hva tilbyr dere?\nV: Tre ting:\n- Norsk: 20 timer\n- Praksis: 10 timer\n- Fritid: noe\n"
        "1. Først: kartlegging\n2. Så: plan\nI: Og mer?\nV: Nei.\n",
    ),
    "quoted speech": (
        "I V I V",
        "I: Hva sa hun?\nV: Hun sa: jeg vil jobbe. Og så sa hun: nå.\nHan svarte: vent.\n"
        "«Nei: nå», sa hun.\nI: Og da?\nV: Da ringte jeg.\n",
    ),
    "quoted speech in a list of dashes": (
        "Kari Ola Kari Ola",
        "Kari: Hva sa de?\nOla: De sa:\n– Kom hit.\n– Vent litt.\n«Moren: kom inn.»\nKari: Og da?\n"
        "Ola: Da gikk jeg.\n",
    ),
    "Norwegian words that begin sentences": (
        "I V I V",
        "I: Hvordan er det?\nV: Bra.\nMen: det tar tid.\nPoenget er: tid.\nDessuten: penger.\n"
        "I: Ja.\nV: Ja.\n",
    ),
    "label in brackets and dash": (
        "Kari Ola Kari Ola",
        "[Kari] – Hei.\n[Ola] – Hei.\n[Kari] – Hva nå?\n[Ola] – Ingenting.\n",
    ),
    "label in round brackets and colon": (
        "I D I D",
        "(I): Hei.\n(D): Hei.\n(I): Hva nå?\n(D): Ingenting.\n",
    ),
    "label in angle brackets": (
        "I D I D",
        "<I> Hei.\n<D> Hei.\n<I> Hva nå?\n<D> Ingenting.\n",
    ),
    "chevrons": (
        "MODERATOR,DR. LIE,MODERATOR,DR. LIE",
        ">> MODERATOR: Welcome.\n>> DR. LIE: Thank you.\n>> MODERATOR: So?\n>> DR. LIE: Well.\n",
    ),
    "dash without spaces": (
        "I V I V I V",
        "I- Hva nå?\nV- Vi venter.\nI- På hva?\nV- På svar.\nI- Fra hvem?\nV- IMDi.\n",
    ),
    "em dash": (
        "Int Resp Int Resp Int Resp",
        "Int — Where?\nResp — Here.\nInt — When?\nResp — Now — or so.\nInt — Why?\nResp — Well.\n",
    ),
    "TAB": (
        "I D I D I D",
        "I\tHva nå?\nD\tVi venter.\nI\tPå hva?\nD\tPå svar.\nI\tFra hvem?\nD\tIMDi.\n",
    ),
    "colon and TAB": (
        "Intervjuer Deltaker Intervjuer Deltaker",
        "Intervjuer:\tHva nå?\nDeltaker:\tVi venter.\n\tPå svar.\nIntervjuer:\tJa.\n"
        "Deltaker:\tJa.\n",
    ),
    "line numbers": (
        "I D I D",
        "1\tI: Hva nå?\n2\tD: Vi venter\n3\tpå svar.\n4\tI: Ja.\n5\tD: Ja.\n",
    ),
    "name on a line": (
        "Kari Amina Kari Amina",
        "Kari\nHva nå?\n\nAmina\nVi venter på svar.\n\nKari\nFra hvem?\n\nAmina\nFra UDI.\n",
    ),
    "Teams": (
        "Kari Nordmann,Ali Hassan,Kari Nordmann,Ali Hassan",
        "Møte om plan-20240312_090310-Opptak av møte\n12. mars 2024, 08:03AM\n34m 12s\n\n"
        "Kari Nordmann   0:03\nHei du.\n\nAli Hassan   0:09\nHei.\n\nKari Nordmann   0:12\n"
        "Hva nå?\n\n"
        "Ali Hassan   1:02:09\nVent litt.\n",
    ),
    "Teams for those who hear": (
        "Kari Nordmann,Ali Hassan,Kari Nordmann,Ali Hassan",
        "Kari Nordmann 0 minutter 3 sekunder\nHei du.\nAli Hassan 0 minutter 9 sekunder\nHei.\n"
        "Kari Nordmann 1 minutt 3 sekunder\nHva nå?\nAli Hassan 1 time 3 minutter 4 sekunder\n"
        "Vent.\n",
    ),
    "Teams with a guest": (
        "Kari Nordmann,Unknown speaker,Kari Nordmann,Unknown speaker",
        "Kari Nordmann  0:03\nHei du.\nUnknown speaker  0:09\nHei.\nKari Nordmann  0:12\nHva nå?\n"
        "Unknown speaker  0:15\nVent.\n",
    ),
    "Word Online": (
        "Speaker 1,Speaker 2,Speaker 1,Speaker 2",
        "Audio file\nopptak.m4a\n\nTranscript\n\n00:00:03 Speaker 1\nHei du.\n00:00:09 Speaker 2\n"
        "Hei.\n00:00:12 Speaker 1\nHva nå?\n00:00:15 Speaker 2\nVent.\n",
    ),
    "Rev": (
        "Kari Nord,Amina,Kari Nord,Amina",
        "Kari Nord (00:03):\nHva nå?\n\nAmina (00:09):\nVent litt. [inaudible 00:00:11]\n\n"
        "Kari Nord (00:12):\nJa vel.\n\nAmina (00:15):\nJa.\n",
    ),
    "Otter": (
        "Kari Nord,Speaker 2,Kari Nord,Speaker 2",
        "Kari Nord  0:03  \nHva nå?\n\nSpeaker 2  0:09  \nVent litt.\n\nKari Nord  0:12  \n"
        "Ja vel.\n\n"
        "Speaker 2  0:15  \nJa.\n\nTranscribed by https://otter.ai\n",
    ),
    "Zoom": (
        "Kari Nord,Ali,Kari Nord,Ali",
        "[Kari Nord] 10:00:03\nHva nå?\n\n[Ali] 10:00:09\nVent litt.\n\n[Kari Nord] 10:00:12\n"
        "Ja.\n\n"
        "[Ali] 10:00:15\nJa.\n",
    ),
    "Zoom chat": (
        "Kari Nord,Ali,Kari Nord,Ali",
        "10:00:03\tKari Nord:\tHva nå?\n10:00:09\tAli:\tSe https://uib.no: der\n"
        "10:00:12\tKari Nord:\tJa.\n10:00:15\tAli:\tJa.\n",
    ),
    "time, name and colon": (
        "Kari Ali Kari Ali",
        "00:03 Kari: Hva nå?\n00:09 Ali: Vent litt.\n00:12 Kari: Ja vel.\n00:15 Ali: Ja.\n",
    ),
    "time ranges": (
        "S1 S2 S1 S2",
        "00:00:03 - 00:00:09 S1: Hva nå?\n00:00:09 - 00:00:12 S2: Vent.\n"
        "00:00:12 - 00:00:15 S1: Ja.\n00:00:15 - 00:00:16 S2: Ja.\n",
    ),
    "Markdown": (
        "Intervjuer Deltaker Intervjuer Deltaker",
        "# Intervju 4\n\n*Volda, 2018*\n\n**Intervjuer:** Hva nå?\n\n**Deltaker:** Vent *litt*.\n\n"
        "> et sitat: i svaret\n\n**Intervjuer:** Ja.\n\n**Deltaker:** Ja.\n",
    ),
    "bold names without a colon": (
        "Kari Ali Kari Ali",
        "**Kari** Hva nå?\n\n**Ali** Vent litt.\n\n**Kari** Ja vel.\n\n**Ali** Ja.\n",
    ),
    "headings are names": (
        "Kari Ali Kari Ali",
        "## Kari\n\nHva nå?\n\n## Ali\n\nVent litt.\n\n## Kari\n\nJa vel.\n\n## Ali\n\nJa.\n",
    ),
    "six in a group": (
        "Moderator,P1,P2,P3,P4,Moderator,P5,P1,Alle",
        "Moderator: Hvem vil begynne?\nP1: Jeg.\nP2: Vent.\nP3: Ja.\nP4: Nei.\nModerator: Ok.\n"
        "P5: Jeg er enig.\nP1: Ikke jeg.\nAlle: (ler)\n",
    ),
    "one who speaks once among many turns": (
        ",".join(["Intervjuer,Veileder"] * 8 + ["Kollega", "Veileder"]),
        "Intervjuer: Og?\nVeileder: Vi venter på svar.\n" * 8
        + "Kollega: Unnskyld, er dere ferdige?\nVeileder: Snart.\n",
    ),
    "an unknown and several at once": (
        "Kari Ukjent Ali Kari Flere Ali",
        "Kari: Hva nå?\nUkjent: Vent.\nAli: Ja.\nKari: Hvem er det?\nFlere: Oss.\nAli: Ja.\n",
    ),
    "a table with a heading": (
        "I D I D",
        "Tid\tTaler\tTekst\n00:01\tI\tHva nå?\n00:04\tD\tVent litt.\n00:09\tI\tJa.\n"
        "00:12\tD\tJa.\n",
    ),
    "a table with the speaker last": (
        "I D I D",
        "Tid\tUtsagn\tTaler\n00:01\tHva nå?\tI\n00:04\tVent litt.\tD\n00:09\tJa vel.\tI\n"
        "00:12\tJa da.\tD\n",
    ),
    "a table with themes before the speakers": (
        "I D I D I D",
        "Tema\tHvem\tHva\nBakgrunn\tI\tHvem er du?\nBakgrunn\tD\tJeg er Ali.\nArbeid\tI\tHvor?\n"
        "Arbeid\tD\tPå havna.\nArbeid\tI\tNå?\nBakgrunn\tD\tNei.\n",
    ),
    "capitals and a full stop": (
        "KARI OLA KARI OLA",
        "KARI. Hva nå?\nOLA. Vent litt. Snart.\nKARI. Ja vel.\nOLA. Ja.\n",
    ),
    "abbreviations and a full stop": (
        "Int Deltaker Int Deltaker",
        "Int. Hva nå?\nDeltaker. Vent litt. Snart.\nInt. Ja vel.\nDeltaker. Ja.\n",
    ),
    "semicolons": (
        "Kari Ola Kari Ola",
        "Kari; Hva nå?\nOla; Vent litt; snart.\nKari; Ja vel.\nOla; Ja.\n",
    ),
    "slashes": (
        "Kari Ola Kari Ola",
        "/Kari/ Hva nå?\n/Ola/ Vent litt.\n/Kari/ Ja vel.\n/Ola/ Ja.\n",
    ),
    "numbered questions": (
        "Q A Q A Q A",
        "1. Hva jobber du med?\nJeg er veileder. Før var jeg lærer.\nDet er lenge siden.\n\n"
        "2. Hva er det beste?\nMenneskene.\n\n3. Fortell om en vanlig dag.\n1. møte\n2. telefon\n",
    ),
    "labelled and numbered questions": (
        "Q A Q A Q A",
        "Spørsmål 1: Hva jobber du med?\nSvar: Jeg er veileder.\nSpørsmål 2: Hva er det beste?\n"
        "Svar: Menneskene.\nSpørsmål 3: Og det verste?\nSvar: Tida.\n",
    ),
    "Q1 and A1": (
        "Q A Q A Q A",
        "Q1: What do you do?\nA1: I advise.\nQ2: How long?\nA2: Ten years.\nQ3: And?\n"
        "A3: That's all.\n",
    ),
    "Q and A": (
        "Q A Q A",
        "Q: What do you do?\nA: I advise.\nQ: How long?\nA: Ten years.\n",
    ),
    "questions in bold": (
        "Q A Q A Q A",
        "**Hva jobber du med?**\n\nJeg er veileder.\n\nFør var jeg lærer.\n\n"
        "**Hva er det beste?**\n\n"
        "Menneskene.\n\n**Fortell om en dag.**\n\nFørst er det møte.\n",
    ),
}

UNKNOWN: dict[str, tuple[str, str]] = {
    "a time without a name": (
        "Kari Ola ? Kari Ola",
        "[00:17] Kari: Hei.\n[00:20] Ola: Ja.\n[00:22] Hm hm.\n[00:24] Kari: Og så?\n"
        "[00:29] Ola: Nei.\n",
    ),
    "a time line without a name": (
        "Kari Ola ? Kari Ola",
        "00:03 Kari\nHei.\n\n00:09 Ola\nJa, hei på deg.\n\n00:11\nHm, det var rart, sa de.\n\n"
        "00:12 Kari\nOg så?\n\n00:15 Ola\nNei, ingenting.\n",
    ),
    "an f4 paragraph without a name": (
        "I B ? I B",
        "I: Hva nå? #00:00:04-2#\nB: Vent. #00:00:09-1#\nHm. #00:00:10-1#\nI: Ja. #00:00:11-0#\n"
        "B: Ja. #00:00:15-9#\n",
    ),
    "answers under the only label": (
        "I ? I ? I ?",
        "I: Hva nå?\n\nVi venter på svar.\n\nFra UDI.\n\nI: Lenge?\n\nTo år.\n\nI: Og?\n\nJa.\n",
    ),
    "a table row without a name": (
        "I D ? I D",
        "Tid\tTaler\tTekst\n00:01\tI\tHva nå?\n00:04\tD\tVent litt.\n00:06\t\tHm.\n00:09\tI\tJa.\n"
        "00:12\tD\tJa.\n",
    ),
}


ONCE = {
    "Moren": "Kari: Hva sa de?\nOla: Ei av dem ropte.\nMoren: kom inn.\nKari: Og da?\nOla: Ja.\n",
    "NAV": "I: Hvem er med?\nV: Mange.\nNAV: alltid.\nI: Og?\nV: Skolen.\n",
    "Intevjuer": "Intervjuer: Og?\nV: Ja.\nIntevjuer: Og?\nV: Ja.\nIntervjuer: Og?\nV: Ja.\n",
}

NOBODY = {
    "a monologue": "Jeg kom i 2015. Først var det mottak: sju måneder.\n\nSå kom brevet: Volda.\n\n"
    "Der begynte vi på nytt. Alt var stille.\n\nBarna lærte fort: norsk, ski, fotball.\n",
    "minutes": "Møtereferat 14.03.2018\nTil stede: Kari, Ola, Amina\nSak 1: Praksis\n"
    "Kari orienterte.\nSak 2: Tolk\nOla orienterte.\nSak 3: Eventuelt\nIngenting.\n",
    "field notes": "Feltnotat\nDato: 14.03.2018\nSted: Volda\n\nVi kom kl. 10:15. Merk: ingen i "
    "resepsjonen.\nObs: kaffe.\n10:30 kom veilederen. Hun sa: velkommen.\n12:00 lunsj.\n",
    "an interview guide": "1. Bakgrunn\n- Hvor lenge har du jobbet her?\n- Hva gjør du?\n"
    "2. Veiledning\n- Hva er god veiledning?\n3. Samarbeid\n- Hvem samarbeider dere med?\n",
    "a numbered list": "1. Kartlegging\nVi kartlegger alle.\n2. Plan\nSå lager vi en plan.\n"
    "3. Oppfølging\nOg følger den opp.\n4. Evaluering\nTil slutt ser vi etter.\n",
    "a letter": "Hei Kari!\n\nTakk for sist. Her er det vi snakket om:\n\n- praksis: fra mandag\n"
    "- kurs: fra tirsdag\n\nHilsen Ola\nTlf: 123 45 678\nE-post: ola@volda.no\n",
    "rhetorical questions": "Hva skal man si? Det er vanskelig.\nHvem vet?\nJeg gjør det jeg kan.\n"
    "Hva mer kan jeg gjøre?\nIngenting.\nHva nå?\nVi venter.\n",
    "a table of figures": "Kommune\tBosatte\tI arbeid\nVolda\t31\t12\nØrsta\t28\t14\n"
    "Ulstein\t25\t9\n"
    "Hareid\t11\t4\n",
    "verse by verse": "3:16 For så høyt har Gud elsket\n3:17 For Gud sendte ikke\n"
    "3:18 Den som tror\n"
    "3:19 Og dette er dommen\n",
    "sentences of one word": "Ja. Det var slik.\nBra. Vi gikk.\nJa. Det var det.\nBra. Så kom de.\n"
    "Kort. Og greit.\nJa. Sånn var det.\n",
    "entries with letters": "A. Kartlegging\nB. Plan\nA. Samtale\nB. Telefon\nA. Brev\nB. Møte\n",
    "paths and dates": "14/03 møte\n14/03 samtale\n15/03 møte\n15/03 samtale\n"
    "16/03 og/eller brev\n",
    "cues of nobody": "00:00:01,000 --> 00:00:02,000\nHei: du\n\n"
    "00:00:02,000 --> 00:00:03,000\nJa\n",
}
DIALOGUES = {
    "en dashes": "– Hva heter du?\n– Ali.\n– Hvor bor du?\n– I Volda, nå.\n– Takk.\n"
    "– Bare hyggelig.\n",
    "hyphens": "- Hva heter du?\n- Ali.\n- Hvor bor du?\n- I Volda, nå.\n- Takk.\n"
    "- Bare hyggelig.\n",
}


def labels(told: str) -> list[str | None]:
    parts = told.split(",") if "," in told else told.split()
    return [None if label == "?" else label for label in parts]


@pytest.mark.parametrize("case", INTERVIEWS)
def test_every_block_of_an_interview_is_its_speakers(case: str) -> None:
    told, text = INTERVIEWS[case]
    reading = recognition_of(text)
    assert [block.label for block in reading.blocks] == labels(told)
    assert reading.turns == len(labels(told))


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_names_nobody_is_an_unknown_speakers_and_told(case: str) -> None:
    told, text = UNKNOWN[case]
    reading = recognition_of(text)
    assert [block.label for block in reading.blocks] == labels(told)
    assert any("who speaks in them is unknown" in warning for warning in reading.warnings)


@pytest.mark.parametrize("label", ONCE)
def test_who_speaks_once_may_be_quoted_and_is_told(label: str) -> None:
    reading = recognition_of(ONCE[label])
    assert reading.speakers[label] == 1
    assert (
        f"{label!r} speaks once: is it a speaker, or words of the one before?" in reading.warnings
    )


@pytest.mark.parametrize("case", NOBODY)
def test_nobody_speaks_in_a_text_that_is_no_interview(case: str) -> None:
    reading = recognition_of(NOBODY[case], "a.srt" if case == "cues of nobody" else "a.txt")
    assert (reading.convention, reading.speakers) == ("none", {})


@pytest.mark.parametrize("case", DIALOGUES)
def test_a_dialogue_of_dashes_names_nobody_and_is_told(case: str) -> None:
    reading = recognition_of(DIALOGUES[case])
    assert (reading.convention, reading.speakers) == ("none", {})
    (told,) = reading.warnings
    assert "who speaks cannot" in told


def test_a_label_without_its_sign_is_told() -> None:
    text = "Intervjuer: Hva nå?\nVeileder: Vent.\nIntervjuer: Ja?\nVeileder Jeg vet ikke.\n"
    reading = recognition_of(text + "Intervjuer: Nei?\nVeileder: Intervjuer kan være så mangt.\n")
    (told,) = reading.warnings
    assert told.startswith("line 4, “Veileder Jeg vet ikke.”: 'Veileder' is in another form than ")
    assert told.endswith("begin no turn")
