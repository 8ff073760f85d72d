"""Headers, footers and page numbers in a text made from a printed document, and nothing said."""

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodeverk.analysis.recognition.text.page_furniture import page_furniture
from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.printed_pages import Ends, nothing, printed
from tests.strategies import examples
from tests.transcript_files import source_of

_SYLLABLES = ("ra", "be", "lo", "ti", "mu", "sen", "dar", "kol", "vi", "ne", "sto", "gra", "len")
_BACKCHANNELS = (
    "Ja.",
    "Mm.",
    "Nei.",
    "Ja, det er riktig.",
    "Det vet jeg ikke noe om sånn egentlig",
    "3",
    "Hm",
)


def _sentence(random: Random) -> str:
    words = [
        "".join(random.choices(_SYLLABLES, k=random.randint(1, 3)))
        for _ in range(random.randint(5, 22))
    ]
    return " ".join(words).capitalize() + random.choice(".....?")


def _said(random: Random, longest: int) -> str:
    if random.random() < 0.3:
        return random.choice(_BACKCHANNELS)
    return " ".join(_sentence(random) for _ in range(random.randint(1, longest)))


CONVENTIONS: dict[str, Callable[[str, str], Sequence[str]]] = {
    "name: text": lambda name, said: [f"{name}: {said}"],
    "name on a line": lambda name, said: [name, said],
    "name and colon on a line": lambda name, said: [f"{name}:", said],
    "[name] on a line": lambda name, said: [f"[{name}]", said],
    "[name] text": lambda name, said: [f"[{name}] {said}"],
    "name – text": lambda name, said: [f"{name} – {said}"],
    "nobody": lambda _, said: [said],
}
SPEAKERS = (
    ("I", "B"),
    ("Interviewer", "Participant 1", "Participant 2", "Participant 3"),
    ("Kari Nord", "Ola Sør"),
    ("Speaker 1", "Speaker 2"),
)


def talk(random: Random, convention: str, turns: int, longest: int) -> list[str]:
    """Return the paragraphs of an interview with many short answers that come back."""
    speakers = random.choice(SPEAKERS)
    return [
        line
        for turn in range(turns)
        for line in CONVENTIONS[convention](speakers[turn % len(speakers)], _said(random, longest))
    ]


FURNITURE: dict[str, tuple[Ends, Ends]] = {
    "a number at the foot": (nothing, lambda page, _: [f"{page}"]),
    "a number in dashes": (nothing, lambda page, _: [f"- {page} -"]),
    "a page of so many": (nothing, lambda page, pages: ["", f"Page {page} of {pages}"]),
    "only n/m": (lambda page, pages: [f"{page}/{pages}", ""], nothing),
    "the name of the file": (
        lambda page, pages: [f"Interview 12 – Side {page} av {pages}"],
        nothing,
    ),
    "head and foot": (
        lambda _page, _pages: ["Transcript of interview with P7", "Confidential", ""],
        lambda page, _: ["", f"Seite {page}"],
    ),
    "odd and even": (
        lambda page, _: [f"{page}   Arbeid og velferd" if page % 2 else f"Intervju 12   {page}"],
        nothing,
    ),
    "words on odd and even pages, numbers at the foot": (
        lambda page, _: ["Studien om veiledning" if page % 2 else "Intervju med deltaker"],
        lambda page, _: [str(page)],
    ),
    "the day of printing": (
        lambda page, _: ["12.03.2024 14:05", "KVP-studien, intervju 7"],
        lambda page, pages: [f"Strona {page} z {pages}"],
    ),
    "not on the title page": (
        lambda page, _: ["Interview transcript, site B"] if page > 1 else [],
        lambda page, _: [f"{page}"] if page > 1 else [],
    ),
    "numbers that go on from the file before": (nothing, lambda page, _: [str(page + 117)]),
    "a long foot, and where to write": (
        nothing,
        lambda _page, _pages: [
            "",
            "Dette er skrevet ut ord for ord etter et opptak. Det er ikke den første kilden, og "
            "ingen har sett over navn, steder eller årstall i det.",
            "",
            "https://arkiv.example.org",
            "Skriv til arkivet@example.org for å lese mer fra samlingen",
        ],
    ),
    "words alone": (lambda _page, _pages: ["Study of guidance in ten towns", ""], nothing),
}


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_what_the_pages_were_furnished_with_is_found_and_nothing_else(
    convention: str, furniture: str
) -> None:
    random = Random(f"{convention} {furniture}")
    head, foot = FURNITURE[furniture]
    for _ in range(examples(3, 200)):
        pages = printed(
            talk(random, convention, random.randint(200, 400), random.randint(3, 8)),
            head,
            foot,
            width=random.randint(62, 96),
            length=random.randint(26, 58),
            page_end=random.choice(("\n\f", "\f", "\n\n", "")),
            blank=random.random() < 0.5,
        )
        source = source_of(pages.text)
        found = page_furniture(source)
        assert found == {place for place in pages.furniture if _line(source, place)}


def _line(source: Source, place: int) -> str:
    # Blank lines at the end of a file are no paragraphs.
    return source.text.split("\n")[place] if place < len(source.paragraphs) else ""


@settings(max_examples=examples(60, 5000), deadline=None)
@given(
    st.integers(0, 10**9),
    st.sampled_from([*CONVENTIONS]),
    st.integers(2, 400),
    st.integers(1, 20),
    st.booleans(),
)
def test_what_is_said_is_never_furniture(
    seed: int, convention: str, turns: int, longest: int, wrapped: bool
) -> None:
    said = talk(Random(seed), convention, turns, longest)
    text = printed(said).text if wrapped else "\n".join(said) + "\n"
    assert page_furniture(source_of(text)) == frozenset()


NUMBERED = {
    "questions": [
        f"{n}\nHvordan gikk det med del {n}?\n{'Det gikk bra. ' * 90}" for n in range(1, 9)
    ],
    "questions in words": [f"Spørsmål {n}\n{'Det gikk bra. ' * 90}" for n in range(1, 9)],
    "entries of a list": [f"{n}.\n{'det gikk bra og ' * 80}" for n in range(1, 9)],
    "speakers": [f"Participant {n}\n{'det gikk bra og ' * 80}" for n in range(1, 9)],
    "headings": [f"Tema {n}\n{'det gikk bra og ' * 80}" for n in range(1, 9)],
    "minutes": [f"00:{n:02}:00\n{'det gikk bra og ' * 80}" for n in range(1, 9)],
    "names with minutes": [f"Kari Nord  {n}:00\n{'det gikk bra og ' * 80}" for n in range(1, 9)],
    "lines": [f"{n}\nja, det var {n}" for n in range(1, 200)],
    "marks": [f"Ola: Hva gir du?\n{n}/6\n{'Det gikk bra. ' * 20}" for n in (3, 4, 5, 4, 6)],
}


@pytest.mark.parametrize("numbered", NUMBERED)
def test_what_counts_something_else_than_pages_is_no_furniture(numbered: str) -> None:
    assert not page_furniture(source_of("\n".join(NUMBERED[numbered]) + "\n"))


def test_the_repeated_head_of_a_table_is_furniture() -> None:
    page = "Speaker\tTime\tText\nKari\t00:01\tHei på deg\nOla\t00:02\tHei\n"
    source = source_of("Samtale 3\n\n" + page * 3)
    assert page_furniture(source) == {2, 5, 8}
    assert page_furniture(source_of("Samtale 3\n\n" + page)) == frozenset()


def test_two_pages_are_enough_where_they_say_that_they_are_pages() -> None:
    source = source_of(
        f"Studien om arbeid\nKari: {'hei på deg ' * 60}\nSide 1 av 2\n"
        f"Studien om arbeid\nog sånn\nOla: {'ja og nei ' * 60}\nSide 2 av 2\n"
    )
    assert page_furniture(source) == {0, 2, 3, 6}


def test_cues_are_never_furniture() -> None:
    cue = "{}\n00:00:{:02},000 --> 00:00:{:02},900\nPage {} of 40\n"
    source = source_of("\n".join(cue.format(n, n, n, n) for n in range(1, 41)), "a.srt")
    assert page_furniture(source) == frozenset()


def test_a_text_as_long_as_two_days_of_talk_is_looked_at_at_once() -> None:
    said = talk(Random(1), "name: text", 9_000, 3)
    source = source_of(printed(said, *FURNITURE["head and foot"]).text)
    assert len(page_furniture(source)) > 1000


def test_labels_with_numbers_that_come_back_are_never_the_numbers_of_pages() -> None:
    lines = []
    for turn in range(60):
        lines += [
            f"FG1_P5{(turn // 2) % 5 + 1}",
            "Det var slik det var, og så gikk det bra.",
            "Ja da.",
        ]
    assert page_furniture(source_of("\n".join(lines))) == frozenset()


def paged(heads: tuple[str, ...], feet: tuple[str, ...] = (), pages: int = 8) -> Source:
    """Return an interview as text made from PDF, each page with a head and a foot of its own."""
    random = Random(pages)
    said: list[str] = []
    for _ in range(12 * pages):
        words = _sentence(random).split()
        said += ["Oda: Hva skjedde da?", f"Per: {' '.join(words[:3])}", " ".join(words[3:])]
    lines: list[str] = []
    for page in range(pages):
        lines += [heads[page % len(heads)], "", *said[31 * page : 31 * (page + 1)], ""]
        lines += [feet[page], "", ""] if feet else [""]
    return source_of("\n".join(lines) + "\n")


def outside_of(source: Source) -> set[str]:
    return {source.line(place).strip() for place in page_furniture(source)}


def with_form_feeds(pages: int, head: str = "", foot: str = "", lines: int = 32) -> str:
    """Return an interview with the sign of a new page behind each, and `{}` for its number."""
    random = Random(pages)
    said: list[str] = []
    while len(said) < pages * lines:
        words = _sentence(random).split()
        said += ["Oda: Hva skjedde da?", f"Per: {' '.join(words[:3])}", " ".join(words[3:])]
    parts = (said[page * lines : (page + 1) * lines] for page in range(pages))
    return "".join(
        "\n".join([head.format(number), "", *part, "", foot.format(number), "\f"])
        for number, part in enumerate(parts, 1)
    )


def test_heads_and_feet_of_two_pages_are_known_where_the_file_parts_its_pages() -> None:
    text = with_form_feeds(2, "Samtale i Bø", "Fortrolig, ikke til videre bruk")
    heads_and_feet = {"Samtale i Bø", "Fortrolig, ikke til videre bruk"}
    assert outside_of(source_of(text)) == heads_and_feet


def test_what_is_said_at_the_ends_of_two_pages_is_no_foot() -> None:
    text = with_form_feeds(2, foot="Ja, det er riktig", lines=33)
    assert outside_of(source_of(text)) == set()
    assert outside_of(source_of(text.replace("\f", "\n"))) == set()


def test_a_sentence_goes_on_over_the_end_of_a_page_without_a_head() -> None:
    said = [f"Per: Da gikk jeg {_sentence(Random(n)).lower()}" for n in range(40)]
    text = "\n".join(said[:20]) + "\nOda: Hva sa de da de\n\n\f\nkom tilbake?\n" + "\n".join(said)
    blocks = recognise(source_of(text)).blocks
    asked = next(block for block in blocks if block.label == "Oda")
    assert " ".join(text[asked.start : asked.end].split()) == "Hva sa de da de kom tilbake?"


def test_a_speaker_may_begin_a_page() -> None:
    turns = [
        f"{label}: {_sentence(Random(n))}\n" for n in range(30) for label in ("Oda", "Per", "Siv")
    ]
    text = "\f".join("".join(turns[30 * page : 30 * page + 30]) for page in range(3))
    assert recognise(source_of(text)).speakers == {"Oda": 30, "Per": 30, "Siv": 30}


def test_what_comes_back_at_the_ends_of_pages_and_within_them_is_said() -> None:
    said = with_form_feeds(5).replace("\f", "Nei, det var ikke slik\n\f")
    assert outside_of(source_of(said)) == {"Nei, det var ikke slik"}
    within = said.replace("Hva skjedde da?", "Nei, det var ikke slik").replace("Oda: ", "")
    assert outside_of(source_of(within)) == set()


def test_labels_at_the_heads_of_pages_begin_turns() -> None:
    text = "".join(
        f"I:\n{_sentence(Random(n))}\nB:\n" + "\n".join([_sentence(Random(n + 9))] * 18) + "\n\f"
        for n in range(5)
    )
    assert outside_of(source_of(text)) == set()


def test_several_interviews_parted_by_form_feeds_are_no_pages() -> None:
    text = with_form_feeds(3, "Intervju {}", lines=200)
    assert outside_of(source_of(text)) == set()


def test_a_head_that_is_the_same_on_all_pages_needs_no_number() -> None:
    assert outside_of(paged(("Samtale nr. 4 i Bø",))) == {"Samtale nr. 4 i Bø"}


def test_odd_and_even_pages_may_have_heads_of_their_own_be_one_a_code() -> None:
    heads = ("Samtale med en deltaker i Bø", "BOLIG-3")
    assert outside_of(paged(heads)) == {*heads}
    numbers = tuple(map(str, range(1, 9)))
    assert outside_of(paged(heads, numbers)) == {*heads, *numbers}


def test_a_code_that_stands_above_what_is_said_is_no_head_of_a_page() -> None:
    random = Random(8)
    lines = []
    for page in range(1, 9):
        lines += [f"Side {page}", "", "P-3", *(_sentence(random) for _ in range(13))]
    numbers = {f"Side {page}" for page in range(1, 9)}
    assert outside_of(source_of("\n".join(lines) + "\n")) == numbers


def test_a_paragraph_that_is_read_out_again_and_again_is_said() -> None:
    read_out = [
        "Det som blir sagt her, blir skrevet ut ord for ord, og lest av",
        "ingen andre enn oss to i huset.",
    ]
    said = [
        line
        for part in range(6)
        for line in (*read_out, "", *(f"Vi bodde i hus {part * 9 + n}." for n in range(9)), "")
    ]
    assert page_furniture(source_of("\n".join(said))) == frozenset()


def test_the_number_of_a_page_above_a_time_is_no_label() -> None:
    lines = []
    for page in range(1, 9):
        for turn in range(8):
            name = ("Dr. Moe", "Dr. Lie")[turn % 2]
            lines += [
                f"00:{page:02}:{turn}0 --> 00:{page:02}:{turn}4",
                name,
                f"{_sentence(Random(9 * page + turn))}",
                "",
            ]
        lines += ["Samtale om gården ved vannet", str(page), ""]
    reading = recognise(source_of("\n".join(lines)))
    assert reading.speakers == {"Dr. Moe": 32, "Dr. Lie": 32}
    assert len(reading.outside) >= 16


FOOT = "Ordene er skrevet ned slik de falt i stua, og er ikke lest av noen andre enn oss to."
ADDRESS = "www.arkivet.example/samtaler"


def _pages_of_an_archive(*, first_counted: int, last_with_foot: int) -> str:
    """Return a talk of twelve pages with a foot; from `first_counted` on, a head counts them."""
    random = Random(12)
    lines: list[str] = []
    for page in range(1, 13):
        if page >= first_counted:
            lines += [f"Arkivet i Bø, samtale {page}", ""]
        for turn in range(7):
            lines += [f"{'QA'[turn % 2]}: {_sentence(random)}", f"{_sentence(random)}", ""]
        lines += [FOOT, "", ADDRESS, ""] if page <= last_with_foot else []
    return "\n".join(lines)


def test_the_foot_of_a_page_may_stand_on_pages_that_none_counts_yet() -> None:
    outside = outside_of(source_of(_pages_of_an_archive(first_counted=4, last_with_foot=12)))
    heads = {f"Arkivet i Bø, samtale {page}" for page in range(4, 13)}
    assert outside == {FOOT, ADDRESS, *heads}


def test_what_mostly_stands_above_all_pages_that_are_counted_is_no_foot() -> None:
    said = outside_of(source_of(_pages_of_an_archive(first_counted=8, last_with_foot=7)))
    assert FOOT not in said


@pytest.mark.parametrize("is_said", [True, False])
def test_a_long_line_that_is_said_evenly_and_goes_on_in_small_letters_heads_no_page(
    is_said: bool,
) -> None:
    line = "And so we came to the town by the river where nobody had waited for us or"
    random = Random(5)
    lines: list[str] = []
    for page in range(4):
        for number in range(15):
            begins = "Per: and then" if number else "Per: So it was"
            lines += ["Oda: What then?", f"Per: {_sentence(random)}", f"{begins} {page}."]
        ends = (
            ["Oda: What then?", ""] if is_said and page else [f"Per: {_sentence(random)[:-1]}", ""]
        )
        lines += [*ends, line, f"had seen {_sentence(random)}"]
    assert (line in outside_of(source_of("\n".join(lines)))) is not is_said


@pytest.mark.parametrize("sentences", [1, 9])
def test_a_long_foot_is_found_though_its_first_sentence_is_said_once_too(sentences: int) -> None:
    begins = "For slik – da var det i den tiden."
    rest = "Ordene er skrevet ned slik de falt i stua hos oss. " * sentences
    foot = f"{begins} {rest}Samtaler"
    random = Random(3)
    lines: list[str] = []
    for page in range(1, 13):
        for turn in range(9):
            lines += [f"{turn} {('Oda', 'Per')[turn % 2]}: {_sentence(random)}", ""]
        lines += [f"{begins} Ja."] if page == 5 else []
        lines += [foot, str(page), ""]
    outside = outside_of(source_of("\n".join(lines)))
    assert foot in outside
    assert f"{begins} Ja." not in outside


def test_a_line_that_is_said_every_so_many_pages_is_no_foot_beside_the_foot_of_all() -> None:
    said = "Noe kom igjen som vi alle kjenner der nede ved elva og Bjørn har"
    random = Random(4)
    lines: list[str] = []
    for page in range(1, 60):
        for turn in range(8):
            lines += [f"{'QA'[turn % 2]}: {_sentence(random)}", f"{_sentence(random)}", ""]
        lines[-1:] = [said, f"sett {_sentence(random)}", ""] if page % 14 == 0 else [""]
        lines += [FOOT, str(page), ""]
    outside = outside_of(source_of("\n".join(lines)))
    assert FOOT in outside
    assert said not in outside


@pytest.mark.parametrize(
    ("below", "asked"), [("Det er slik vi alle har hatt det her", 1), ("Ved Elva", 0)]
)
def test_what_reads_as_said_right_below_the_head_of_a_page_is_asked_about(
    below: str, asked: int
) -> None:
    random = Random(6)
    lines: list[str] = []
    for page in range(1, 9):
        lines += [f"Side {page} av 8", below if page == 5 else _sentence(random)]
        for turn in range(8):
            lines += [f"{('Oda', 'Per')[turn % 2]}: {_sentence(random)}", _sentence(random)]
    reading = recognise(source_of("\n".join(lines)))
    told = [doubt for doubt in reading.doubts if f"{below[:30]!r} is taken for" in doubt.text]
    assert len(told) == asked


def test_the_number_of_a_page_behind_a_colon_is_no_speaker() -> None:
    turns = "CC: We are above the lake.\n\nPK: Roger, we can hear you.\n\n" * 3
    text = "".join(f"_page : {number}\n{turns}" for number in range(3, 9))
    assert {block.label for block in recognise(source_of(text)).blocks} == {"CC", "PK"}


def test_a_label_in_a_heading_that_comes_back_as_evenly_as_tape_marks_begins_turns() -> None:
    random = Random(8)
    lines: list[str] = []
    for tape in range(1, 9):
        for name in ("I-1", "TN27", "TN28"):
            lines += [f"### {name}", "", _sentence(random), ""]
        lines += [f"[INTERVIEW {tape}, B]", ""]
        lines += ["### TN29", "", _sentence(random), "", "### TN27", "", _sentence(random), ""]
    reading = recognise(read_transcript_bytes("\n".join(lines).encode(), "samtale.md"))
    assert reading.speakers == {"I-1": 8, "TN27": 16, "TN28": 8, "TN29": 8}
