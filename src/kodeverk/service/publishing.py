"""Figures as they may be published: small ones withheld, and municipalities grouped or labelled."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from kodeverk.analysis.counting.figures import (
    CodeFrequency,
    Counts,
    FacetFrequency,
    HiddenDenominator,
)
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.disclosure import (
    Cell,
    Figures,
    Share,
    Suppression,
    Union,
    Why,
    suppressed,
)
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import NotFound
from kodeverk.model.change import canonical
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.model.records import NOT_INFORMANTS
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.phrases import number_of, some_of
from kodeverk.service.scoping import NO_MUNICIPALITY, NOWHERE, Material, TableMunicipality
from kodeverk.store import queries
from kodeverk.store.engine import Connection

_NO_GROUP = TableMunicipality(NO_MUNICIPALITY, "no group", None, None)
_GROUPED = frozenset({"municipality", "transcript"})
"""The kinds of what has variables that may stand in place of municipalities."""
_OWN = "own "
"""What stands before the id of a theme where only what is coded with it itself is meant."""

_WHY = {
    "few": "fewer informants than the threshold have it",
    "small group": "there are fewer informants than the threshold",
    "margin": "it would tell another figure",
    "merged": "a role has fewer informants there than the threshold, or would tell of one",
}

Row = TypeVar("Row", CodeFrequency, FacetFrequency)


class Withheld(NamedTuple):
    """A line of the log: a figure that is withheld, and why. It is not to be published."""

    municipality: str
    code: str
    level: str
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What may be published: the figures, bases that are hidden, and the log of what is withheld.

    `unsummed` are the ids of codes of which no sum over the places may be published. `notes` say
    how much is withheld, and what else must not be published.
    """

    counts: Counts
    hidden: tuple[HiddenDenominator, ...]
    log: tuple[Withheld, ...]
    unsummed: frozenset[str]
    notes: tuple[str, ...]


def regrouped(connection: Connection, material: Material, options: ExportOptions) -> Material:
    """Return the material with what stands in place of municipalities, if anything does.

    Raises NotFound, with suggestions, for a variable that there is not.
    """
    if options.group is not None:
        material = _grouped(connection, material, options.group)
    return _labelled(connection, material) if options.labels else material


def grouping_variables(connection: Connection) -> list[str]:
    """Return the variables whose values may stand in place of municipalities."""
    known = queries.variables(connection)
    return sorted({each.name for each in known if each.subject_kind in _GROUPED})


def _grouped(connection: Connection, material: Material, variable: str) -> Material:
    """Return the material with the values of a variable in place of municipalities.

    The variable is one of municipalities, or else of transcripts; what has no value, or `-`, stands
    under `-`. Raises NotFound, with suggestions, for a variable that neither have.
    """
    known = queries.variables(connection)
    values = {
        (each.subject_kind, each.subject): each.value
        if isinstance(each.value, str)
        else canonical(each.value)
        for each in known
        if each.name == variable and each.subject_kind in _GROUPED
    }
    if not values:
        near = ", ".join(nearest(variable, grouping_variables(connection)))
        raise NotFound(
            f"no municipality and no transcript has a variable {variable!r}",
            f"Did you mean {near}?" if near else "Variables come with import --metadata.",
        )
    places: dict[str, TableMunicipality] = {}
    for transcript in material.transcripts.values():
        value = (
            values.get(("municipality", transcript.municipality or ""))
            or values.get(("municipality", material.places[transcript.id].number))
            or values.get(("transcript", transcript.id))
        )
        places[transcript.id] = (
            _NO_GROUP
            if value in (None, NO_MUNICIPALITY)
            else TableMunicipality(value, value, None, None)
        )
    return replace(material, places=material.places | places, sentences=())


def _labelled(connection: Connection, material: Material) -> Material:
    """Return the material with labels in place of numbers and names of municipalities.

    Their order says nothing of names or numbers: it follows from the project's own id, which
    stands in nothing that is published or archived.
    """
    project = queries.local_value(connection, "project")
    chosen = {material.places[transcript] for transcript in material.transcripts} - {NOWHERE}
    order = sorted(
        chosen,
        key=lambda place: hashlib.sha256(f"{project} {place.number}".encode()).hexdigest(),
    )
    digits = len(str(len(order)))
    labels = {
        place: TableMunicipality(f"M{number:0{digits}}", f"Municipality {number}", None, None)
        for number, place in enumerate(order, 1)
    }
    places = {of: labels.get(place, place) for of, place in material.places.items()}
    return replace(material, places=places, sentences=())


def published(material: Material, counts: Counts, threshold: int) -> Publication:
    """Return of what was counted that which may be published."""
    found = suppressed(_figures(material, counts), threshold)
    facets = _withheld_facets(found, counts, threshold)
    return Publication(
        replace(
            counts,
            codes=tuple(_shown(found, counts.codes, _own_items(counts))),
            themes=tuple(_shown(found, counts.themes, {})),
            facets=tuple(
                _without_figures(row) if row in facets else row
                for row in counts.facets
                if (row.group, row.role) not in found.merged
            ),
            denominators=tuple(
                base
                for base in counts.denominators
                if (base.group, base.role) not in found.bases | found.merged
            ),
            codes_not_read=(),
            themes_not_read=(),
        ),
        tuple(
            HiddenDenominator(base.group, base.role, SUPPRESSED)
            for base in counts.denominators
            if (base.group, base.role) in found.bases - found.merged
        ),
        tuple(_log(material, counts, found, facets)),
        frozenset(item.removeprefix(_OWN) for item in found.unsummed),
        tuple(_notes(material, counts, found, facets, threshold)),
    )


def _own_items(counts: Counts) -> Mapping[str, str]:
    """Return theme -> the item that is what is coded with the theme itself."""
    return {row.code: _OWN + row.code for row in counts.themes}


def _figures(material: Material, counts: Counts) -> Figures:
    own = _own_items(counts)
    cells = {
        Cell(row.group, item, row.role): Share(row.speakers, row.of_speakers, row.codings)
        for rows, names in ((counts.codes, own), (counts.themes, {}))
        for row in rows
        if row.speakers is not None and row.of_speakers
        for item in [names.get(row.code, row.code)]
    }
    parts: dict[str, dict[str, None]] = {}
    for row in counts.codes:
        theme = material.themes[row.code]
        if theme in own:
            parts.setdefault(theme, {})[own.get(row.code, row.code)] = None
    bases = {(base.group, base.role): base.speakers for base in counts.denominators}
    return Figures(
        cells,
        bases,
        frozenset(role for _, role in bases if role not in {ALL, *NOT_INFORMANTS}),
        tuple(Union(theme, tuple(of_theme)) for theme, of_theme in parts.items()),
    )


def _shown(
    found: Suppression, rows: Iterable[CodeFrequency], items: Mapping[str, str]
) -> Iterator[CodeFrequency]:
    """Yield rows as they may be published; those of merged roles are not."""
    for row in rows:
        if (row.group, row.role) in found.merged:
            continue
        cell = Cell(row.group, items.get(row.code, row.code), row.role)
        yield _without_figures(row) if cell in found.cells else row


def _without_figures(row: Row) -> Row:
    withheld: Row = row._replace(
        codings=None,
        passages=None,
        turns=None,
        transcripts=None,
        speakers=None,
        words=None,
        of_speakers=None,
        reason=SUPPRESSED,
    )
    return withheld


def _withheld_facets(
    found: Suppression, counts: Counts, threshold: int
) -> Mapping[FacetFrequency, Why]:
    """Return why rows of facet values are withheld: those of one code, place and facet all do.

    They are withheld with the figure of the code, and where one of them is small. Those of all
    informants and of their roles go together, as they tell each other; a merged role tells nothing.
    """
    own = _own_items(counts)
    rows = [
        row
        for row in counts.facets
        if row.speakers is not None and (row.group, row.role) not in found.merged
    ]
    with_code = {
        row: found.cells.get(Cell(row.group, own.get(row.code, row.code), row.role)) for row in rows
    }
    few = {row for row in rows if row.speakers is not None and 0 < row.speakers < threshold}
    small = {_of_facet(row) for row in rows if with_code[row] or row in few}
    return {
        row: "few" if row in few else with_code[row] or "margin"
        for row in rows
        if _of_facet(row) in small
    }


def _of_facet(row: FacetFrequency) -> tuple[str, str, str, str]:
    """Return what stands or falls together: informants' roles are one, each other role is alone."""
    of_informants = row.role not in NOT_INFORMANTS
    return row.group, row.code, ALL if of_informants else row.role, row.facet


def _log(
    material: Material,
    counts: Counts,
    found: Suppression,
    facets: Mapping[FacetFrequency, Why],
) -> Iterator[Withheld]:
    """Yield what is withheld, code by code; of a facet the level is `FACET=VALUE`."""
    own = _own_items(counts)
    for level, rows, names in (("code", counts.codes, own), ("theme", counts.themes, {})):
        for row in rows:
            key = material.codes[row.code].key
            shown = "theme: own codings" if level == "code" and row.code in own else level
            cell = Cell(row.group, names.get(row.code, row.code), row.role)
            if cell in found.cells:
                yield Withheld(row.group, key, shown, row.role, _WHY[found.cells[cell]])
    for facet, why in facets.items():
        key, shown = material.codes[facet.code].key, f"{facet.facet}={facet.value}"
        yield Withheld(facet.group, key, shown, facet.role, _WHY[why])
    for place, role in sorted(found.merged):
        yield Withheld(place, "", "role", role, _WHY["merged"])
    for item in sorted(found.unsummed):
        code = material.codes[item.removeprefix(_OWN)].key
        yield Withheld("", code, "sum over municipalities", ALL, _WHY["margin"])


def _notes(
    material: Material,
    counts: Counts,
    found: Suppression,
    facets: Mapping[FacetFrequency, Why],
    threshold: int,
) -> Iterator[str]:
    """Yield in sentences, which are published, how much is withheld, and what may be done."""
    rows: list[CodeFrequency | FacetFrequency] = [*counts.codes, *counts.themes, *counts.facets]
    known = [row for row in rows if row.speakers is not None]
    merged = sum((row.group, row.role) in found.merged for row in known)
    withheld = len(found.cells) + len(facets)
    total = len(known) - merged
    share = 100 * withheld / total if total else 0
    # Not for which reasons: how many are small tells of each that it may be. The log says it.
    yield f"Withheld: {withheld} of {total} figures ({share:.0f} %)."
    names = {place.number: place.name for place in material.places.values()}
    of_roles = sorted({names[place] for place, _ in found.merged})
    if of_roles:
        yield f"Roles are told together, as one has too few informants: {some_of(of_roles)}."
    small = sorted({names[place] for place, role in found.bases if role == ALL})
    if small:
        yield (
            f"{number_of(len(small), 'group')} with fewer than {threshold} informants: "
            f"{some_of(small)}. --group VARIABLE puts municipalities together."
        )
    if found.unsummed:
        yield (
            f"{number_of(len(found.unsummed), 'code')} of which the sum over the municipalities "
            "must not be published either: the log names them."
        )
