"""Saved views: what tables of frequencies somebody asks for again and again, under a name.

They are settings of the project: everybody has them, they merge, and undo takes them back.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from typing import Any

from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.change import Value, canonical
from kodeverk.model.identity import setting_id
from kodeverk.model.records import MAIN_ROUND, Coder
from kodeverk.model.text import normalise
from kodeverk.service.dimensions import dimensions_of
from kodeverk.service.frequency_table import Measure
from kodeverk.store import queries
from kodeverk.store.project import Project

_PREFIX = "view."
_DROPPED = ""
"""The value of a view that somebody has taken away."""


@dataclass(frozen=True, slots=True)
class View:
    """What of a project a table of frequencies shows, in the words people use."""

    by: str = "municipality"
    measure: Measure = "passages"
    scope: Scope = "finished"
    basis: Basis = "final"
    round_name: str = MAIN_ROUND
    roles: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()

    @property
    def choice(self) -> dict[str, Any]:
        """What `service.counting.frequencies` is asked for."""
        return {name: value for name, value in asdict(self).items() if name != "measure"}

    @property
    def in_words(self) -> str:
        """Everything of it that is not as a rule, in one line."""
        said = [f"by {self.by}", self.measure]
        usual = View()
        said += [
            f"{name.removesuffix('_name')} {value if isinstance(value, str) else ', '.join(value)}"
            for name, value in asdict(self).items()
            if name not in ("by", "measure") and value != getattr(usual, name)
        ]
        return " · ".join(said)


def saved_views(project: Project) -> dict[str, View]:
    """Return the views of a project by name, but for what only another version can read."""
    views = {name: _view(value) for name, value in _kept(project).items()}
    return {name: view for name, view in views.items() if view is not None}


def find_view(project: Project, name: str) -> View:
    """Return the view with this name.

    Raises NotFound, with suggestions, for one there is not, and BadInput for one that another
    version of the program saved.
    """
    kept = _kept(project)
    _check(name, kept)
    view = _view(kept[name])
    if view is None:
        raise BadInput(
            f"the view {name} cannot be read: another version of Kodeverk saved it, perhaps",
            f"Save it anew: kodeverk frequencies PROJECT ... --save-view '{name}'",
        )
    return view


def save_view(project: Project, author: Coder, name: str, view: View) -> bool:
    """Keep a view under a name, as one step; tell whether it was not there like this already.

    Raises BadInput for a name of no letters, and for dimensions that there are not.
    """
    name = " ".join(normalise(name).split())
    if not name:
        raise BadInput("a view needs a name", "Say --save-view NAME.")
    dimensions_of(view.by)
    key = _PREFIX + name
    fields_now: dict[str, Any] = asdict(view)
    with project.writing(author, f"saved the view {name}") as writer:
        kept: dict[str, Value] = {"key": key, "value": canonical(fields_now), "transcript": None}
        return writer.say("setting", setting_id(None, key), kept)


def drop_view(project: Project, author: Coder, name: str) -> None:
    """Take a view away, as one step. Raises NotFound for one that there is not."""
    _check(name, _kept(project))
    with project.writing(author, f"dropped the view {name}") as writer:
        writer.set("setting", setting_id(None, _PREFIX + name), "value", _DROPPED)


def _kept(project: Project) -> dict[str, str]:
    """Return what is kept of the views that nobody has taken away, by name."""
    with project.reading() as connection:
        kept = queries.settings_of_project(connection)
    return {
        key.removeprefix(_PREFIX): str(value)
        for key, value in sorted(kept.items())
        if key.startswith(_PREFIX) and value != _DROPPED
    }


def _check(name: str, kept: Collection[str]) -> None:
    if name not in kept:
        near = ", ".join(nearest(name, kept))
        there = f"There are: {', '.join(kept)}." if kept else "Save one: --save-view NAME."
        raise NotFound(f"there is no view {name!r}", f"Did you mean {near}?" if near else there)


def _view(value: str) -> View | None:
    """Return the view that is kept so; None for what this version cannot read."""
    try:
        kept = json.loads(value)
    except ValueError:
        return None
    if not isinstance(kept, dict) or not kept.keys() <= {field.name for field in fields(View)}:
        return None
    chosen: dict[str, Any] = {
        field: tuple(one) if isinstance(one, list) else one for field, one in kept.items()
    }
    return View(**chosen)
