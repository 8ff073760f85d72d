"""A study of four municipalities with enough informants to publish of, and figures of few."""

from collections.abc import Sequence
from pathlib import Path

from kodeverk.formats.metadata import FileFacts
from kodeverk.model.records import Wording
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.outcomes import load_outcomes
from kodeverk.service.wordings import NewWording, set_wordings
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project
from tests.service.known_study import BOOK, apply, done
from tests.service.trial_project import KARI

PLACES = {"Asker": "0220", "Oslo": "0301", "Bergen": "4601", "Lier": "0626"}
NUMBERS_OF_NOW = ("3203", "3312")
DATES = {"Asker": "2018-03-14", "Oslo": "2024-02-01", "Bergen": "2024-05-06", "Lier": "2019-07-08"}
SAID = {
    "Asker": "14.3.2018",
    "Oslo": "1. februar 2024",
    "Bergen": "6. mai",
    "Lier": "July 8, 2019",
}
"""How people say these dates."""
PEOPLE = (
    *("Amina Berg", "Bodil Dahl", "Carsten Eng", "Dina Foss", "Einar Grue", "Frida Holm"),
    *("Galal Aziz", "Hodan Bile", "Ivan Cvetko", "Jamal Daher", "Khadra Egal", "Layla Farah"),
)
"""Six advisors and six participants, who are called the same everywhere."""
ADVISORS = 6
CONSENTS = ("yes", "paraphrase", "no", "not asked", "yes", "yes")
"""What the first, the second and so on of each role consented to."""

HAVE: dict[str, dict[str, Sequence[int]]] = {
    "REL-TILLIT": {"Asker": range(12), "Oslo": range(12), "Bergen": (0, 4, 6), "Lier": range(9)},
    "REL-TID": {"Asker": (0, 4), "Oslo": (), "Bergen": (), "Lier": ()},
    "MET-PLAN": {
        "Asker": range(6),
        "Oslo": range(5, 12),
        "Bergen": range(8),
        "Lier": (0, 1, 4, 5, 6, 7),
    },
}
"""Code -> municipality -> the numbers of the people who have it."""
WORDED = "Det går greit når avtalen står ved lag."

OUTCOMES = """\
municipality,year,n,of,cohort
3203,2022,811,901,2021
0301,2022,733,1777,2021
4601,2022,655,1499,2021
3312,2022,57,97,2021
"""


def words_of(place: str, person: int, code: str) -> str:
    """What somebody says that has a code; no two say the same."""
    about = code.rpartition("-")[2].lower()
    return (
        f"{about} {place[:2].lower()}-{person:02} i {place} med {PEOPLE[person - 1]} {SAID[place]}"
    )


def make_published(folder: Path) -> Project:
    """Make the project, whose name tells of a place as well."""
    project = create_project(str(folder / "asker-og-lier.kodeverk"))
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    load_codebook(project, KARI, folder / "book.yaml")
    facts = {}
    for place, number in PLACES.items():
        lines = []
        for person, name in enumerate(PEOPLE):
            said = ". ".join(
                words_of(place, person, code) for code in HAVE if person in HAVE[code][place]
            )
            lines.append(f"Intervjuer: Hva hjelper i {place}?")
            lines.append(f"{name}: {said or 'ingenting'}.")
            lines.append(f"{name}: Mer er det ikke.")
        file = f"{place}-2018.txt"
        (folder / file).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        facts[file] = FileFacts(
            file,
            number,
            DATES[place],
            {
                "Intervjuer": "interviewer",
                **{
                    name: "advisor" if person < ADVISORS else "participant"
                    for person, name in enumerate(PEOPLE)
                },
            },
            {name: f"{place[:3].upper()}-{person}" for person, name in enumerate(PEOPLE)},
            {},
            {"size": "large" if place in ("Oslo", "Bergen") else "small"},
            consent_of={
                name: {"quotation": CONSENTS[person % ADVISORS]}
                for person, name in enumerate(PEOPLE)
            },
        )
    results = import_files(project, KARI, [folder / file for file in facts], Choices(facts=facts))
    assert not [result.error for result in results if result.error]
    for code, by_place in HAVE.items():
        for place, people in by_place.items():
            for person in people:
                name = f"{place}-2018"
                coding = apply(project, KARI, name, words_of(place, person, code), code)
                if code == "REL-TILLIT" and person == len(CONSENTS) - 2 and place != "Bergen":
                    wording = Wording(f"{WORDED} ({place})", "Jonas")
                    set_wordings(project, KARI, [NewWording(coding, wording)])
    (folder / "work.csv").write_text(OUTCOMES, encoding="utf-8")
    load_outcomes(project, KARI, folder / "work.csv")
    done(project, KARI, *(f"{place}-2018" for place in PLACES))
    return project
