"""What passages can be asked for: a selection of the material, and what a passage must be like."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.counting.figures import UNSET
from kodeverk.analysis.searching.nearness import Near
from kodeverk.analysis.searching.words import How
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, NotFound
from kodeverk.service.dimensions import Dimension
from kodeverk.service.grouping import NO_VALUE, GroupOf, units, variable_values
from kodeverk.service.phrases import some_of
from kodeverk.service.scoping import EVERYTHING, Material, Selection, check_roles, chosen_codes
from kodeverk.store.engine import Connection

Grouping = Literal["municipality", "role", "informant", "transcript"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """Which passages are wanted: those in a selection that also fulfil what is said here.

    `words` stand in them; without codings (`anywhere`) the passages are these words wherever they
    are said. `beside` is a code of which a passage is `near`, of the same coder, or `by_any` who
    counts. `unconfirmed` are those alone that a search made and nobody has confirmed.
    """

    selection: Selection = EVERYTHING
    words: str = ""
    how: How = "exact"
    anywhere: bool = False
    beside: str = ""
    near: Near = "words"
    by_any: bool = False
    unconfirmed: bool = False

    @property
    def filters(self) -> dict[str, list[str]]:
        """All that was asked for, by what it chooses."""
        said = dict(self.selection.filters)
        if self.words:
            said["words"] = [self.words]
            said["how"] = [self.how]
        if self.beside:
            said["with"] = [self.beside]
            said["near"] = [str(self.near)]
            said["by"] = ["any coder" if self.by_any else "the same coder"]
        if self.unconfirmed:
            said["only"] = ["unconfirmed"]
        return said


class Wanted(NamedTuple):
    """What a query names, looked up: ids of codes and informants, values of facets and variables.

    `codes` are None where all are wanted. Each of `valued` gives the value of a speaker, by
    transcript, and has the values wanted.
    """

    codes: frozenset[str] | None
    beside: frozenset[str]
    informants: frozenset[str]
    facets: Mapping[str, Set[str]]
    valued: tuple[tuple[Mapping[str, GroupOf], Set[str]], ...]


def wanted_in(
    connection: Connection, material: Material, query: PassageQuery, by: Grouping
) -> Wanted:
    """Look up what a query names. Raises NotFound for what fits nothing, BadInput for what cannot
    be asked for together.
    """
    codes = _codes(material)
    _check(query, codes, by)
    roles = (
        speaker.role
        for speaker in material.speakers.values()
        if speaker.transcript in material.transcripts and speaker.speaks_for is None
    )
    check_roles(query.selection.roles, roles)
    return Wanted(
        codes,
        chosen_codes(material.codes.values(), [query.beside] if query.beside else []),
        _informants(material),
        _facets(material),
        _valued(connection, material),
    )


def codes_needed(material: Material, wanted: frozenset[str] | None) -> frozenset[str]:
    """Return the codes that a transcript must be read for to count, as a theme needs its codes."""
    counted = {code for code in wanted or () if material.codes[code].counted}
    above = {material.themes[code] for code in counted if material.themes[code] != code}
    in_use = {code for code in counted if material.codes[code].active and code not in above}
    return frozenset(in_use or counted)


def _codes(material: Material) -> frozenset[str] | None:
    """Return the ids of the codes chosen, with those of the themes chosen; None: of all."""
    selection = material.selection
    if not (selection.codes or selection.themes):
        return None
    themes = chosen_codes(material.codes.values(), selection.themes)
    for theme in themes:
        if material.themes[theme] != theme:
            raise NotFound(
                f"{material.codes[theme].key} is a code of a theme, not a theme",
                f"Choose its theme, {material.codes[material.themes[theme]].key}, or --code.",
            )
    under = {code for code, theme in material.themes.items() if theme in themes}
    return chosen_codes(material.codes.values(), selection.codes) | under


def _informants(material: Material) -> frozenset[str]:
    called = {name: one for one, name in material.pseudonyms.items()}
    for name in material.selection.informants:
        if name not in called and name not in material.pseudonyms:
            near_it = ", ".join(nearest(name, called))
            raise NotFound(
                f"there is no informant {name!r}", f"Did you mean {near_it}?" if near_it else ""
            )
    return frozenset(called.get(name, name) for name in material.selection.informants)


def _facets(material: Material) -> dict[str, set[str]]:
    """Return facet -> the values of which a coding has one. Raises NotFound for what is none."""
    known = {facet.key: [value.id for value in facet.values] for facet in material.facets}
    wanted: dict[str, set[str]] = {}
    for key, value in material.selection.facets:
        if key not in known:
            raise NotFound(f"there is no facet {key!r}", f"There are: {', '.join(known)}.")
        if value not in (*known[key], UNSET):
            raise NotFound(
                f"{key} has no value {value!r}",
                f"Its values are: {', '.join([*known[key], UNSET])}.",
            )
        wanted.setdefault(key, set()).add(value)
    return wanted


def _valued(
    connection: Connection, material: Material
) -> tuple[tuple[Mapping[str, GroupOf], Set[str]], ...]:
    """Return, for each variable chosen, what gives a speaker's value, and the values wanted.

    Raises NotFound for a value that the variable has nowhere.
    """
    wanted: dict[str, set[str]] = {}
    for name, value in material.selection.variables:
        wanted.setdefault(name, set()).add(value)
    valued = tuple(
        (
            {
                unit.transcript: unit.group_of
                for unit in units(connection, material, [Dimension("variable", name, name)])
            },
            values,
        )
        for name, values in wanted.items()
    )
    for name, values in wanted.items():
        known = variable_values(connection, name)
        for value in sorted(values - known - {NO_VALUE}):
            raise NotFound(
                f"{name} has no value {value!r}", f"Its values are: {some_of(sorted(known))}."
            )
    return valued


def _check(query: PassageQuery, codes: frozenset[str] | None, by: Grouping) -> None:
    """Raise BadInput for what cannot be asked for together."""
    if by not in GROUPINGS:
        raise BadInput(f"passages are not grouped by {by!r}", f"By: {', '.join(GROUPINGS)}.")
    if query.beside and codes is None:
        raise BadInput(
            f"{query.beside} is beside no code", "Say also of which code the passages shall be."
        )
    if not query.beside and (query.near != "words" or query.by_any):
        raise BadInput(
            "it is not said near which code the passages shall be",
            "Say it with --with, or with: on the screen.",
        )
    if not query.words and query.how != "exact":
        raise BadInput(
            "it is not said which words are looked for",
            "Say which with --words, or type them on the screen.",
        )
    if not query.anywhere:
        return
    of_codings = {"codes", "themes", "facets", "coders"} & query.selection.filters.keys()
    if of_codings or query.unconfirmed:
        raise BadInput(
            f"words anywhere have no {', '.join(sorted(of_codings)) or 'codings'}",
            "Look for the words in passages instead.",
        )
