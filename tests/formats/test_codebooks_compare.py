"""What can be told of two versions of a codebook, and of several codebooks in one project."""

from dataclasses import replace
from pathlib import Path

import pytest

from kodeverk.errors import BadInput, Refused
from kodeverk.formats.codebooks import read_codebook, write_codebook, write_codebook_table
from kodeverk.model.codebook import (
    Clash,
    Codebook,
    Difference,
    clashes,
    codebook_hash,
    diff,
    in_tree_order,
    missing_references,
)

BOOK = """\
schema: kodeverk-kodebok/1
codebook: {id: bok, version: "1.0", title: Bok}
facets:
- {id: retning, name: Retning, values: [fremmer, hemmer], codes: [A-1]}
reserve:
- {id: X-IDENT, name: Identifiserende}
themes:
- id: A
  name: Tema A
  codes:
  - {id: A-1, name: En, hotkey: 1}
  - {id: A-2, name: To}
  - {id: A-3, name: Tre}
"""


def book(tmp_path: Path, *changes: tuple[str, str]) -> Codebook:
    text = BOOK
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "bok.yaml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def test_a_codebook_does_not_differ_from_itself(tmp_path: Path) -> None:
    assert diff(book(tmp_path), book(tmp_path)) == ()


def test_added_and_removed_codes_are_told_without_saying_that_all_others_moved(
    tmp_path: Path,
) -> None:
    new = book(
        tmp_path,
        ("  - {id: A-2, name: To}\n", ""),
        ("  codes:\n", "  codes:\n  - {id: A-0, name: Ingen}\n"),
    )
    assert diff(book(tmp_path), new) == (
        Difference("code", "A-2", "removed"),
        Difference("code", "A-0", "added"),
    )


def test_a_code_with_a_new_key_is_renamed_where_the_file_says_what_it_was(tmp_path: Path) -> None:
    new = book(
        tmp_path,
        ("id: A-1, name", "id: A-EN, formerly: [A-1], name"),
        ("codes: [A-1]", "codes: [A-EN]"),
    )
    assert diff(book(tmp_path), new) == (
        Difference("code", "A-EN", "renamed", None, "A-1", "A-EN"),
        Difference("code", "A-EN", "changed", "formerly", [], ["A-1"]),
    )
    silent = replace(new, formerly={})
    assert diff(book(tmp_path), silent)[:2] == (
        Difference("code", "A-1", "removed"),
        Difference("code", "A-EN", "added"),
    )


def test_a_renamed_theme_does_not_change_the_codes_under_it(tmp_path: Path) -> None:
    new = book(tmp_path, ("- id: A\n", "- id: B\n  formerly: [A]\n"))
    assert [difference.key for difference in diff(book(tmp_path), new)] == ["B", "B"]


def test_two_codes_that_became_one_are_told_apart_from_a_rename(tmp_path: Path) -> None:
    new = book(
        tmp_path,
        ("  - {id: A-2, name: To}\n", ""),
        ("id: A-3, name", "id: A-3, formerly: [A-2], name"),
    )
    assert diff(book(tmp_path), new)[0] == Difference("code", "A-3", "joined", None, "A-2", "A-3")


def test_changed_fields_are_told_one_by_one_with_old_and_new(tmp_path: Path) -> None:
    new = book(
        tmp_path,
        ('version: "1.0"', 'version: "1.1"'),
        ("name: To", "name: {nb: To, en: Two}, use_when: Når det er to"),
        ("[fremmer, hemmer]", "[fremmer]"),
    )
    told = [(d.kind, d.key, d.field, d.old, d.new) for d in diff(book(tmp_path), new)]
    assert told[:3] == [
        ("codebook", "bok", "version", "1.0", "1.1"),
        ("code", "A-2", "name", {"nb": "To"}, {"nb": "To", "en": "Two"}),
        ("code", "A-2", "use_when", None, "Når det er to"),
    ]
    assert [(kind, key, field) for kind, key, field, _, _ in told[3:]] == [
        ("facet", "retning", "values")
    ]


def test_codes_in_another_order_are_told(tmp_path: Path) -> None:
    last_two = "  - {id: A-2, name: To}\n  - {id: A-3, name: Tre}\n"
    new = book(tmp_path, (last_two, "".join(reversed(last_two.splitlines(keepends=True)))))
    assert diff(book(tmp_path), new) == (
        Difference("code", "A-3", "changed", "position", 2, 1),
        Difference("code", "A-2", "changed", "position", 1, 2),
    )


def test_the_hash_is_of_the_content_and_not_of_what_the_version_is_called(tmp_path: Path) -> None:
    old = book(tmp_path)
    assert codebook_hash(book(tmp_path, ('version: "1.0"', "version: siste"))) == codebook_hash(old)
    assert codebook_hash(book(tmp_path, ("name: To", "name: to"))) != codebook_hash(old)
    assert codebook_hash(book(tmp_path, ("[fremmer, hemmer]", "[fremmer]"))) != codebook_hash(old)


def test_reserve_codes_and_facets_listed_alike_by_two_codebooks_are_no_clash(
    tmp_path: Path,
) -> None:
    first = book(tmp_path, (", codes: [A-1]", ""), (", hotkey: 1", ""))
    second = book(
        tmp_path,
        ("id: bok,", "id: andre,"),
        (", codes: [A-1]", ""),
        (", hotkey: 1", ""),
        ("- id: A\n", "- id: B\n"),
        ("id: A-1", "id: B-1"),
        ("id: A-2", "id: B-2"),
        ("id: A-3", "id: B-3"),
    )
    assert clashes([first, second]) == ()


def test_every_clash_names_both_codebooks_and_what_differs(tmp_path: Path) -> None:
    first = book(tmp_path)
    second = book(
        tmp_path,
        ("id: bok,", "id: andre,"),
        ("- id: A\n", "- id: B\n"),
        ("codes: [A-1]", "codes: [B-1]"),
        ("id: A-1", "id: B-1"),
        ("id: A-3", "id: B-3"),
        ("[fremmer, hemmer]", "[fremmer]"),
        ("name: Identifiserende", "name: Navn"),
    )
    assert set(clashes([first, second])) == {
        Clash("code", "A-2", "bok", "andre"),
        Clash("code", "X-IDENT", "bok", "andre", ("name",)),
        Clash("facet", "retning", "bok", "andre", ("values", "codes")),
        Clash("hotkey", "1", "bok:A-1", "andre:B-1", warning=True),
    }


def test_one_hotkey_for_two_codes_of_a_codebook_is_a_warning(tmp_path: Path) -> None:
    twice = book(tmp_path, ("name: To", "name: To, hotkey: 1"))
    assert clashes([twice]) == (Clash("hotkey", "1", "bok:A-1", "bok:A-2", warning=True),)


def test_a_reference_to_a_code_that_is_not_there_is_found_and_a_disease_is_not(
    tmp_path: Path,
) -> None:
    pointing = book(
        tmp_path, ("name: To", 'name: To, not_when: "A-9, A-1, b:A-1, COVID-19, A-koder"')
    )
    assert [(m.field, str(m.target)) for m in missing_references([pointing])] == [
        ("not_when", "bok:A-9"),
        ("not_when", "b:A-1"),
    ]


def test_a_code_under_no_theme_is_never_left_out_of_a_file_in_silence(tmp_path: Path) -> None:
    whole = book(tmp_path)
    theme = whole.codes[0]
    homeless = replace(whole, codes=whole.codes[1:])
    circular = replace(whole, codes=(replace(theme, parent=whole.codes[1].id), *whole.codes[1:]))
    for broken in (homeless, circular):
        assert len(in_tree_order(broken.codes)) < len(broken.codes)
        for write in (write_codebook, write_codebook_table):
            with pytest.raises(Refused, match=r"A(-1)? of codebook bok stands under no theme"):
                write(broken, tmp_path / "ut")
    assert not (tmp_path / "ut").exists()


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left_there(tmp_path: Path) -> None:
    target = tmp_path / "finnes-ikke" / "bok.yaml"
    with pytest.raises(Refused, match="there is no folder"):
        write_codebook(book(tmp_path), target)
    folder = tmp_path / "mappe"
    folder.mkdir()
    with pytest.raises((BadInput, Refused)):
        write_codebook(book(tmp_path), folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bok.yaml", "mappe"]
