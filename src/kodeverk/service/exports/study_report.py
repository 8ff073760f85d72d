"""The study as a text to read: figures by municipality, and the passages of each code."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
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
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.directions import DIRECTION, SIGNS
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.service.exports.content import Content, check_new, export_content
from kodeverk.service.exports.csv_export import by_code
from kodeverk.service.exports.options import PLAIN, Exported, ExportOptions
from kodeverk.service.exports.pictures import Pictures, outcome_pictures
from kodeverk.service.exports.published_quotations import (
    Quoted,
    by_place,
    concealing,
    published_quotation,
)
from kodeverk.service.passages import in_scope
from kodeverk.service.phrases import are, number_of, share_in_words
from kodeverk.service.quotations import WITHHELD, Printable, Withheld, printable
from kodeverk.service.scoping import Reading
from kodeverk.store import queries
from kodeverk.store.project import Project

_LANGUAGE = "en"
_SAID_ELSEWHERE = ("notes", "memos", "memos_left_out", "counting_rules")
"""What is said of an export in another place, or is in no report."""

_PLACES_ABREAST = 5
"""So many municipalities stand beside each other in a table: more go on no page."""


class _Section(NamedTuple):
    """What is printed of a code: quotations by place, and in sentences what is withheld."""

    places: Mapping[str, Sequence[Quotation]]
    withheld: Sequence[str]


def export_docx(project: Project, out: Path, options: ExportOptions = PLAIN) -> Exported:
    """Write the study as a Word document.

    Only passages are quoted whose speakers consented to that. What is published has the published
    wording alone where there is one, and nothing by which an interview is found.

    Raises Refused for a file that is there, unless `options.replace`, and where identifying words
    could slip through, BadInput for choices that do not go together, and what
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
    options.check()
    check_new(out, replace=options.replace)
    with export_content(project, out, options, lists_memos=False) as made_from:
        pictures = None
        if ending == ".html":
            outcomes = outcome_pictures(project, options)
            pictures = Pictures(made_from.material, outcomes)
        printed, withheld = _read(made_from, pictures)
        counts = made_from.counts()
        sections = _sections(made_from, counts, printed, withheld)
        blocks = _blocks(made_from, counts, sections, pictures)
        # The project's file may be called after where the interviews are from.
        name = "Study" if project.path is None or options.publish else project.path.stem
        title = f"{name}: codes, figures and passages"
        with whole_report(out, made_from.rights) as part:
            PROSE[ending](part, Document(title, _LANGUAGE, blocks))
        paths = (out, *made_from.logs(out))
        return Exported(paths, (*made_from.notes(), *_withheld_in_words(withheld)))


def _read(
    made_from: Content, pictures: Pictures | None
) -> tuple[Mapping[str, Sequence[Quoted]], Counter[Withheld]]:
    """Have every transcript counted; return what is printed of each code, and what is withheld."""
    material, quoting = made_from.material, made_from.quoting
    informants = queries.informants(made_from.connection)
    printed: dict[str, list[Quoted]] = {}
    withheld: Counter[Withheld] = Counter()
    for reading in made_from.readings(in_scope(material)):
        made_from.counting.add(reading)
        passages = [one for one in quoting.passages(reading) if one.counted]
        if pictures is not None and not made_from.options.publish:
            pictures.add(reading, passages)
        if made_from.options.counts_only:
            continue
        quotation_of = _quoting(made_from, reading)
        for one in printable(quoting, reading, passages, informants):
            place = material.places[reading.transcript.id]
            quotation = None if one.withheld else quotation_of(one)
            withheld[one.withheld] += 1
            code = one.passage.code.id
            printed.setdefault(code, []).append(Quoted(place, quotation, one.withheld, one.roles))
    read = {*in_scope(material)}
    others = [one for one in made_from.counting.transcripts if one not in read]
    for counted in made_from.counted_readings(others):
        made_from.counting.add(counted)
    del withheld[""]
    for passages_of_code in printed.values():
        passages_of_code.sort(key=itemgetter(0))
    return printed, withheld


def _quoting(made_from: Content, reading: Reading[CodingRow]) -> Callable[[Printable], Quotation]:
    if made_from.options.publish:
        return partial(published_quotation, conceal=concealing(made_from.material, reading))
    return partial(_quotation, made_from)


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


def _sections(
    made_from: Content,
    counts: Counts,
    printed: Mapping[str, Sequence[Quoted]],
    withheld: Counter[Withheld],
) -> Mapping[str, _Section]:
    """Return what is printed of each code.

    How many quotations of a code are withheld is not published: with those printed it is a sum over
    the municipalities. What is withheld as it would tell such a sum is counted in `withheld`.
    """
    sections: dict[str, _Section] = {}
    names, publication = _names(made_from), made_from.publication
    for code, quoted in printed.items():
        if publication is not None:
            published, told = by_place(code, quoted, counts, publication.unsummed)
            withheld["told"] += told
            if published:
                sections[code] = _Section(published, ())
            continue
        places: dict[str, list[Quotation]] = {}
        for one in quoted:
            if one.quotation is not None:
                places.setdefault(names[one.place.number], []).append(one.quotation)
        why = Counter(one.withheld for one in quoted)
        sections[code] = _Section(places, _withheld_in_words(why))
    return sections


def _blocks(
    made_from: Content,
    counts: Counts,
    sections: Mapping[str, _Section],
    pictures: Pictures | None,
) -> Iterator[Block]:
    yield from _about(made_from)
    yield Heading(1, "Municipalities")
    yield _municipalities(made_from, counts)
    yield Heading(1, "Informants and passages")
    yield RunningText(
        "In each cell stand the informants who have the code, of how many in scope who were read "
        "for it, and the passages. A theme is the union of its codes. 0 is read and not found, .. "
        "is not coded." + (" : is withheld." if made_from.options.publish else "")
    )
    yield from _overview(made_from, counts)
    if pictures is not None:
        yield from pictures.blocks(counts)
    if not made_from.options.counts_only:
        yield from _passages(made_from, counts, sections)
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
                *(
                    SUPPRESSED if figure is None else str(figure)
                    for figure in (base.transcripts, base.speakers, base.turns, base.words)
                ),
            )
            for base in sorted(made_from.bases(counts), key=attrgetter("group"))
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
    made_from: Content, counts: Counts, sections: Mapping[str, _Section]
) -> Iterator[Block]:
    codes, names = made_from.material.codes, _names(made_from)
    yield Heading(1, "Passages by code")
    rows: dict[str, list[CodeFrequency]] = {}
    for row in counts.codes:
        if row.role == ALL:
            rows.setdefault(row.code, []).append(row)
    themes = {row.code for row in counts.themes}
    without: list[str] = []
    for code, of_code in rows.items():
        # What is withheld may be there.
        is_there = any(row.passages or row.reason == SUPPRESSED for row in of_code)
        if code not in sections and not is_there:
            without.append(codes[code].key)
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
        section = sections.get(code, _Section({}, ()))
        for place, quotations in section.places.items():
            yield Heading(3, place)
            yield from quotations
        yield from map(RunningText, section.withheld)
    if without:
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
    """Return what municipalities are called: what is published has no numbers."""
    return {
        place.number: place.name if made_from.options.publish else f"{place.number} {place.name}"
        for place in made_from.material.places.values()
    }


def _withheld_in_words(withheld: Mapping[Withheld, int]) -> list[str]:
    return [
        f"{number_of(withheld[why], 'quotation')} {are(withheld[why])} withheld, {said}."
        for why, said in WITHHELD.items()
        if withheld.get(why)
    ]
