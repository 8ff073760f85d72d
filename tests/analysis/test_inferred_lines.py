"""What no label and no form of its own vouches for is said to be inferred, never certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.recognition.paragraphs import read_paragraphs
from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes

QUESTIONS = ("Hva skjedde da?", "Hvem hjalp deg?", "Hvordan gikk det?", "Og etterpå?")
ANSWERS = (
    "Vi kom hit for fire år siden.",
    "Veilederen ringte til skolen for meg.",
    "Det tok lang tid, syntes jeg.",
    "Nå har jeg fast arbeid.",
)


def talk() -> list[str]:
    """Return the lines of an interview in which each has its label."""
    return [
        line
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
        for line in (f"Intervjuer: {question}", f"Amina: {answer}")
    ]


def inferred(text: str, name: str = "intervju.txt") -> list[str]:
    """Return the lines that are inferred."""
    source = read_transcript_bytes(text.encode(), name)
    return [
        source.text[paragraph.start : paragraph.end]
        for paragraph in read_paragraphs(source, recognise(source))
        if paragraph.is_inferred
    ]


def test_where_each_line_has_its_label_nothing_is_inferred() -> None:
    assert inferred("\n".join(talk())) == []


@pytest.mark.parametrize(
    "line",
    [
        "Og så begynte jeg på kurset.",
        "Takk til kommunen (20 poeng)",
        "Merknad: opptaket er uklart her.",
        "## Om arbeid",
        "Amina og Intervjuer: Ja.",
        "(Takk for det)",
        "(Her fortalte hun lenge om reisen, om de andre i båten og om hvem som ventet i havna.)",
    ],
)
@pytest.mark.parametrize("place", [1, 4, 7])
def test_a_line_of_which_nothing_tells_who_says_it_is_inferred(line: str, place: int) -> None:
    lines = talk()
    lines.insert(place, line)
    assert line in inferred("\n".join(lines), "intervju.md")


@pytest.mark.parametrize(
    "line", ["[telefonen ringer]", "00:12:30", "-----", "(ler)", "(LATTER OG APPLAUS)"]
)
def test_what_shows_by_itself_that_nobody_says_it_is_not(line: str) -> None:
    lines = talk()
    lines.insert(4, line)
    assert inferred("\n".join(lines)) == []


def test_the_lines_of_a_title_page_are_not_but_its_sentences_are() -> None:
    front = ["Intervju nr. 4", "Sted: Volda", "(START)"]
    said = [
        "Hun kom sammen med broren sin.",
        "**Kom du sammen med broren din?**",
        "Da begynner vi vel med spørsmålene om reisen hit",
        "og om dem som ble igjen",
    ]
    assert inferred("\n\n".join([*front, *said, *talk()]), "intervju.md") == said


def test_a_labelled_line_in_which_another_label_stands_is_inferred() -> None:
    lines = talk()
    lines[2] += " [Intervjuer: hver dag?] Ja."
    assert inferred("\n".join(lines)) == [lines[2]]


@pytest.mark.parametrize(
    "words",
    [
        "01:17 Toget gikk sent.",
        "[Hun viser et bilde av huset.]",
        "(Hun viser et bilde av huset.)",
        "Takk. Naboen: Kom inn.",
        "Takk. intervjuer; Hvem da?",
        f"Takk. ({'Her ble opptaket stanset, og de gikk ut i hagen. ' * 2})",
        "Takk. END_OF_PART",
        "Takk. [Intervjuer] [05:10] Hvem da?",
        "Takk. Jon Vik (01:17): Kom inn.",
        "Jon Vik: Kom inn.",
        "*Hun gråter.*",
    ],
)
def test_words_behind_a_label_that_somebody_else_may_say_are_inferred(words: str) -> None:
    lines = talk()
    lines[3] = f"Amina: {words}".rstrip()
    assert inferred("\n".join(lines)) == [lines[3]]


@pytest.mark.parametrize(
    "words", ["Ja [ler] det var det (pause) sant.", "Det var sånn: da dro vi."]
)
def test_what_one_person_says_is_certain_though_an_event_or_a_colon_stands_in_it(
    words: str,
) -> None:
    lines = talk()
    lines[3] = f"Amina: {words}"
    assert inferred("\n".join(lines)) == []


def test_a_line_right_above_the_first_label_may_be_its_first_words() -> None:
    said = "Vel jeg kom hit med"
    assert inferred("\n".join([said, *talk()])) == [said]
    assert inferred("\n".join(["Sted: Volda", *talk()])) == []


@pytest.mark.parametrize(("first", "are_said"), [("Hva skjedde?", False), ("right?", True)])
def test_a_word_above_the_first_label_may_be_said_where_what_is_behind_that_begins_small(
    first: str, are_said: bool
) -> None:
    lines = ["All", f"Intervjuer: {first}", *talk()[1:]]
    assert inferred("\n\n".join(lines)) == ["All"] * are_said


def test_of_hard_wrapped_words_only_the_line_is_inferred_that_begins_a_sentence() -> None:
    lines = talk()
    lines[3:4] = [
        "Amina: Toget gikk sent",
        "og vi ventet",
        "lenge. Så kom",
        "hun. Det var",
        "Kari som kjørte.",
    ]
    assert inferred("\n".join(lines)) == ["Kari som kjørte."]


def test_words_behind_the_end_are_inferred_and_the_end_itself_is_not() -> None:
    lines = [*talk(), "Slutt på intervjuet", "Det regnet hele dagen."]
    assert inferred("\n\n".join(lines)) == ["Det regnet hele dagen."]


def test_the_first_words_below_a_label_alone_have_that_label_and_the_next_have_none() -> None:
    lines = [line.replace(": ", "\n") for line in talk()]
    lines[3] += "\nJeg gikk dit hver dag."
    assert inferred("\n\n".join(lines)) == ["Jeg gikk dit hver dag."]


def test_a_label_that_stands_once_or_twice_vouches_for_nothing() -> None:
    lines = [*talk(), "Naboen: Hei.", "Amina: Kom inn.", "Naboen: Takk."]
    assert inferred("\n".join(lines)) == ["Naboen: Hei.", "Naboen: Takk."]


@pytest.mark.parametrize("label", ["Ukjent", "UNKNOWN SPEAKER", "Unbekannt 2"])
def test_a_label_that_says_that_nobody_knows_who_speaks_vouches_for_nothing(label: str) -> None:
    lines = [line.replace("Amina", label) for line in talk()]
    assert inferred("\n".join(lines)) == lines[1::2]


@pytest.mark.parametrize(("names", "vouch"), [(("KN", "P2"), True), (("Elleve", "Mindre"), False)])
def test_a_first_word_vouches_only_where_its_look_shows_that_it_is_no_word(
    names: tuple[str, str], vouch: bool
) -> None:
    lines = [f"{names[at % 2]} {line.partition(': ')[2]}" for at, line in enumerate(talk() * 2)]
    assert inferred("\n".join(lines)) == ([] if vouch else lines)


def test_a_label_twice_running_vouches_for_nothing_where_hardly_any_stands_so() -> None:
    lines = talk() * 4
    lines[9] = lines[9].replace("Amina", "Intervjuer")
    assert inferred("\n".join(lines)) == [lines[9], lines[10]]
    often = [line for line in talk() for _ in range(2)]
    assert inferred("\n".join(often)) == []


def test_a_speaker_whom_the_format_names_may_speak_once() -> None:
    cues = [
        f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.000\n<v {line.replace(': ', '>')}"
        for number, line in enumerate([*talk(), "Naboen: Hei."])
    ]
    assert inferred("\n\n".join(["WEBVTT", *cues]), "intervju.vtt") == []


def test_a_cue_that_goes_on_with_the_speaker_before_is_inferred() -> None:
    said = ["<v Kari>Hva skjedde?", "<v Ola>Vi dro.", "Det var sent.", "<v Kari>Og så?"]
    cues = [
        f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.000\n{words}"
        for number, words in enumerate(said * 3)
    ]
    assert {*inferred("\n\n".join(["WEBVTT", *cues]), "intervju.vtt")} == {"Det var sent."}


def test_where_nobody_is_named_nothing_is_inferred() -> None:
    assert inferred("\n".join(ANSWERS)) == []


WORDS = st.lists(
    st.sampled_from(["kurset", "arbeid", "norsk", "barna", "skolen", "tid"]), min_size=1
)


@given(WORDS, st.sampled_from(["", ".", "?", "!", " …"]), st.integers(1, 7))
def test_no_line_without_a_label_is_ever_certain_within_the_talk(
    words: list[str], end: str, place: int
) -> None:
    line = " ".join(words).capitalize() + end
    lines = talk()
    lines.insert(place, line)
    assert line in inferred("\n".join(lines))
