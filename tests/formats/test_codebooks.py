"""The codebooks of the study, and what a researcher is told about a codebook with a mistake."""

import re
from pathlib import Path

import pytest

from kodeverk.errors import BadInput
from kodeverk.formats.codebooks import read_codebook, read_crosswalk
from kodeverk.model.codebook import (
    PALETTE,
    SHARED,
    Codebook,
    CodeReference,
    carries,
    clashes,
    colours,
    missing_references,
)

BOOKS = ("veiledning", "samarbeid", "arbeidsgiver", "samskaping")
CODES = {
    "veiledning": (9, 46),
    "samarbeid": (4, 15),
    "arbeidsgiver": (4, 14),
    "samskaping": (4, 12),
}

SMALL = """\
schema: kodeverk-kodebok/1
codebook:
  id: liten
  version: 1.10
  title: Liten kodebok
facets:
- id: retning
  name: Retning
  values: [fremmer, no]
  codes: [REL-TILLIT]
reserve:
- id: X-IDENT
  name: Identifiserende
themes:
- id: REL
  name: {nb: Relasjon, en: Relationship}
  colour: "#4dd0c0"
  codes:
  - id: REL-TILLIT
    formerly: [REL-STOL]
    name: Tillit
    definition: Om de stoler på hverandre
    example: {text: Jeg turte å si det., speaker: deltaker}
    hotkey: 1
"""


@pytest.fixture(scope="module")
def books(repository: Path) -> dict[str, Codebook]:
    return {name: read_codebook(repository / "codebooks" / f"{name}.yaml") for name in BOOKS}


def told(tmp_path: Path, text: str | bytes) -> tuple[str, str]:
    """Return where and what the reader says of a file with `text`, and its hint."""
    path = tmp_path / "bok.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput) as error:
        read_codebook(path)
    assert error.value.hint
    assert error.value.message.startswith(str(path))
    return error.value.message.removeprefix(f"{path}:"), error.value.hint


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def test_every_codebook_of_the_study_has_its_themes_and_codes(books: dict[str, Codebook]) -> None:
    for name, book in books.items():
        themes = [code for code in book.codes if code.parent is None and code.counted]
        codes = [code for code in book.codes if code.parent is not None]
        assert (len(themes), len(codes)) == CODES[name]
        assert book.version == "1.0"
        assert [code.key for code in book.codes if code.codebook == SHARED] == [
            "X-ANNET",
            "X-IDENT",
            "X-SITAT",
        ]


def test_everything_is_named_and_defined_in_norwegian_and_english(
    books: dict[str, Codebook],
) -> None:
    for book in books.values():
        assert book.title.keys() == book.question.keys() == {"nb", "en"}
        for code in book.codes:
            assert code.name.keys() == code.definition.keys() == {"nb", "en"}, code.key
        for facet in book.facets:
            assert facet.name.keys() == {"nb", "en"}
            for value in facet.values:
                assert value.name.keys() == value.definition.keys() == {"nb", "en"}, value.id


def test_every_code_says_when_to_use_it_and_when_not(books: dict[str, Codebook]) -> None:
    for book in books.values():
        for code in book.codes:
            if code.parent is not None:
                assert code.use_when, code.key
                assert code.not_when, code.key
                assert code.example, code.key


def test_every_code_about_guidance_has_a_full_definition(books: dict[str, Codebook]) -> None:
    texts = [code.full_definition for code in books["veiledning"].codes if code.counted]
    assert len(texts) == len(set(texts)) == 55
    for text in texts:
        assert text is not None
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 3, text


def test_no_definition_points_to_a_code_that_does_not_exist(books: dict[str, Codebook]) -> None:
    assert missing_references(list(books.values())) == ()


def test_codes_that_may_be_confused_point_to_each_other(books: dict[str, Codebook]) -> None:
    for book in books.values():
        keys = {code.key for code in book.codes}
        points = {
            code.key: set(re.findall(r"(?<![\w:])[A-Z]+-[A-Z]+", code.not_when or "")) & keys
            for code in book.codes
        }
        one_way = [(a, b) for a, named in points.items() for b in named if a not in points[b]]
        assert one_way == []


def test_the_codebooks_of_the_study_can_be_loaded_together(books: dict[str, Codebook]) -> None:
    assert clashes(books.values()) == ()
    for key in ("retning", "perspektiv"):
        listed = [facet for book in books.values() for facet in book.facets if facet.key == key]
        assert len(listed) == 4
        assert all(facet == listed[0] for facet in listed)


def test_direction_is_asked_of_every_counted_code_and_of_no_reserve_code(
    books: dict[str, Codebook],
) -> None:
    for book in books.values():
        direction = next(facet for facet in book.facets if facet.key == "retning")
        assert direction.single
        assert direction.required
        assert [value.id for value in direction.values] == [
            "fremmer",
            "hemmer",
            "ambivalent",
            "beskrivende",
        ]
        for code in book.codes:
            assert carries(code, direction) == (code.codebook != SHARED)


def test_the_digits_one_to_nine_are_one_code_each(books: dict[str, Codebook]) -> None:
    pinned = [code.hotkey for code in books["veiledning"].codes if code.hotkey]
    assert pinned == list("123456789")


def _linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = ((c + 0.055) / 1.055 if c > 0.04045 else c / 12.92 for c in parts)
    return red**2.4, green**2.4, blue**2.4


def test_theme_colours_stand_out_on_a_dark_screen_and_from_each_other(
    books: dict[str, Codebook],
) -> None:
    for book in books.values():
        shown = colours(book.codes)
        themes = [shown[code.id] for code in book.codes if code.parent is None and code.counted]
        assert len(set(themes)) == len(themes)
        assert set(themes) <= set(PALETTE)
        for colour in themes:
            red, green, blue = _linear(colour)
            # Contrast with #1e1e1e by WCAG 2.1; 4.5 is its level AA for text.
            assert (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / (0.013 + 0.05) >= 4.5
        for code in book.codes:
            if code.parent:
                assert shown[code.id] == shown[code.parent]


def test_the_crosswalk_names_every_code_once_and_none_that_does_not_exist(
    books: dict[str, Codebook], repository: Path
) -> None:
    crosswalk = read_crosswalk(repository / "codebooks" / "crosswalk.yaml")
    linked = {end for link in crosswalk.links for end in (link.source, link.target)}
    rest = [*crosswalk.deliberately_unlinked, *crosswalk.unlinked]
    codes = {
        CodeReference(book.key, code.key)
        for book in books.values()
        for code in book.codes
        if code.parent
    }
    assert len(crosswalk.links) == 40
    assert linked | set(rest) == codes
    assert linked.isdisjoint(rest)
    assert "exact" not in {link.relation for link in crosswalk.links}
    ids = {code.id for book in books.values() for code in book.codes}
    assert {end.id for end in linked} <= ids


def test_the_drafts_load_as_they_are(shared: Path) -> None:
    for name in BOOKS:
        draft = read_codebook(shared / "codebooks" / f"{name}.yaml")
        assert (draft.key, draft.version) == (name, "0.1-utkast")
        assert "konstruert" in draft.rules[1]
    assert len(read_crosswalk(shared / "codebooks" / "crosswalk.yaml").links) == 40


def test_no_code_of_the_drafts_has_vanished(books: dict[str, Codebook], shared: Path) -> None:
    for name, book in books.items():
        draft = read_codebook(shared / "codebooks" / f"{name}.yaml")
        assert [code.id for code in book.codes] == [code.id for code in draft.codes]


def test_a_small_codebook_says_what_it_means(tmp_path: Path) -> None:
    path = tmp_path / "med mellomrom og $(x).yaml"
    path.write_text(SMALL, encoding="utf-8-sig")
    book = read_codebook(path)
    theme, trust, reserve = book.codes
    assert (book.key, book.version, book.language) == ("liten", "1.10", "nb")
    assert (theme.parent, theme.position, theme.codebook) == (None, 0, "liten")
    assert (trust.parent, trust.hotkey, trust.colour) == (theme.id, "1", None)
    assert trust.definition == {"nb": "Om de stoler på hverandre"}
    assert trust.example == "Jeg turte å si det. (deltaker)"
    assert (reserve.codebook, reserve.counted) == (SHARED, False)
    assert [value.id for value in book.facets[0].values] == ["fremmer", "no"]
    assert book.facets[0].codes == (trust.id,)
    assert book.formerly == {"REL-STOL": "REL-TILLIT"}


MISTAKES = [
    ("title: Liten", "titel: Liten", "5:3: codebook has no field 'titel'", "Did you mean title?"),
    ("  version: 1.10\n", "", "3:3: codebook has no version", "version"),
    ("  version: 1.10\n", "  version:\n", "4:3: codebook has no version", "version"),
    ("kodebok/1", "kodebok/7", "1:9: the schema is 'kodeverk-kodebok/7'", "kodebok/1"),
    ("kodeverk-kodebok/1", "kodeverk-kryssvisning/1", "1:9: the schema is", "a crosswalk"),
    ("  id: liten", "  id: en liten", "3:7: 'en liten' cannot be a codebook's id", "no spaces"),
    (
        "codes: [REL-TILLIT]",
        "codes: [REL-TILIT]",
        "10:11: facet retning: there is no",
        "REL-TILLIT",
    ),
    ("[fremmer, no]", "[fremmer, fremmer]", "9:21: value of facet retning fremmer is alr", "key"),
    ("[fremmer, no]", "fremmer", "9:11: values of facet retning must be a list", "- "),
    ("[fremmer, no]", "[]", "9:3: facet retning has no values", "at least one"),
    ('"#4dd0c0"', "turkis", "17:11: 'turkis' is no colour", "#rrggbb"),
    ('"#4dd0c0"', "#4dd0c0", "17:3: colour of REL is empty", "quotes"),
    ("hotkey: 1", "hotkey: 10", "24:13: '10' cannot be a hotkey", "1 to 9"),
    ("hotkey: 1", "hotkey: a", "24:13: 'a' cannot be a hotkey", "1 to 9"),
    ("    name: Tillit\n", "", "19:5: REL-TILLIT has no name", "name"),
    ("name: Tillit", "name: Null", "21:5: REL-TILLIT has no name", "quotes"),
    ("name: Tillit", "name: {en: Trust}", "21:11: REL-TILLIT has no name in nb", "nb"),
    ("name: Tillit", "name: [Tillit]", "21:11: name of REL-TILLIT must have named", "indented"),
    ("name: Tillit", 'name: "Til\\nlit"', "21:11: name of REL-TILLIT in nb must be one", "hort"),
    ("id: REL-TILLIT", "id: rel", "19:9: code rel (as REL) is already in line 15", "another"),
    ("id: REL-TILLIT", "id: REL TILLIT", "19:9: 'REL TILLIT' cannot be a code's key", "spaces"),
    ("id: REL-TILLIT", "id: X-TILLIT", "19:9: X-TILLIT is not a reserve code", "reserve:"),
    ("id: X-IDENT", "id: IDENT", "12:7: IDENT is a reserve code", "X-"),
    ("name: Identifiserende", "name: I\n  counted: true", "14:12: X-IDENT is a reserve", "counted"),
    ("hotkey: 1", "counted: nei", "24:14: counted of REL-TILLIT must be true or false", "true"),
    ("[REL-STOL]", "[REL]", "20:16: REL-TILLIT was formerly REL, but REL is still a code", "Remo"),
    ("[REL-STOL]", "[X-IDENT]", "20:16: X-IDENT cannot become REL-TILLIT: what it marks", "Keep"),
    ("[REL-STOL]", "REL-STOL", "20:15: formerly of REL-TILLIT must be a list", "- "),
    ("hotkey: 1", "hotkey: 1\n    hotkey: 2", "25:5: 'hotkey' is given twice, first in", "one"),
    ("hotkey: 1", "\thotkey: 1", "24:5: not valid YAML", "spaces"),
    ("hotkey: 1", "example2: a: b", "24:16: not valid YAML", "quotes"),
    ("[REL-STOL]", "&gammel [REL-STOL]", "20:15: &gammel refers to another place", "Write it out"),
    ("[REL-STOL]", "*gammel", "20:15: *gammel refers to another place", "Write it out"),
    ("name: Tillit", "name: !!str Tillit", "21:11: a type mark", "quotes"),
    ("themes:", "---\nthemes:", "14:1: a second part begins here", "---"),
    ("themes:", "tema:", "14:1: the file has no field 'tema'", "Did you mean themes?"),
    ("name: Tillit", "name: Til\x1blit", "21:14: a control character (U+001B)", "Delete"),
]


@pytest.mark.parametrize(("old", "new", "where", "hint"), MISTAKES)
def test_a_mistake_is_named_with_line_and_column_and_what_to_do(
    tmp_path: Path, old: str, new: str, where: str, hint: str
) -> None:
    what, advice = told(tmp_path, changed(old, new))
    assert what.startswith(where)
    assert hint in advice


def test_a_codebook_saved_in_another_encoding_is_refused_at_its_first_such_letter(
    tmp_path: Path,
) -> None:
    what, advice = told(tmp_path, SMALL.encode("cp1252"))
    assert what.startswith("22:31: not UTF-8")
    assert "UTF-8" in advice


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_codebook(tmp_path / "borte.yaml")
    with pytest.raises(BadInput, match="directory"):
        read_codebook(tmp_path)
    assert "too large: 1,000,001 bytes" in told(tmp_path, b"#" * 1_000_001)[0]
    assert "20,001 lines" in told(tmp_path, b"\n" * 20_001)[0]
    assert "20,001 brackets and commas" in told(tmp_path, b"[" * 20_001)[0]


def test_an_empty_file_and_one_without_codes_are_refused(tmp_path: Path) -> None:
    assert "empty" in told(tmp_path, "# ingenting\n")[0]
    assert "no codes" in told(tmp_path, SMALL.split("facets:", maxsplit=1)[0])[0]


def test_a_bomb_of_aliases_or_brackets_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(1000))
    assert told(tmp_path, bomb)[0].startswith("1:4: &a refers")
    assert "64 levels deep" in told(tmp_path, "[" * 20_000)[0]


CROSSWALK = """\
schema: kodeverk-kryssvisning/1
version: "1.0"
relations: {close: nær, related: berører}
links:
- {from: "a:REL-X", to: "b:INV-Y", relation: close}
unlinked: ["a:REL-Z"]
"""


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("relation: close", "relation: clos", "5:46: 'clos' is no relation"),
        ('"b:INV-Y"', '"a:INV-Y"', "5:3: a:REL-X – a:INV-Y: both codes are in one codebook"),
        ('"b:INV-Y"', "INV-Y", "5:25: 'INV-Y' does not say which codebook"),
        ('["a:REL-Z"]', '["a:REL-X"]', "6:12: a:REL-X is linked above"),
        ("related: berører", "relatert: x", "3:25: relations has no field 'relatert'"),
    ],
)
def test_a_mistake_in_a_crosswalk_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    path = tmp_path / "crosswalk.yaml"
    path.write_text(CROSSWALK.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_crosswalk(path)
    assert error.value.message.startswith(f"{path}:{where}")
    assert error.value.hint


def test_the_example_in_the_documentation_loads(repository: Path, tmp_path: Path) -> None:
    page = (repository / "docs" / "codebook-format.md").read_text(encoding="utf-8")
    codebook, crosswalk = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "eksempel.yaml"
    path.write_text(codebook, encoding="utf-8")
    assert [code.key for code in read_codebook(path).codes] == [
        "REL",
        "REL-TILLIT",
        "REL-KONTIN",
        "X-IDENT",
    ]
    path.write_text(crosswalk, encoding="utf-8")
    assert len(read_crosswalk(path).links) == 1
