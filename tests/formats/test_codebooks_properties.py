"""Laws of codebook files: what is written comes back, and bad files give clear errors."""

import json
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats.codebooks import (
    read_codebook,
    read_codebook_table,
    read_crosswalk,
    write_codebook,
    write_codebook_table,
)
from kodeverk.model.allowed_values import value_fault
from kodeverk.model.change import canonical
from kodeverk.model.codebook import SHARED, Codebook, codebook_hash, diff
from kodeverk.model.codebook_content import packed_codebook, unpacked_codebook
from kodeverk.model.identity import code_id, facet_id
from kodeverk.model.records import Code, Facet, FacetValue
from kodeverk.model.text import normalise

SHORT = (
    "no null Null ~ true 1.0 # ' \" [x { &a *a !a % @ ` | > = << ? - 2026-01-01 0o7 =1+1 … \\x 😀"
)
OFTEN_WRONG = st.sampled_from(
    [
        *SHORT.split(),
        *("- a", "a: b", "# c", "a #b", "a;b,c", "æ ø å", "a\tb", "x\n\ny", "x\n  y", "x \ny"),
        *("lang " * 40 + "tekst", "ord\n" * 30 + "ord", "a" * 150),
    ]
)
TEXT = (OFTEN_WRONG | st.text(max_size=60)).map(lambda text: normalise(text).strip()).filter(bool)
LINE = TEXT.map(lambda text: re.sub(r"[\n\t]", " ", text).strip()).filter(bool)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["nb", "en", "nn"]), TEXT)
NAMES = st.fixed_dictionaries({"nb": LINE}, optional={"en": LINE, "nn": LINE})
KEYS = st.text(string.ascii_uppercase + "ÆØÅ09-_.", min_size=1, max_size=8).filter(
    lambda key: key[0].isalnum() and key[-1].isalnum() and not key.startswith("X-")
)
VALUE_IDS = LINE.filter(lambda word: not set(word) & set(",;="))


def unlike(keys: list[str]) -> bool:
    return len({key.casefold() for key in keys}) == len(keys)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6).filter(unlike))
    reserve = draw(st.lists(st.sampled_from(["X-ANNET", "X-IDENT"]), unique=True))
    codes: list[Code] = []
    for key in [*keys, *reserve]:
        shared = key in reserve
        # A code stands on top, or under the last one, or beside it: every tree can be made so.
        path = [codes[-1].id, codes[-1].parent] if codes and not shared else []
        parent = draw(st.sampled_from([None, *path]))
        book = SHARED if shared else "bok"
        siblings = [code for code in codes if code.parent == parent and code.codebook == book]
        codes.append(
            Code(
                id=code_id(book, key),
                codebook=book,
                key=key,
                name=draw(NAMES),
                parent=parent,
                position=len(siblings),
                definition=draw(BY_LANGUAGE),
                full_definition=draw(st.none() | TEXT),
                use_when=draw(st.none() | TEXT),
                not_when=draw(st.none() | TEXT),
                example=draw(st.none() | TEXT),
                colour=draw(st.none() | st.from_regex("#[0-9a-f]{6}", fullmatch=True)),
                hotkey=draw(st.none() | st.sampled_from("123456789")),
                counted=not shared and draw(st.booleans()),
                active=draw(st.booleans()),
            )
        )
    facets = tuple(
        Facet(
            id=facet_id(key),
            key=key,
            name=draw(NAMES),
            values=tuple(
                FacetValue(value, draw(NAMES), draw(BY_LANGUAGE))
                for value in draw(st.lists(VALUE_IDS, min_size=1, max_size=3).filter(unlike))
            ),
            single=draw(st.booleans()),
            required=draw(st.booleans()),
            codes=draw(
                st.none()
                | st.lists(st.sampled_from([code.id for code in codes]), unique=True).map(tuple)
            ),
            note=draw(st.none() | TEXT),
        )
        for key in draw(st.lists(KEYS, max_size=2).filter(unlike))
    )
    former = draw(st.dictionaries(KEYS, st.sampled_from([code.key for code in codes]), max_size=3))
    return Codebook(
        key="bok",
        version=draw(LINE),
        title=draw(NAMES),
        question=draw(BY_LANGUAGE),
        language="nb",
        rules=tuple(draw(st.lists(TEXT, max_size=3))),
        facets=facets,
        codes=tuple(codes),
        formerly={old: new for old, new in former.items() if old not in keys},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("codebooks")


@given(codebook=codebooks())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_codebook_that_is_written_is_read_back_equal(folder: Path, codebook: Codebook) -> None:
    path = folder / "bok.yaml"
    write_codebook(codebook, path)
    read = read_codebook(path)
    assert read == codebook
    assert codebook_hash(read) == codebook_hash(codebook)
    assert diff(codebook, read) == ()


@given(codebook=codebooks())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_version_keeps_all_that_is_in_a_codebook(codebook: Codebook) -> None:
    content = packed_codebook(codebook)
    assert value_fault("codebook_version", codebook.codes[0].id, "content", content) is None
    kept = unpacked_codebook(json.loads(canonical(content)), codebook.key, codebook.version)
    assert kept == codebook


@given(codebook=codebooks())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_table_that_is_written_gives_back_every_code(folder: Path, codebook: Codebook) -> None:
    path = folder / "bok.csv"
    write_codebook_table(codebook, path)
    assert read_codebook_table(path).codes == codebook.codes


def refusal(read: Callable[[Path], object], path: Path) -> BadInput | None:
    try:
        read(path)
    except BadInput as error:
        return error
    return None


def reads_or_says_why(path: Path, content: bytes) -> None:
    """Read `content` in every way; anything but a value or a clear error fails the test."""
    path.write_bytes(content)
    for read in (read_codebook, read_crosswalk, read_codebook_table):
        error = refusal(read, path)
        if error is not None:
            assert error.message.startswith(str(path))
            assert error.message == normalise(error.message)
            assert "\n" not in error.message
            assert error.hint


@given(content=st.text(max_size=200).map(str.encode) | st.binary(max_size=200))
@example(content=b'"\\UFFFFFFFF"')
@example(content=b'"\\U00110000"')
@example(content=b"%YAML 99999999999999999999.1\n---\na: b")
@example(content=b"a: \xff\xfe")
@example(content=b"\xef\xbb\xbf\xef\xbb\xbf")
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_codebook_or_a_clear_error(folder: Path, content: bytes) -> None:
    reads_or_says_why(folder / "fuzz", content)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_codebook_with_a_slip_of_the_hand_is_read_or_refused_clearly(
    folder: Path, repository: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["samskaping.yaml", "crosswalk.yaml"]))
    text = (repository / "codebooks" / name).read_text(encoding="utf-8")[:5000]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        slip = data.draw(st.text("[]{},:-?&*!|>'\"%@`# \n\t~<=\\0xUa\r\x1bå", max_size=4))
        text = text[:start] + slip + text[end:]
    reads_or_says_why(folder / "fuzz", text.encode())


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_table_with_a_slip_of_the_hand_is_read_or_refused_clearly(
    folder: Path, data: st.DataObject
) -> None:
    text = 'key;parent;name_nb;counted\nREL;;Relasjon;ja\nREL-A;REL;"Til;lit";nei\nX-A;;Annet;\n'
    start = data.draw(st.integers(0, len(text)))
    slip = data.draw(st.text(';,"\n\r\tXREL-A ja0\x00å', max_size=8))
    assume(slip)
    end = start + data.draw(st.integers(0, 6))
    reads_or_says_why(folder / "fuzz", (text[:start] + slip + text[end:]).encode())
