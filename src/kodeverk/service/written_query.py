"""Queries for passages as people type them: `code:REL-TILLIT role:participant ringer`.

Blanks stand in quotes, before the sign too: `"years in programme"=2`; a quote in them twice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kodeverk.analysis.counting.figures import UNSET
from kodeverk.analysis.counting.scope import BASES, SCOPES
from kodeverk.analysis.searching.words import HOWS
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput
from kodeverk.model.records import MAIN_ROUND
from kodeverk.service import derived_placements
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.scoping import EVERYTHING, NO_MUNICIPALITY, Selection, material_of
from kodeverk.store import queries
from kodeverk.store.project import Project

_TERM = re.compile(
    r'(?:(?:(?P<key>[^\s:="]+)|"(?P<quoted_key>(?:[^"]|"")+)")(?P<sign>[:=]))?'
    r'(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<plain>\S*))'
)
_NEEDS_QUOTES = re.compile(r'[\s"]|^$|^[^\s:="]+[:=]')
_KEY_NEEDS_QUOTES = re.compile(r'[\s:="]')

_MANY = {
    "code": "codes",
    "theme": "themes",
    "municipality": "municipalities",
    "role": "roles",
    "informant": "informants",
    "transcript": "transcripts",
    "coder": "coders",
}
"""The keys of what a selection has several of -> its field."""

_CHOICES: Mapping[str, Sequence[str]] = {
    "how": HOWS,
    "scope": SCOPES,
    "basis": BASES,
    "near": ("words", "turn", "10"),
    "only": ("unconfirmed",),
    "by": ("any",),
}
KEYS = (*_MANY, "with", *_CHOICES, "round")
"""What may be written before a colon; so may the key of a facet. `NAME=VALUE` is a variable."""

LIVE = Selection(scope="started", basis="all")
"""What is looked through where nothing is said: everybody's codings, finished or not."""


@dataclass(frozen=True, slots=True)
class QueryNames:
    """What can be written in a query: for each key its values, each with what it is.

    `facets` are those of the keys that are facets.
    """

    values: Mapping[str, Mapping[str, str]]
    facets: tuple[str, ...] = ()

    def completions(self, typed: str) -> list[tuple[str, str]]:
        """Return what the last term of `typed` can go on to be, with what each is."""
        begun = _last_term(typed)
        key, sign, value = _parts(begun)
        if not sign:
            keys = [(f"{key}:", "") for key in self.values if not key.endswith("=")]
            keys += [(_as_key(key[:-1], "="), "variable") for key in self.values if key[-1] == "="]
            return [pair for pair in keys if pair[0].strip('"').startswith(value)]
        known = self.values.get(key if sign == ":" else f"{key}=", {})
        wanted = value.casefold()
        fitting = [
            (f"{_as_key(key, sign)}{_quoted(one)}", about)
            for one, about in known.items()
            if wanted in f"{one} {about}".casefold()
        ]
        return sorted(
            fitting, key=lambda pair: not _parts(pair[0])[2].casefold().startswith(wanted)
        )


def query_names(project: Project) -> QueryNames:
    """Return what a query can name in a project."""
    with derived_placements.reading(project) as connection:
        material = material_of(connection, EVERYTHING)
        variables = queries.variables(connection)
    codes = {code.key: _name(code.name) for code in material.codes.values()}
    themes = {
        material.codes[theme].key: _name(material.codes[theme].name)
        for theme in dict.fromkeys(material.themes.values())
    }
    places = sorted(set(material.places.values()))
    values: dict[str, dict[str, str]] = {
        "code": codes,
        "theme": themes,
        "municipality": {
            place.number: "" if place.number == NO_MUNICIPALITY else place.name for place in places
        },
        "role": dict.fromkeys(sorted({one.role for one in material.speakers.values()}), ""),
        "informant": dict.fromkeys(sorted(material.pseudonyms.values()), ""),
        "transcript": dict.fromkeys((one.name for one in material.transcripts.values()), ""),
        "coder": dict.fromkeys(sorted(material.coder_names.values()), ""),
        "with": codes,
        **{key: dict.fromkeys(choices, "") for key, choices in _CHOICES.items()},
        "round": dict.fromkeys(sorted({MAIN_ROUND, *(w.round for w in material.assignments)}), ""),
    }
    for facet in material.facets:
        values[facet.key] = {value.id: _name(value.name) for value in facet.values} | {UNSET: ""}
    for variable in variables:
        values.setdefault(f"{variable.name}=", {})[str(variable.value)] = ""
    return QueryNames(values, tuple(facet.key for facet in material.facets))


def read_query(typed: str, facets: Sequence[str] = ()) -> PassageQuery:
    """Return the query that is typed; words without a key are words in the passages.

    Without any code, theme, facet or coder they are looked for anywhere. `facets` are the keys of
    the facets there are. Raises BadInput for a key that there is not, and for what it cannot be.
    """
    said: dict[str, list[str]] = {}
    words: list[str] = []
    variables: list[tuple[str, str]] = []
    for key, sign, value in _terms(typed):
        if sign == "=":
            variables.append((key, value))
        elif sign:
            _check(key, value, facets)
            said.setdefault(key, []).append(value)
        else:
            words.append(value)

    def one(key: str, otherwise: str) -> Any:
        values = dict.fromkeys(said.get(key, [otherwise]))
        if len(values) > 1:
            raise BadInput(f"{key}: is said twice", "Leave one of them.")
        return next(iter(values))

    chosen: Any = {field: tuple(said.get(key, ())) for key, field in _MANY.items()}
    selection = Selection(
        facets=tuple((facet, value) for facet in facets for value in said.get(facet, ())),
        variables=tuple(variables),
        scope=one("scope", LIVE.scope),
        basis=one("basis", LIVE.basis),
        round_name=one("round", MAIN_ROUND),
        **chosen,
    )
    of_codings = {"code", "theme", "coder", "scope", "basis", "round", "only", "with", *facets}
    near = one("near", "words")
    return PassageQuery(
        selection,
        " ".join(words),
        one("how", "exact"),
        anywhere=bool(words) and not said.keys() & of_codings,
        beside=one("with", ""),
        near=int(near) if near.isdecimal() else near,
        by_any="by" in said,
        unconfirmed="only" in said,
    )


def _check(key: str, value: str, facets: Sequence[str]) -> None:
    """Raise BadInput for a key that there is not, and for a value that it cannot have."""
    known = [*KEYS, *facets]
    if key not in known:
        near = nearest(key, known)
        raise BadInput(
            f"there is no filter {key}:",
            f"Did you mean {near[0]}:?" if near else f"There are: {', '.join(known)}.",
        )
    choices = _CHOICES.get(key)
    if choices and value not in choices and not (key == "near" and value.isdecimal()):
        raise BadInput(f"{key}: cannot be {value!r}", f"It is one of: {', '.join(choices)}.")


def written_query(query: PassageQuery) -> str:
    """Return a query as it is typed; `read_query` gives it again."""
    selection = query.selection
    terms = [
        term(key, value) for key, field in _MANY.items() for value in getattr(selection, field)
    ]
    terms += [term(key, value) for key, value in selection.facets]
    terms += [f"{_as_key(name, '=')}{_quoted(value)}" for name, value in selection.variables]
    if query.beside:
        terms.append(term("with", query.beside))
        terms += [f"near:{query.near}"] if query.near != "words" else []
        terms += ["by:any"] if query.by_any else []
    terms += ["only:unconfirmed"] if query.unconfirmed else []
    if not query.anywhere:
        terms += [f"scope:{selection.scope}"] if selection.scope != LIVE.scope else []
        terms += [f"basis:{selection.basis}"] if selection.basis != LIVE.basis else []
        terms += [term("round", selection.round_name)] * (selection.round_name != MAIN_ROUND)
    if query.words:
        terms += [f"how:{query.how}"] if query.how != "exact" else []
        terms += map(_quoted, query.words.split())
    return " ".join(terms)


def term(key: str, value: str) -> str:
    """Return one term of a query as it is typed."""
    return f"{key}:{_quoted(value)}"


def completed(typed: str, completion: str) -> str:
    """Return what is typed with its last term completed, ready for the next one."""
    begun = _last_term(typed)
    before = typed[: len(typed) - len(begun)]
    return before + completion + ("" if completion[-1] in ":=" else " ")


def _terms(typed: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, sign and value of what is typed; of words alone the value."""
    at = 0
    while at < len(typed):
        if typed[at].isspace():
            at += 1
            continue
        term = _TERM.match(typed, at)
        assert term is not None
        key, sign, value = _parts(term.group())
        if not value.strip():
            raise BadInput(
                f"nothing is said behind {term.group()!r}", "Say what it shall be, or leave it out."
            )
        yield key, sign, value.strip()
        at = term.end()


def _last_term(typed: str) -> str:
    """Return the term that is being typed: empty behind a blank."""
    at = 0
    begun = ""
    while at < len(typed):
        if typed[at].isspace():
            at, begun = at + 1, ""
            continue
        term = _TERM.match(typed, at)
        assert term is not None
        at, begun = max(term.end(), at + 1), term.group()
        if term["quoted"] is not None and begun.endswith('"') and at == len(typed):
            return begun
    return begun


def _quoted(value: str) -> str:
    return _in_quotes(value) if _NEEDS_QUOTES.search(value) else value


def _as_key(key: str, sign: str) -> str:
    return (_in_quotes(key) if _KEY_NEEDS_QUOTES.search(key) else key) + sign


def _in_quotes(words: str) -> str:
    return '"{}"'.format(words.replace('"', '""'))


def _parts(written: str) -> tuple[str, str, str]:
    """Return key, sign and value of a term; of words alone the value."""
    term = _TERM.match(written)
    assert term is not None
    key, value = (
        term[plain] or (term[quoted] or "").replace('""', '"')
        for plain, quoted in (("key", "quoted_key"), ("plain", "quoted"))
    )
    return key, term["sign"] or "", value


def _name(names: Mapping[str, str]) -> str:
    return names.get("nb") or next(iter(names.values()), "")
