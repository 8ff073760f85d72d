"""What the coding screen does to facets: the direction by a key, others in a dialog."""

from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.directions import DIRECTION
from kodeverk.model.records import Coding, Facet
from kodeverk.tui import services
from kodeverk.tui.screens.coding_work import while_open
from kodeverk.tui.screens.facet_chooser import Chosen, FacetChooser, changed_facets

if TYPE_CHECKING:
    from kodeverk.tui.screens.coding import CodingScreen


async def direct(screen: "CodingScreen", value: str) -> None:
    """Give the selected coding, or the one here, a direction."""
    facet = screen.transcript.facet(DIRECTION)
    if facet is None or value not in {known.id for known in facet.values}:
        screen.say(f"The codebook has no {DIRECTION} {value}")
        return

    async def put(coding: Coding) -> None:
        with screen.workspace.errors_shown():
            await screen.gateway.write(services.set_facet, coding, facet, [value])
            screen.transcript.set_facet([coding], facet, [value])
            screen.show_codings(f"{screen.transcript.coding_in_words(coding)} became {value}")

    async def chosen(coding: Coding) -> None:
        await while_open(screen, partial(put, coding))

    await screen.for_coding(f"Which coding is {value}?", chosen, screen.target.own_codings())


async def choose_facets(screen: "CodingScreen") -> None:
    """Set facets: of the selected coding, otherwise for codings to come."""
    coding = screen.target.selected()
    if coding is None:
        facets = [facet for facet in screen.transcript.facets if facet.key != DIRECTION]
        title, chosen, done = "For new codings", screen.workspace.sticky, partial(_hold, screen)
    else:
        facets = sorted(screen.transcript.facets, key=lambda facet: facet.key != DIRECTION)
        title = f"For {screen.transcript.coding_in_words(coding)}"
        chosen = {}
        for key, value in coding.facets:
            chosen.setdefault(key, []).append(value)
        done = partial(_set, screen, coding, chosen)
    if not facets:
        screen.say("The codebook has no other facets")
        return
    await screen.ask(FacetChooser(title, facets, chosen), done)


async def _hold(screen: "CodingScreen", chosen: Chosen) -> None:
    screen.workspace.sticky.update(chosen)
    screen.show_status()


async def _set(screen: "CodingScreen", coding: Coding, before: Chosen, chosen: Chosen) -> None:
    if changed := changed_facets(screen.transcript.facets, before, chosen):
        await while_open(screen, partial(_put, screen, coding, changed))


async def _put(
    screen: "CodingScreen", coding: Coding, changed: list[tuple[Facet, list[str]]]
) -> None:
    for facet, values in changed:
        with screen.workspace.errors_shown():
            await screen.gateway.write(services.set_facet, coding, facet, values)
            coding = screen.transcript.codings[coding.id]
            screen.transcript.set_facet([coding], facet, values)
            words = screen.transcript.coding_in_words(coding)
            screen.show_codings(f"{words}: {facet.key} was set")
