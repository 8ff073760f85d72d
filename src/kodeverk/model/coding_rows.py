"""Codings as plain rows: there are many, and figures and lists of passages are made of them."""

UNCONFIRMED, HERE, WAITING, ASIDE = 2, 1, 0, -1
"""Where a coding is: in the current text, from `HERE` on, as its coder put it there or as a search
did and nobody has confirmed; where a person has to say; nowhere, as one has said."""

CountedRow = tuple[str, int, int, str, int, str | None]
"""A coding as counting needs it: code, start, end, coder, `UNCONFIRMED`,
`HERE`, `WAITING` or `ASIDE`, and facet
values for `kodeverk.model.records.unpack_facets`."""

CodingRow = tuple[str, int, int, str, int, str | None, str, str | None, str, int]
"""A coding as lists of passages need it: a `CountedRow`, then its id, codebook version, origin and
the clock of `kodeverk.model.change.Change`."""
