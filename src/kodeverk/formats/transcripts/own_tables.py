"""Tables this program reads and writes: they lie beside transcripts and are none."""

from collections.abc import Sequence
from typing import NamedTuple

from kodeverk.errors import NoTranscript
from kodeverk.formats.codings import REQUIRED as CODINGS
from kodeverk.formats.metadata import COLUMNS as METADATA
from kodeverk.formats.pseudonyms import COLUMNS as PROPOSALS
from kodeverk.formats.pseudonyms import KEY_COLUMNS


class _Kind(NamedTuple):
    """A kind of table: its columns, what it is, and what to do with it.

    It has all of `columns`, and where `one_of` names any, one of those; nothing else if `alone`.
    """

    columns: frozenset[str]
    what: str
    hint: str
    one_of: frozenset[str] = frozenset()
    alone: bool = False


_COUNTED = "Import the interviews it was counted from."
_KINDS = (
    _Kind(
        frozenset(CODINGS),
        "a table of codings",
        "Bring the codings in with: kodeverk import-codings PROJECT FILE",
    ),
    _Kind(
        frozenset({"file"}),
        "a table of what is known of transcripts",
        "Import the transcripts, with --metadata and the name of this table.",
        # A transcript may have a column for the recording and one for the day.
        frozenset(METADATA) - {"file", "date"},
    ),
    _Kind(
        frozenset({"key"}),
        "a codebook",
        "Load it with: kodeverk codebook load PROJECT FILE",
        frozenset({"name_nb", "name_en", "definition_nb", "definition_en"}),
    ),
    _Kind(
        frozenset(KEY_COLUMNS),
        "the key of pseudonyms",
        "It holds the names that were replaced: keep it outside the project.",
        alone=True,
    ),
    _Kind(
        frozenset(PROPOSALS),
        "a table of proposed pseudonyms",
        "It holds names: give it to kodeverk pseudonymise.",
    ),
    _Kind(
        frozenset({"about", "transcript", "author", "memo"}),
        "a table of memos",
        "They are in the project it was exported from.",
    ),
    _Kind(frozenset({"code", "code_name"}), "an export of counts", _COUNTED),
    _Kind(frozenset({"key", "value"}), "what is told of an export", _COUNTED, alone=True),
    _Kind(
        frozenset({"transcript", "coder"}),
        "a table of who codes what",
        "Assign transcripts with: kodeverk assign PROJECT",
        alone=True,
    ),
)


def refuse_own_table(rows: Sequence[Sequence[str]], name: str) -> None:
    """Raise NoTranscript for the rows of a table whose header is one of this program's tables'."""
    header = next((row for row in rows if any(map(str.strip, row))), ())
    columns = {cell.strip().casefold() for cell in header if cell.strip()}
    for kind in _KINDS:
        is_whole = columns == kind.columns if kind.alone else columns >= kind.columns
        if is_whole and (not kind.one_of or columns & kind.one_of):
            raise NoTranscript(f"{name}: this is {kind.what}, not a transcript", kind.hint)
