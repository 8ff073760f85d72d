"""The columns of a table of codings: what an export writes, and what is read back of it."""

REQUIRED = ("transcript", "start", "end", "code", "coder")
"""Columns without which no coding can be read."""

DERIVED = (
    "transcript_id",
    "municipality",
    "municipality_name",
    "county",
    "date",
    "code_name",
    "theme",
    "codebook",
    "speakers",
    "roles",
    "origin",
    "codebook_version",
    "counted",
    "created_at",
)
"""Columns of an export that follow from others and are not read back."""

OWN = ("id", "coder_id", "quote", "memo")
EXPORT_COLUMNS = frozenset((*REQUIRED, *DERIVED, *OWN))
"""What a table of codings may hold beside a column for each facet."""
