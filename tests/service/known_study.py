"""A study made by hand, whose every figure is known: what tests of counting and exports are about.

Asker twice (2018 under the old number, with a participant who is there again in 2024 through an
interpreter), Oslo once settled and once not, Bergen unfinished, and one interview from nowhere.
"""

from pathlib import Path

from kodeverk.formats.metadata import FileFacts
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.coding import apply_code, finish, write_memo
from kodeverk.service.importing import Choices, import_files
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, code_keyed, span_of, transcript_named

BOOK = """\
schema: kodeverk-kodebok/1
codebook:
  id: studie
  version: '1'
  title: {nb: Studie, en: Study}
  language: nb
facets:
- id: retning
  name: {nb: Retning, en: Direction}
  values:
  - {id: fremmer, nb: Fremmer, en: Promotes, definition: Det hjelper.}
  - {id: hemmer, nb: Hemmer, en: Hinders, definition: Det hindrer.}
  single: true
  required: false
- id: fase
  name: {nb: Fase, en: Phase}
  values:
  - {id: først, nb: Først, en: First, definition: Til å begynne med.}
  - {id: sist, nb: Sist, en: Last, definition: Mot slutten.}
  single: false
  required: false
reserve:
- id: X-IDENT
  name: {nb: Identifiserende, en: Identifying}
  definition: Må skjules.
  counted: false
- id: X-ANNET
  name: {nb: Annet, en: Other}
  definition: Uten kode.
  counted: false
themes:
- id: REL
  name: {nb: Relasjon, en: Relationship}
  definition: {nb: Forholdet., en: The relation.}
  codes:
  - id: REL-TILLIT
    name: {nb: Tillit, en: Trust}
    definition: {nb: Å stole på., en: Trusting.}
  - id: REL-TID
    name: {nb: Tid, en: Time}
    definition: {nb: Tid til hverandre., en: Time together.}
- id: MET
  name: {nb: Metode, en: Method}
  definition: {nb: Måten., en: The way.}
  codes:
  - id: MET-PLAN
    name: {nb: Plan, en: Plan}
    definition: {nb: Planen., en: The plan.}
"""
NEWER_BOOK = (
    BOOK.replace("version: '1'", "version: '2'")
    + """\
  - id: MET-NY
    name: {nb: Ny, en: New}
    definition: {nb: Kom til i versjon 2., en: Came in version 2.}
"""
)

TEXTS = {
    "asker-1": "Intervjuer: Hva skjer her?\n\nVeileder: Vi stoler på Amir Hassan nå.\n\n"
    "Deltaker: Jeg stoler på henne. Hun ringer tilbake.\n",
    "asker-2": "Intervjuer: Stoler du på dem?\n\nTolk: Han stoler på dem.\n\nDeltaker: Ja, mye.\n",
    "oslo": "Intervjuer: Har dere tid?\n\nVeileder: Tiden er knapp.\n",
    "uten": 'Intervjuer: Har dere en plan?\n\nVeileder: =Planen, sa hun; "den er skrevet".\n',
    "uferdig": "Intervjuer: Hvem stoler du på?\n\nDeltaker: Jeg stoler på dem.\n",
    "uavklart": "Intervjuer: Er det tid?\n\nVeileder: Vi har god tid.\n",
}
PLACES = {
    "asker-1": ("Asker", "2018-03-14"),
    "asker-2": ("Asker", "2024-02-01"),
    "oslo": ("0301", "2023-05-05"),
    "uten": (None, None),
    "uferdig": ("Bergen", "2024-03-01"),
    "uavklart": ("Oslo", "2023-05-06"),
}
SAME_PERSON = "ASK-D1"


def make_study(folder: Path) -> Project:
    """Make the study's project in `folder`."""
    folder.mkdir(exist_ok=True)
    project = create_project(str(folder / "study.kodeverk"))
    import_interviews(project, folder)
    kari: tuple[tuple[str, str, str, dict[str, list[str]]], ...] = (
        ("asker-1", "Vi stoler", "REL-TILLIT", {"retning": ["fremmer"]}),
        ("asker-1", "stoler på Amir", "REL-TILLIT", {"retning": ["fremmer"]}),
        ("asker-1", "Jeg stoler på henne", "REL-TILLIT", {"fase": ["først", "sist"]}),
        ("asker-1", "henne. Hun", "REL", {}),
        ("asker-1", "Hun ringer tilbake", "REL-TID", {"retning": ["hemmer"]}),
        ("asker-1", "Amir Hassan", "X-IDENT", {}),
        ("asker-1", "Hun", "X-ANNET", {}),
        ("asker-2", "Han stoler", "REL-TILLIT", {}),
        ("oslo", "Tiden er knapp", "REL-TID", {}),
        ("uferdig", "Jeg stoler", "REL-TILLIT", {}),
        ("uavklart", "god tid", "REL-TID", {}),
    )
    for name, words, code, facets in kari:
        apply(project, KARI, name, words, code, facets)
    done(project, KARI, "asker-1", "asker-2", "oslo", "uavklart")
    apply(project, JONAS, "uavklart", "god", "REL-TID")
    done(project, JONAS, "uavklart")
    (folder / "newer.yaml").write_text(NEWER_BOOK, encoding="utf-8")
    load_codebook(project, KARI, folder / "newer.yaml")
    apply(project, JONAS, "uten", '=Planen, sa hun; "den er skrevet"', "MET-PLAN")
    done(project, JONAS, "uten")
    return project


def import_interviews(project: Project, folder: Path) -> None:
    """Load the codebook, and import all interviews with their places, dates and people."""
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    load_codebook(project, KARI, folder / "book.yaml")
    facts = {}
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        municipality, date = PLACES[name]
        people = {"Deltaker": SAME_PERSON} if name.startswith("asker") else {}
        years = {"years": 2} if name.startswith("asker") else {}
        facts[f"{name}.txt"] = FileFacts(name, municipality, date, {}, people, {}, dict(years))
    results = import_files(project, KARI, [folder / file for file in facts], Choices(facts=facts))
    assert [result.error for result in results] == [None] * len(TEXTS)


def apply(
    project: Project,
    coder: Coder,
    name: str,
    words: str,
    code: str,
    facets: dict[str, list[str]] | None = None,
) -> str:
    """Put a code on words of an interview; return the coding's id."""
    coding = apply_code(
        project,
        coder,
        transcript_named(project, name).id,
        Span(*span_of(project, name, words)),
        code_keyed(project, code),
        facets,
    )
    assert coding is not None
    return coding.id


def done(project: Project, coder: Coder, *names: str) -> None:
    """Finish interviews."""
    finish(project, coder, [transcript_named(project, name).id for name in names])


def remember(project: Project, coder: Coder, coding: str, text: str) -> None:
    """Write a memo on a coding."""
    write_memo(project, coder, "coding", coding, text)
