"""The study as a text to read: figures by municipality, and the passages of each code."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency, Counts
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.formats.reports.endings import PROSE, whole_report
from kodeverk.formats.reports.prose import (
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    Quotation,
    RunningText,
)
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.directions import DIRECTION, SIGNS
from kodeverk.service.exports.content import Content, check_new, export_content
from kodeverk.service.exports.csv_export import by_code
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.exports.pictures import Pictures, outcome_pictures
from kodeverk.service.passages import in_scope
from kodeverk.service.phrases import are, number_of, share_in_words
from kodeverk.service.quotations import WITHHELD, Printable, Withheld, printable
from kodeverk.service.scoping import TableMunicipality
from kodeverk.store import queries
from kodeverk.store.project import Project

_LANGUAGE = "en"
_SAID_ELSEWHERE = ("notes", "memos", "memos_left_out", "counting_rules")
"""What is said of an export in another place, or is in no report."""

_PLACES_ABREAST = 5
"""So many municipalities stand beside each other in a table: more go on no page."""


class _Printed(NamedTuple):
    """A passage of a code in a municipality: as it is printed, or why no words of it are."""

    place: TableMunicipality
    quotation: Quotation | None
    withheld: Withheld


def export_docx(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write the study as a Word document.

    Only passages are quoted whose speakers consented to that. Raises Refused for a file that is
    there, unless `options.replace`, and where identifying words could slip through, and what
    `service.scoping.material_of` raises for the selection.
    """
    return _export(project, out, options, ".docx")


def export_markdown(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write the study as Markdown. Raises as `export_docx` does."""
    return _export(project, out, options, ".md")


def export_html(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write the study as one page with its pictures. Raises as `export_docx` does."""
    return _export(project, out, options, ".html")


def _export(project: Project, out: Path, options: ExportOptions, ending: str) -> Exported:
    check_new(out, options)
    with export_content(project, out, options, lists_memos=False) as made_from:
        pictures = None
        if ending == ".html":
            outcomes = outcome_pictures(project, options.selection)
            pictures = Pictures(made_from.material, outcomes)
        printed, withheld = _read(made_from, pictures)
        counts = made_from.counting.tables()
        blocks = _blocks(made_from, counts, printed, pictures)
        name = project.path.stem if project.path else "Study"
        title = f"{name}: codes, figures and passages"
        with whole_report(out, made_from.rights) as part:
            PROSE[ending](part, Document(title, _LANGUAGE, blocks))
        return Exported((out,), (*made_from.notes(), *_withheld_in_words(withheld)))


def _read(
    made_from: Content, pictures: Pictures | None
) -> tuple[Mapping[str, Sequence[_Printed]], Counter[Withheld]]:
    """Have every transcript counted; return what is printed of each code, and what is withheld."""
    material, quoting = made_from.material, made_from.quoting
    informants = queries.informants(made_from.connection)
    printed: dict[str, list[_Printed]] = {}
    withheld: Counter[Withheld] = Counter()
    for reading in made_from.readings(in_scope(material)):
        made_from.counting.add(reading)
        passages = [one for one in quoting.passages(reading) if one.counted]
        if pictures is not None:
            pictures.add(reading, passages)
        if made_from.options.counts_only:
            continue
        for one in printable(quoting, reading, passages, informants):
            place = material.places[reading.transcript.id]
            quotation = None if one.withheld else _quotation(made_from, one)
            withheld[one.withheld] += 1
            code = one.passage.code.id
            printed.setdefault(code, []).append(_Printed(place, quotation, one.withheld))
    read = {*in_scope(material)}
    others = [one for one in made_from.counting.transcripts if one not in read]
    for counted in made_from.counted_readings(others):
        made_from.counting.add(counted)
    del withheld[""]
    for passages_of_code in printed.values():
        passages_of_code.sort(key=itemgetter(0))
    return printed, withheld


def _quotation(made_from: Content, one: Printable) -> Quotation:
    several = len({spoken.who for spoken in one.said}) > 1
    words = "\n".join(
        f"{spoken.who}: {spoken.words}" if several else spoken.words for spoken in one.said
    )
    passage = one.passage
    facets = [
        f"{value} {SIGNS.get(value, '')}".strip() if facet == DIRECTION else f"{facet} {value}"
        for facet, value in passage.facets
    ]
    coder = passage.coder.id if made_from.material.selection.basis == "all" else None
    coders = [] if coder is None else [made_from.material.coder_names[coder]]
    source = " · ".join([", ".join(one.who), passage.transcript.name, *facets, *coders])
    wording, checked_by = one.wording or ("", "")
    return Quotation(words, source, " ".join(wording.split()), checked_by)


def _blocks(
    made_from: Content,
    counts: Counts,
    printed: Mapping[str, Sequence[_Printed]],
    pictures: Pictures | None,
) -> Iterator[Block]:
    yield from _about(made_from)
    yield Heading(1, "Municipalities")
    yield _municipalities(made_from, counts)
    yield Heading(1, "Informants and passages")
    yield RunningText(
        "In each cell stand the informants who have the code, of how many in scope who were read "
        "for it, and the passages. A theme is the union of its codes. 0 is read and not found, .. "
        "is not coded."
    )
    yield from _overview(made_from, counts)
    if pictures is not None:
        yield from pictures.blocks(counts)
    if not made_from.options.counts_only:
        yield from _passages(made_from, counts, printed)
    yield Heading(1, "How it is counted")
    yield Listing(RULES)


def _about(made_from: Content) -> Iterator[Block]:
    for key, value in made_from.about():
        if value and key not in _SAID_ELSEWHERE:
            yield RunningText(value, key.replace("_", " ").capitalize())
    if notes := made_from.notes():
        yield Listing(notes)


def _municipalities(made_from: Content, counts: Counts) -> Grid:
    names = _names(made_from)
    return Grid(
        ("municipality", "transcripts", "informants", "turns", "words"),
        [
            (
                names[base.group],
                *map(str, (base.transcripts, base.speakers, base.turns, base.words)),
            )
            for base in counts.denominators
            if base.role == ALL
        ],
    )


def _overview(made_from: Content, counts: Counts) -> Iterator[Block]:
    codes, names, rows = made_from.material.codes, _names(made_from), by_code(counts)
    places = sorted({group for row in rows for group in row})
    for at in range(0, len(places), _PLACES_ABREAST):
        abreast = places[at : at + _PLACES_ABREAST]
        yield Grid(
            ("code", *(names[place] for place in abreast)),
            [
                (codes[row[abreast[0]].code].key, *(_share(row[place]) for place in abreast))
                for row in rows
            ],
        )


def _passages(
    made_from: Content, counts: Counts, printed: Mapping[str, Sequence[_Printed]]
) -> Iterator[Block]:
    codes, names = made_from.material.codes, _names(made_from)
    yield Heading(1, "Passages by code")
    rows: dict[str, list[CodeFrequency]] = {}
    for row in counts.codes:
        if row.role == ALL:
            rows.setdefault(row.code, []).append(row)
    themes = {row.code for row in counts.themes}
    for code, of_code in rows.items():
        if code not in printed:
            continue
        known = codes[code]
        own = ": what is coded with the theme itself" if code in themes else ""
        yield Heading(2, f"{known.key} {norwegian_name(known.name)}{own}")
        if definition := norwegian_name(known.definition):
            yield RunningText(definition)
        yield Grid(
            ("municipality", "informants", "passages", "codings"),
            [
                (names[row.group], _share(row, alone=True), *map(_figure(row), _VOLUMES))
                for row in of_code
            ],
        )
        for place, there in groupby(printed[code], attrgetter("place")):
            quotations = [one.quotation for one in there if one.quotation is not None]
            if quotations:
                yield Heading(3, names[place.number])
                yield from quotations
        withheld = Counter(one.withheld for one in printed[code])
        yield from map(RunningText, _withheld_in_words(withheld))
    if without := [codes[code].key for code in rows if code not in printed]:
        yield RunningText(", ".join(without), "Codes without passages")


_VOLUMES = ("passages", "codings")


def _figure(row: CodeFrequency) -> Any:
    return lambda name: str(row.reason if getattr(row, name) is None else getattr(row, name))


def _share(row: CodeFrequency, *, alone: bool = False) -> str:
    """Return `7 of 12 · 31`, informants and passages, or why that is not known."""
    if row.speakers is None or row.of_speakers is None:
        return row.reason or ""
    share = share_in_words(row.speakers, row.of_speakers)
    return share if alone else f"{share} · {row.passages}"


def _names(made_from: Content) -> dict[str, str]:
    return {
        place.number: f"{place.number} {place.name}" for place in made_from.material.places.values()
    }


def _withheld_in_words(withheld: Mapping[Withheld, int]) -> list[str]:
    return [
        f"{number_of(withheld[why], 'quotation')} {are(withheld[why])} withheld, {said}."
        for why, said in WITHHELD.items()
        if withheld.get(why)
    ]
