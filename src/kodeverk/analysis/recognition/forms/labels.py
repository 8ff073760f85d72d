"""What the words at the head of a paragraph look like: a speaker's label, or something else."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from kodeverk.analysis.recognition.forms.roles import QUESTION_WORDS, guess_role
from kodeverk.analysis.recognition.forms.signs import INITIAL, has_case, numbers_alike
from kodeverk.model.text import seen

Style = Literal["role", "code", "capitals", "name", "plain"]
"""How a label looks: a role's word, a code with digits or one letter, capitals, names, or words."""

LONGEST = 60
MOST_WORDS = 5
_LONGEST_WITH_OFFICE = 80
_MOST_WITH_OFFICE = 10
_KEPT = 4096
"""The same few labels are asked about at every turn, so the answers are kept."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ANSWER_WORDS = _listed(
    "a svar answer antwort antwoord response réponse respuesta resposta risposta odpowiedź vastaus "
    "cevap ответ відповідь جواب پاسخ إجابة odpověď răspuns válasz jawaban rta "
    "答 回答 答え 답 답변"
)
"""What stands before answers and is nobody's name."""
INTERVIEWED = _listed(
    "informant respondent intervjuperson befragter befragte befragten interviewpartner "
    "interviewpartnerin proband probandin geïnterviewde enquêté enquêtée répondant répondante "
    "interviewé interviewée entrevistado entrevistada informante intervistato intervistata "
    "haastateltava vastaaja respondentka badany badana rozmówca rozmówczyni ankietowany görüşülen "
    "респондент респондентка информант информантка інформант المستجيب المستجيبة المبحوث پاسخگو "
    "مصاحبهشونده interviewee"
)
"""Who answers, as nobody is called but in an interview."""
_SPEAKERS = (
    (ANSWER_WORDS - {"a"})
    | INTERVIEWED
    | _listed(
        "speaker taler snakker person mann kvinne mannen kvinna kvinnen man woman ukjent flere "
        "unknown fleire alle nn narrator student students elev elevar elever gjest sprecher "
        "sprecherin hablante locuteur locutrice male female gesprächspartner gesprächspartnerin "
        "собеседник собеседница співрозмовник співрозмовниця"
    )
)
# Facts of a cover page: `Dato: 4. mai` is nobody speaking.
_FACTS = _listed(
    "date dato place sted stad time tid tidspunkt klokkeslett duration varighet varigheit lengde "
    "length project prosjekt title tittel file fil filnavn filnamn recorded recording opptak "
    "transcribed transkribert transkripsjon transcript transcription transcriber transkriberer "
    "kommune municipality location lokasjon language språk source kilde kjelde version versjon "
    "id prof professor present deltakere deltakarar participants persons personer tilstede "
    "interviewdato intervjudato intervju interview alder age kjønn gender sex nasjonalitet "
    "nationality country email e-post epost telefon phone adresse address url "
    "tegn tegnforklaring symboler forklaring legend stilling yrke utdanning ansiennitet botid "
    "arbeidssted arbeidsplass intervjusted lydfil opptaksfil morsmål fødeland"
) | _listed(  # date, place, length, age, sex, occupation, project, file in other languages
    "datum ort dauer alter geschlecht beruf projekt datei lieu durée âge sexe projet fichier fecha "
    "lugar duración edad sexo profesión proyecto archivo data luogo durata età sesso progetto "
    "local duração idade profissão projeto plaats duur leeftijd geslacht beroep plats längd ålder "
    "kön varighed køn päivämäärä paikka kesto ikä sukupuoli ammatti miejsce wiek płeć zawód plik "
    "tarih yer süre yaş cinsiyet meslek proje dosya дата место продолжительность возраст "
    "профессия проект файл місце тривалість вік стать професія проєкт التاريخ المكان المدة العمر "
    "الجنس المهنة المشروع الملف تاریخ مکان مدت جنسیت شغل پروژه فایل"
)
# `ID` and `Prof` are facts, `ID 3` and `Prof. Lie` are persons.
_FACTS_ALONE = _listed("id prof professor kilde source")
_LAST_OF_FACTS = _listed("date dato place sted duration varighet present stede language språk")
_NOTES = _listed(
    "notes notater notizen notities anteckningar notas uwagi kommentarer comments observations "
    "feltnotater feltnotat feldnotizen veldnotities aantekeningen fältanteckningar muistiinpanot "
    "kenttämuistiinpanot notatki notlar anmerkungen remarques observaciones observasjoner "
    "reflections refleksjoner refleksjonar reflektioner заметки примечания нотатки ملاحظات "
    "یادداشتها"
)
# What a transcriber or a writer puts before a colon, anywhere in a text.
_REMARKS = _NOTES | _listed(
    "note notat merk merknad nb subject emne tema topic eksempel example kapittel chapter "
    "part sak punkt avsnitt figur figure tabell table oppsummering summary konklusjon conclusion "
    "kommentar comment decision vedtak beslutning beschluss besluit décision decisión action "
    "tiltak se http https mailto www ftp keywords nøkkelord ps obs observasjon "
    "observation zusammenfassung fazit schlüsselwörter schlagwörter résumé resumen conclusión "
    "conclusiones resumo conclusão sammanfattning slutsats nyckelord samenvatting conclusie "
    "trefwoorden yhteenveto avainsanat streszczenie podsumowanie wnioski özet sonuç резюме выводы "
    "заключение підсумок висновки ملخص خلاصة خلاصه report rapport bericht raport raportti rapor "
    "informe verslag отчёт звіт تقرير گزارش analysis analyse análisis análise analys analiza "
    "analyysi analiz анализ аналіз تحليل تحلیل drøfting diskusjon diskussion auswertung "
    "johtopäätökset خاتمة نتیجه جمعبندی"
)
_EXAMPLES = _listed(
    "eksempel example exempel beispiel exemple ejemplo exemplo esempio bijvoorbeeld esimerkiksi "
    "przykład mesela örneğin например наприклад مثلا"
)
_UNKNOWN = _listed(
    "unknown unidentified ukjent ukjend ukendt okänd unbekannt unbekannte unbekannter inconnu "
    "inconnue desconocido desconocida desconhecido desconhecida sconosciuto onbekend onbekende "
    "tuntematon nieznany neznámý bilinmeyen неизвестный невідомий مجهول ناشناس"
)
_EVENTS = _listed(
    "crosstalk cross talk break pause pausen laughter laughs laughing latter ler inaudible "
    "unintelligible uforståelig uforståeleg uhørbart utydelig music musikk applause applaus "
    "silence stillhet stille gråter sukk sukker hoster kremter avbrudd avbrot interruption "
    "discussion telefon telefonen overlapping overlapp end slutt start jingle outro intro"
)
_BACKCHANNELS = _listed(
    "ja jo jaha nei nei nå mm mhm hm hmm mmm ok okay okei eh ehm em e å åh jaja neida joda nettopp "
    "riktig akkurat klart flott fint bra greit takk yes yeah yep no nope right sure well so oh uh "
    "um ah mm-hmm mm-hm uh-huh good great thanks og men så da det den jeg eg vi du han hun ho de "
    "and but the i'm it"
)
# Of what is in capitals, only these are no initials.
_REMARKS_IN_CAPITALS = _listed("nb ps obs ftp")
# Who is often quoted in an interview, and seldom takes part in one.
_ORGANISATIONS = _listed(
    "nav udi une imdi bufdir bufetat kommunen fylkeskommunen staten skolen skulen barnehagen "
    "barnevernet helsestasjonen sykehuset sjukehuset legen politiet banken husbanken lånekassen "
    "voksenopplæringen vaksenopplæringa introsenteret mottaket"
)
_NUMBERED_QUESTION = re.compile(
    rf"(?:{'|'.join((*QUESTION_WORDS, *sorted(ANSWER_WORDS)))})\.?\s?\d{{1,3}}", re.IGNORECASE
)
_NUMBERED_WORD = re.compile(r"(?P<word>[^\W\d_]{1,14})\.?\s?(?P<number>\d{1,3})")
_ABBREVIATED = re.compile(r"(?:[^\W_]{1,4}\.)+[^\W_]{0,3}")
_INITIALS = re.compile(r"(?:[^\W\d_][.-]{1,2}){1,4}[^\W\d_]?")
"""`Ż.Ł-T`, `J.-P.`"""
_FORBIDDEN = re.compile(r"[:：，。、\[\]<>{}\"“”«»!?؟،؛;=|\t\n…]")
_DATE = re.compile(r"\d{1,4}[./-]\w{1,9}[./-]\d{2,4}|\d{1,2}\.|(?:\d{1,4}[年月日년월일]){1,3}")
_WORD = re.compile(r"\w[\w'’-]*")
_NAMED = re.compile(r"^\w[\w'’-]*|\w[\w'’-]*(?![\w'’.-])")
"""A word of a name, but for those that full stops cut short: `Dr. h. c. Kari Nord`."""
# `Kari Nord (hun)` is a name, and so is `Kari Nord (she/her)`.
_BESIDE_NAME = re.compile(r"\s\([^()]*\)$")
_PARTICLES = _listed("af av von van de der den di du da el al bin ibn og and & of the i for")
_ALIKE_LETTERS = str.maketrans("авекмнорстухіјαβεζηικμνορτυχ", "abekmhopctyxijabezhikmnoptyx")
_OURS = re.compile("[a-z]")
_LONGEST_INITIALS = 2
GENDER_ENDING = r"(?:innen|in|rn?|n)\b"
"""Stands behind a colon or an asterisk in a German word for a person: `Befragte:r`."""
_GENDERED = re.compile(rf"(?<=[^\W\d_])[:*]({GENDER_ENDING})")
_CODE = re.compile(r"[^\W\d_]{0,12}[\s_.-]?\d{1,4}[^\W\d_]?|[^\W\d_]|\w*_\w*|\w*\d\w*")


@lru_cache(maxsize=_KEPT)
def could_be_label(words: str) -> bool:
    """Tell whether `words` may be a speaker's label at all, whatever stands around them."""
    words = seen(words)
    words = _GENDERED.sub(r"\1", words) if ":" in words or "*" in words else words
    sure = words.removesuffix("?").rstrip()
    if sure != words and style(sure) in ("role", "code"):
        words = sure  # `P?` is one of `P1` and `P2`, and nobody can tell which
    tokens = words.split()
    if not tokens or not _is_short(words, tokens):
        return False
    if not (words[0].isalnum() or words[0] == "+") or words[-1] in "-–—,'’":
        return False
    if _FORBIDDEN.search(words) or any(_DATE.fullmatch(token) for token in tokens):
        return False
    # In brackets behind a name anything is abbreviated: `Kari Nord (fylkeslege i Nordl.)`.
    dotted = [token.strip("()") for token in _BESIDE_NAME.sub("", words).split() if "." in token]
    if any(len(token) > 2 and token[:-1].casefold() in _BACKCHANNELS for token in dotted):
        return False
    if words.endswith(".") and len(dotted) < len(tokens) and not INITIAL.fullmatch(tokens[-1]):
        return False
    return all(_ABBREVIATED.fullmatch(token) or _INITIALS.fullmatch(token) for token in dotted)


def _is_short(words: str, tokens: Sequence[str]) -> bool:
    """Tell whether words are no more than a label has: few, but for titles and an office.

    An office stands behind a name, or before one in capitals with a bracket behind it.
    """
    name = _name_in(words)
    has_office = name != words and (name.isupper() or words[len(name)] == ",")
    if has_office and len(words) <= _LONGEST_WITH_OFFICE:
        return len(tokens) <= _MOST_WITH_OFFICE
    untitled = sum(not token.endswith(".") for token in tokens[:-1]) + 1
    return untitled <= MOST_WORDS and len(words) <= LONGEST


def _name_in(label: str) -> str:
    """Return a label without a bracket or an office behind the name: `Kari Nord, Leder i NAV`.

    In capitals a newsroom writes so whoever has a shorter label.
    """
    name, _, office = label.partition(", ")
    begins = f"{office[:1]}{office.rpartition(' ')[2][:1]}"
    is_office = begins.isupper() and " " in name and not name.isupper()
    if is_office and _are_capitalised(name):
        return name
    return _BESIDE_NAME.sub("", label)


def _are_capitalised(words: str) -> bool:
    """Tell whether words are written as names are, but for their particles and titles."""
    named = _NAMED.findall(words)
    return bool(named) and all(
        not word[0].islower() or word.partition("-")[0] in _PARTICLES for word in named
    )


@lru_cache(maxsize=_KEPT)
def names_fact(words: str) -> bool:
    """Tell whether `words` name a fact about the interview (`Dato`, `Date completed`)."""
    lowered = _WORD.findall(words.casefold())
    if not lowered or guess_role(words) != "unknown":
        return False
    if lowered[0] in _FACTS_ALONE and len(lowered) > 1:
        return False
    return lowered[0] in _FACTS or lowered[-1] in _LAST_OF_FACTS


def names_nobody(label: str) -> bool:
    """Tell whether a label says that nobody knows who speaks: `Unknown speaker`, `Unbekannt`."""
    return not _UNKNOWN.isdisjoint(_WORD.findall(seen(label).casefold()))


def gives_example(words: str) -> bool:
    """Tell whether words before a colon lead on to an example: `And in Vik for example`."""
    return words.casefold().rsplit(maxsplit=1)[-1] in _EXAMPLES


@lru_cache(maxsize=_KEPT)
def is_remark(words: str) -> bool:
    """Tell whether `words` open a remark (`NB`, `Eksempel`), not an utterance."""
    lowered = _WORD.findall(words.casefold())
    remarks = _REMARKS_IN_CAPITALS if is_initials(words) else _REMARKS
    return bool(lowered) and lowered[0] in remarks


def calls_itself_notes(line: str) -> bool:
    """Tell whether a line is the heading of notes by its first word: `Notes after the talk`."""
    word = _WORD.search(line)
    return word is not None and word[0].casefold() in _NOTES


@lru_cache(maxsize=_KEPT)
def is_event(words: str) -> bool:
    """Tell whether `words` name something that happened (`Break`, `Cross Talk 3`)."""
    lowered = [word for word in _WORD.findall(words.casefold()) if not word.isdigit()]
    return bool(lowered) and all(word in _EVENTS for word in lowered)


@lru_cache(maxsize=_KEPT)
def numbered_word(label: str) -> tuple[str, int] | None:
    """Return the word and the number of a label that is both: `Spørsmål 3`, `Q3`."""
    match = _NUMBERED_WORD.fullmatch(label)
    return (match["word"], int(match["number"])) if match else None


@lru_cache(maxsize=_KEPT)
def is_numbered_question(label: str) -> bool:
    """Tell whether `label` counts questions or answers: `Spørsmål 3`, `Q3`, `Svar 3`."""
    return _NUMBERED_QUESTION.fullmatch(label) is not None


def says_question(word: str) -> bool:
    """Tell whether a casefolded word before numbers says that they count questions: `spørsmål`.

    A letter does not: `Q1` may be somebody.
    """
    is_word = len(word) > 1 and word not in ANSWER_WORDS
    return is_word and is_numbered_question(f"{word} 1")


@lru_cache(maxsize=_KEPT)
def is_backchannel(words: str) -> bool:
    """Tell whether `words` are ordinary first words of speech, not a name."""
    lowered = _WORD.findall(words.casefold())
    return bool(lowered) and all(word in _BACKCHANNELS for word in lowered)


def counted_persons(labels: Iterable[str]) -> set[str]:
    """Return the labels with a number that differ from another one in it alone: `P1`, `Kişi 2`."""
    numbered = {label for label in {*labels} if any(map(str.isdigit, label))}
    forms = Counter(numbers_alike(label) for label in numbered)
    return {label for label in numbered if forms[numbers_alike(label)] > 1}


def lettered_persons(labels: Iterable[str]) -> set[str]:
    """Return the labels that are single letters beside each other in the alphabet: `B`, `C`."""
    letters = {ord(label) for label in labels if len(label) == 1}
    return {chr(letter) for letter in letters if letters & {letter - 1, letter + 1}}


def is_initials(label: str) -> bool:
    """Tell whether `label` is up to three capitals, with full stops or without: `KN`, `K.N.`."""
    letters = sum(map(str.isalpha, label))
    return label.isupper() and 0 < letters < 4 and " " not in label


def is_organisation(label: str) -> bool:
    """Tell whether `label` is an office or an acronym (`NAV`, `Kommunen`), rather than a person."""
    return label.casefold() in _ORGANISATIONS or style(label) == "capitals"


@lru_cache(maxsize=_KEPT)
def style(label: str) -> Style:
    """Return how `label` looks."""
    label = seen(label)
    words = _WORD.findall(label)
    lowered = [word.casefold().rstrip("0123456789") for word in words]
    if guess_role(label) != "unknown" and len(words) <= 3:
        return "role"
    if any(word in _SPEAKERS for word in lowered) and len(words) <= 3:
        return "role"
    if _CODE.fullmatch(label) or label.startswith("+"):
        return "code"
    if label.isupper():
        return "capitals"
    return "name" if _are_capitalised(_name_in(label)) else "plain"


def is_phrase(label: str, most_spaces: int = 1) -> bool:
    """Tell whether words before a colon are some of a sentence, as `And then he said:` are."""
    looks = style(label)
    return label.count(" ") > most_spaces and (
        looks == "plain" or (looks == "name" and not has_case(label))
    )


def is_clause(label: str) -> bool:
    """Tell whether words before a colon may lead on to a quotation: `My mother always says:`."""
    return label.count(" ") > 1 and label.rsplit(maxsplit=1)[-1].islower()


@lru_cache(maxsize=_KEPT)
def key_of(label: str) -> str:
    """Return what two spellings of one label share: `Interviewer1` and `interviewer 1`.

    Letters of Cyrillic and Greek that look as ours make no other spelling, in initials and among
    ours.
    """
    key = "".join(seen(label).split()).replace("_", "").replace(".", "").casefold()
    if key.isascii():
        return key
    # In Turkish the small letters of I and İ are other ones than ours.
    key = key.replace("ı", "i").replace("\u0307", "")
    alike = key.translate(_ALIKE_LETTERS)
    # A word that has no letter of ours is one of its own script.
    is_ours = alike.isascii() and (len(key) <= _LONGEST_INITIALS or _OURS.search(key) is not None)
    return alike if is_ours else key


def has_letters_and_digits(label: str) -> bool:
    """Tell whether a label has letters and digits, as no word has."""
    return any(map(str.isdigit, label)) and any(map(str.isalpha, label))
