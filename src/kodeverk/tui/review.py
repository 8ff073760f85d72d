"""What waits for a person's word, as the review of placements goes through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.service.placement_texts import PlacementTexts
    from kodeverk.service.reviewing import ToReview


@dataclass(frozen=True, slots=True)
class Review:
    """The placements that wait, by transcript; the place of the one that is shown; its texts.

    `hidden` is how many others wait that the coder must not see yet.
    """

    waiting: tuple[ToReview, ...] = ()
    place: int = 0
    texts: PlacementTexts | None = None
    hidden: int = 0

    @property
    def chosen(self) -> ToReview | None:
        """The placement that is shown."""
        return self.waiting[self.place] if self.waiting else None

    @property
    def order(self) -> list[str]:
        """The ids from the one shown on, then those before it, the nearest first."""
        ids = [placement.id for placement in self.waiting]
        return [*ids[self.place :], *reversed(ids[: self.place])]

    def left(self, transcript: str, waiting: Iterable[ToReview]) -> Review:
        """Return the review in which only these wait of the transcript with this id."""
        of = [placement.transcript for placement in self.waiting]
        first = of.index(transcript) if transcript in of else len(of)
        behind = first + of.count(transcript)
        return replace(self, waiting=(*self.waiting[:first], *waiting, *self.waiting[behind:]))

    def at(self, wanted: Iterable[str | None]) -> Review:
        """Return it at the first of these ids that is there; without one, where it was."""
        places = {placement.id: place for place, placement in enumerate(self.waiting)}
        known = (places[record] for record in wanted if record in places)
        last = max(len(self.waiting) - 1, 0)
        return replace(self, place=next(known, min(self.place, last)))
