"""What a speaker is, as far as the label tells: Norwegian, English, other languages of studies."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kodeverk.model.records import Role

# A Norwegian compound is what its last part says: a flyktningkonsulent is a konsulent. So a word
# has the role of the longest ending listed here, and of the ending alone.
_ENDINGS: dict[str, Role] = {
    "intervjuer": "interviewer",
    "intervjuar": "interviewer",
    "interviewer": "interviewer",
    "interviewerin": "interviewer",
    "forsker": "interviewer",
    "forskar": "interviewer",
    "forskningsassistent": "interviewer",
    "researcher": "interviewer",
    "moderator": "interviewer",
    "ordstyrer": "interviewer",
    "ordstyrar": "interviewer",
    "veileder": "advisor",
    "vegleiar": "advisor",
    "rettleiar": "advisor",
    "rettleder": "advisor",
    "rådgiver": "advisor",
    "rådgivar": "advisor",
    "rådgjevar": "advisor",
    "konsulent": "advisor",
    "kontaktperson": "advisor",
    "saksbehandler": "advisor",
    "saksbehandlar": "advisor",
    "sakshandsamar": "advisor",
    "jobbspesialist": "advisor",
    "advisor": "advisor",
    "adviser": "advisor",
    "counsellor": "advisor",
    "counselor": "advisor",
    "caseworker": "advisor",
    "deltaker": "participant",
    "deltakar": "participant",
    "deltager": "participant",
    "flyktning": "participant",
    "innvandrer": "participant",
    "innvandrar": "participant",
    "participant": "participant",
    "refugee": "participant",
    "tolk": "interpreter",
    "interpreter": "interpreter",
    "arbeidsgiver": "employer",
    "arbeidsgivar": "employer",
    "arbeidsgjevar": "employer",
    "employer": "employer",
    "frivillig": "volunteer",
    "volunteer": "volunteer",
    "flyktningguide": "volunteer",
    "leder": "leader",
    "leiar": "leader",
    "rektor": "leader",
    "sjef": "leader",
    "leader": "leader",
    "lærer": "teacher",
    "lærar": "teacher",
    "teacher": "teacher",
}
_IN_OTHER_LANGUAGES: Mapping[Role, str] = {
    "interviewer": (
        "intervjuare samtalsledare forscher forscherin moderatorin onderzoeker gespreksleider "
        "intervieweur intervieweuse enquêteur enquêtrice enqueteur enquetrice modérateur "
        "modératrice animateur animatrice chercheur chercheuse entrevistador entrevistadora "
        "moderador moderadora "
        "investigador investigadora pesquisador pesquisadora intervistatore intervistatrice "
        "ricercatore ricercatrice moderatore haastattelija tutkija moderaattori badacz badaczka "
        "prowadzący prowadząca ankieter ankieterka moderatorka görüşmeci araştırmacı moderatör "
        "интервьюер исследователь исследовательница модератор ведущий ведущая дослідник "
        "дослідниця інтервюер tazatel tazatelka výzkumník facilitator "
        "الباحث الباحثة المحاور المحاورة مصاحبهگر مصاحبهکننده پژوهشگر مجری"
    ),
    "participant": (
        "deltagare teilnehmer teilnehmerin deelnemer deelneemster participante partecipante "
        "osallistuja uczestnik uczestniczka katılımcı участник участница учасник учасниця "
        "المشارك المشاركة شرکتکننده flüchtling réfugié réfugiée refugiado refugiada"
    ),
    "interpreter": (
        "dolmetscher dolmetscherin interprète intérprete interprete tulkki tłumacz tłumaczka "
        "tercüman переводчик переводчица перекладач перекладачка المترجم المترجمة مترجم"
    ),
}
_ENDINGS |= {
    # The Turkish letter without a dot is in capitals the same as ours.
    word.replace("ı", "i"): role
    for role, words in _IN_OTHER_LANGUAGES.items()
    for word in words.split()
}
# Too short, or endings of too much else, to be more than a whole word. One letter is a role only
# where it has one use: I is the interviewer, while V, D, B or R may be a role or a name.
_WORDS: dict[str, Role] = {
    "i": "interviewer",
    "int": "interviewer",
    "intv": "interviewer",
    "boss": "leader",
}
QUESTION_WORDS = (
    *("q", "spm", "spørsmål", "question", "frage", "fråga", "vraag", "pregunta", "pergunta"),
    *("domanda", "kysymys", "pytanie", "soru", "вопрос", "питання", "سؤال", "سوال"),
    *(
        "otázka",
        "întrebare",
        "kérdés",
        "pertanyaan",
        "问",
        "問",
        "提问",
        "提問",
        "问题",
        "問題",
        "質問",
        "질문",
    ),
)
"""What stands before questions, and is nobody's name."""
_WORDS |= dict.fromkeys((*QUESTION_WORDS, "інт", "инт"), "interviewer")
# A word of these scripts has no endings.
_WHOLE_WORDS: Mapping[Role, str] = {
    "interviewer": (
        "访谈者 访问者 访谈人 访谈员 访问人 访问员 采访者 采访人 提问者 提问人 主持人 "
        "研究者 研究员 面试官 "
        "訪談者 訪問者 訪談人 訪談員 訪問人 訪問員 採訪者 採訪人 提問者 主持人 研究員 "
        "インタビュアー インタビューアー 聞き手 聴き手 質問者 面接者 面接官 調査者 "
        "調査員 司会 司会者 "
        "면접자 면담자 연구자 진행자 사회자 질문자 인터뷰어 조사자"
    ),
    "participant": (
        "受访者 受访人 被访者 被访人 被采访者 被采访人 参与者 参加者 受訪者 受訪人 "
        "被訪者 參與者 參加者 "
        "協力者 調査協力者 研究協力者 語り手 話し手 참여자 참가자 연구참여자 피면담자 응답자"
    ),
    "interpreter": "口译 口译员 翻译 口譯 口譯員 翻譯 通訳 通訳者 통역 통역사",
}
_WORDS |= {word: role for role, words in _WHOLE_WORDS.items() for word in words.split()}
# Who is interpreted is no interpreter.
_INTERPRETED = re.compile(
    r"\b(?:gjennom|via|med|ved|through|with) (?:an? )?(?:tolk|interpreter)\w*"
)
_INFLECTED = re.compile(r"(?:ane|ene|en|ne|n|a|e)$")
_IDEOGRAPHIC = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPHIC}]+|[^\W\d_{_IDEOGRAPHIC}]+")
_KEPT = 4096
"""The same few labels are asked about at every turn, so the answers are kept."""
# Joiners, and the apostrophe within a word.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060]|(?<=\\w)['’](?=\\w)")


@lru_cache(maxsize=_KEPT)
def guess_role(label: str) -> Role:
    """Return the role that a speaker's label names, `unknown` when none or more than one.

    Numbers, case and inflection do not matter: `DELTAKER 2`, `Tolken`, `Deltakerne`. The longest
    ending decides (`programveileder` is an advisor, `enhetsleder` a leader). `Deltaker (gjennom
    tolk)` is a participant.
    """
    words = _WORD.findall(_INTERPRETED.sub("", _UNSEEN.sub("", label.casefold())).replace("ı", "i"))
    # In `Rådgiver i NAV` the letter is a word like any other.
    telling = [word for word in words if len(word) > 1] if len(words) > 1 else words
    roles = {role for word in telling if (role := _role_of(word))}
    return roles.pop() if len(roles) == 1 else "unknown"


def interpreted_speaker(roles: Mapping[str, Role]) -> str | None:
    """Return whom an interpreter speaks for: the label of the only participant, else None.

    `roles` maps the labels of one transcript to their roles.
    """
    participants = [label for label, role in roles.items() if role == "participant"]
    return participants[0] if len(participants) == 1 else None


def words_for(role: Role) -> Iterator[str]:
    """Yield the words, or the last parts of words, that name a role."""
    return (word for word, named in _ENDINGS.items() if named == role)


_LONGEST_ENDING = max(map(len, _ENDINGS))


def _role_of(word: str) -> Role | None:
    if word in _WORDS:
        return _WORDS[word]
    for form in (word, _INFLECTED.sub("", word), word.removesuffix("s")):
        for start in range(max(0, len(form) - _LONGEST_ENDING), len(form) - 3):
            if form[start:] in _ENDINGS:
                return _ENDINGS[form[start:]]
    return None
