"""A project with codings in a text that was corrected: two are sure, two unsure, one gone."""

from pathlib import Path

from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service import reviewing
from kodeverk.service.coding import apply_code
from kodeverk.service.importing import Choices, look_at
from kodeverk.service.replacing import Replacement, replace_text
from kodeverk.service.reviewing import ToReview
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.tui.keyboard_user import INTERVIEW, KARI, OLA

CODED = (
    (KARI, "REL-TILLIT", "Han har alltid tid til meg. Jeg stoler på ham"),
    (KARI, "TID-SAKER", "Så fikk jeg praksis på et lager i Ålesund."),
    (OLA, "ARB-PRAKS", "praksis på et lager"),
    (KARI, "SPR-NORSK", "Det gikk for fort. Læreren snakket hele tiden, og jeg skrev av tavla."),
    (KARI, "IND-PLAN", "Hva med det norskkurset du tok?"),
)
CORRECTED = (
    INTERVIEW.replace("har alltid tid til meg. Jeg stoler på", "sa bare sjelden noe, og tid har")
    .replace("fikk jeg praksis på et lager", "kom jeg på noe praksis i en butikk")
    .replace("D: Det gikk for fort. Læreren snakket hele tiden, og jeg skrev av tavla.\n", "")
)


def codings_in_an_old_text(path: Path) -> None:
    """Code the interview with the participant, as two coders."""
    with open_project(str(path)) as project:
        for coder, key, words in CODED:
            put(project, coder, key, words)


def put(project: Project, coder: Coder, key: str, words: str, name: str = "a-deltaker") -> None:
    """Put a code on words of a transcript's current text."""
    transcript = find_transcript(project, name)
    with project.reading() as connection:
        text = queries.version(connection, transcript.version).text
        (code,) = [one for one in queries.codes(connection) if one.key == key]
    span = Span(text.index(words), text.index(words) + len(words))
    assert apply_code(project, coder, transcript.id, span, code) is not None


def replace(path: Path, corrected: Path, text: str, name: str = "a-deltaker") -> Replacement:
    """Make a text the new version of a transcript."""
    corrected.write_text(text, encoding="utf-8")
    with open_project(str(path)) as project:
        (preview,) = look_at(project, [corrected], Choices())
        return replace_text(project, KARI, find_transcript(project, name).id, preview)


def waiting(path: Path, *, aside: bool = False) -> dict[str, ToReview]:
    """What waits in the project, by its code's key, read apart from the app."""
    with open_project(str(path)) as project:
        return {str(one.code): one for one in reviewing.list_waiting(project, aside=aside)}
