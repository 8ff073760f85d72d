"""Small projects, made at random from a seed, with every feature that figures depend on."""

import random
from pathlib import Path

from kodeverk.errors import KodeverkError
from kodeverk.formats.metadata import FileFacts
from kodeverk.model.identity import new_id, variable_id
from kodeverk.model.records import Code, Coder, Origin, Transcript
from kodeverk.model.text import Span
from kodeverk.service import coding, replacing, reviewing
from kodeverk.service.assigning import set_main
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.forgetting import forget
from kodeverk.service.import_choices import Choices
from kodeverk.service.importing import import_files, look_at
from kodeverk.service.merging import merge
from kodeverk.store import queries
from kodeverk.store.opening import create_project
from kodeverk.store.project import Project

ANNE, BO, CATO = (Coder(new_id(), name) for name in ("Anne", "Bo", "Cato"))
TOGETHER = Coder(new_id(), "Enighet", "consensus")

BOOK = """\
schema: kodeverk-kodebok/1
codebook: {{id: bok, version: '{version}', title: {{nb: Bok}}, language: nb}}
facets:
- {{id: retning, name: {{nb: Retning}}, single: true, values: [fremmer, hemmer]}}
- {{id: emne, name: {{nb: Emne}}, codes: [A-EN, B], values: [{values}]}}
reserve:
- {{id: X-IDENT, name: {{nb: Ident}}}}
themes:
- id: A
  name: {{nb: A}}
  codes:
  - {{id: A-EN, name: {{nb: en}}}}
{codes}
- id: B
  name: {{nb: B}}
  codes:
  - id: B-EN
    name: {{nb: en}}
    codes: [{{id: B-EN-UNDER, name: {{nb: under}}}}]
  - {{id: B-TO, name: {{nb: to}}, counted: false}}
"""
FIRST = BOOK.format(
    version="1",
    values="tid, sted",
    codes="  - {id: A-TO, name: {nb: to}}\n  - {id: A-TRE, name: {nb: tre}}",
)
SECOND = BOOK.format(
    version="2",
    values="tid",
    codes="  - {id: A-NY, name: {nb: ny}}\n  - {id: A-TRE, name: {nb: tre}}",
)
THIRD = BOOK.format(
    version="3", values="tid", codes="  - {id: A-NY, name: {nb: ny}, formerly: [A-TRE]}"
)
OTHER = """\
schema: kodeverk-kodebok/1
codebook: {id: annen, version: '1', title: {nb: Annen}, language: nb}
facets:
- {id: sted, name: {nb: Sted}, single: true, values: [hjemme, ute]}
themes:
- id: C
  name: {nb: C}
  codes:
  - {id: C-EN, name: {nb: en}}
- {id: D, name: {nb: D}}
"""
WORDS = [
    *("ja", "nei", "ringte", "uke.", "–", "…", "²", "NAV-kontoret", "😀", "e\u0301n", "å"),
    *("[ler]", "«sitat»", "hjelp", "tillit", "plan"),
]
PLACES = ["0301", "0220", "3203", "1818", "1507", None]
THEN = {"0220": "2019-01-01", "1507": "2021-05-05"}
CASTS = ["IV", "IDT", "VDE", "IVD", "TD", "I"]
ROLES = {
    "I": "interviewer",
    "V": "advisor",
    "D": "participant",
    "E": "participant",
    "T": "interpreter",
}


class Maker:
    """One project being made; whatever is random comes from `dice`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice = folder, random.Random(seed)
        self.project = create_project(str(folder / "study.kodeverk"))
        self.people = [ANNE, BO, CATO]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, text: str) -> None:
        load_codebook(self.project, ANNE, self.write("book.yaml", text))

    def make(self) -> Project:
        self.import_interviews()
        names = sorted(self.transcripts())
        if self.dice.random() < 0.5:
            coding.finish(self.project, ANNE, [self.transcripts()[names[-1]].id])
        self.load(FIRST)
        with create_project(str(self.folder / "other.kodeverk")) as other:
            load_codebook(other, BO, self.write("other.yaml", OTHER))
        merge(self.project, ANNE, [str(self.folder / "other.kodeverk")])
        for name in names[:-1]:
            self.work_on(self.transcripts()[name])
        self.add_variables()
        self.load(SECOND)
        for name in self.dice.sample(names, 3):
            one = self.transcripts()[name]
            self.code(self.dice.choice(self.people), one, 3)
            if self.dice.random() < 0.6:
                coding.finish(self.project, self.dice.choice(self.people), [one.id])
        for name in self.dice.sample(names, 3):
            self.correct(self.transcripts()[name])
        if self.dice.random() < 0.5:
            self.load(THIRD)
        self.code_same_words_again()
        self.code_as_a_search_does()
        if self.dice.random() < 0.5:
            self.forget_somebody()
        self.set_identifying_aside()
        return self.project

    def transcripts(self) -> dict[str, Transcript]:
        with self.project.reading() as connection:
            return {one.name: one for one in queries.transcripts(connection)}

    def codes(self) -> list[Code]:
        with self.project.reading() as connection:
            return queries.codes(connection)

    def current(self, transcript: Transcript) -> queries.Version:
        with self.project.reading() as connection:
            now = queries.current_text(connection, transcript.id)
            assert now is not None
            return queries.version(connection, now.id)

    def sentence(self) -> str:
        return " ".join(self.dice.choice(WORDS) for _ in range(self.dice.randint(1, 7)))

    def interview(self, cast: str) -> str:
        lines = self.dice.choice([[], ["Intervju på kontoret"]])
        silent = cast[-1] if self.dice.random() < 0.2 else ""
        for place in range(self.dice.randint(len(cast) + 1, 8)):
            who = cast[place % len(cast)]
            lines.append(f"{who}: {'… –' if who == silent else self.sentence()}")
        return "\n".join(lines) + "\n"

    def import_interviews(self) -> None:
        facts: dict[str, FileFacts] = {}
        for number, cast in enumerate(CASTS):
            name = f"t{number}.txt"
            self.write(name, self.interview(cast))
            people = {who: self.dice.choice(["P1", "P2"]) for who in cast if who in "VDE"}
            informants = {who: one for who, one in people.items() if self.dice.random() < 0.6}
            if "E" in informants:
                informants["E"] = "P3"
            speaks = {"T": "D"} if "T" in cast and self.dice.random() < 0.6 else {}
            variables: dict[str, str | int | float] = (
                {"inne": self.dice.choice(["ja", "nei"])} if self.dice.random() < 0.5 else {}
            )
            if self.dice.random() < 0.5:
                variables["year"] = self.dice.choice([1, 2.5])
            facts[name] = FileFacts(
                name,
                PLACES[number],
                THEN.get(PLACES[number] or ""),
                {who: ROLES[who] for who in cast},
                informants,
                {},
                variables,
                speaks,
            )
        choices = Choices(facts=facts, convention="name: text")
        for done in import_files(self.project, ANNE, [self.folder / one for one in facts], choices):
            assert done.error is None, done.error

    def work_on(self, transcript: Transcript) -> None:
        plan = self.dice.randrange(6)
        who = self.people[: self.dice.randint(1, 3)]
        for one in who:
            self.code(one, transcript, self.dice.randint(0, 6))
            if plan < 4 and self.dice.random() < 0.8:
                coding.finish(self.project, one, [transcript.id])
        if plan in (0, 1):
            main = self.dice.choice(who).id
            with self.project.writing(ANNE, "main") as writer:
                if main in {one.id for one in queries.coders(writer.connection)}:
                    set_main(writer, main, transcript.id)
        if plan == 2:
            self.code(TOGETHER, transcript, 3)
            if self.dice.random() < 0.7:
                coding.finish(self.project, TOGETHER, [transcript.id])

    def span(self, version: queries.Version) -> Span:
        text, turn = version.text, self.dice.choice(version.turns)
        kind = self.dice.random()
        if kind < 0.1:
            return Span(0, len(text))
        if kind < 0.2:
            return Span(turn.label_start, max(turn.start, turn.label_start + 1))
        if kind < 0.5:
            other = self.dice.choice(version.turns)
            return Span(min(turn.start, other.start), max(turn.end, other.end))
        start = self.dice.randrange(turn.start, max(turn.end, turn.start + 1))
        return Span(start, min(len(text), start + self.dice.choice([1, 4, 20])))

    def code(self, coder: Coder, transcript: Transcript, count: int) -> None:
        version, codes = self.current(transcript), [one for one in self.codes() if one.active]
        for _ in range(count):
            code = self.dice.choice(codes)
            span = self.span(version)
            if code.key == "X-IDENT":
                span = Span(span.start, span.start + 1)
            facets: dict[str, list[str]] = {}
            if self.dice.random() < 0.6:
                facets["retning"] = [self.dice.choice(["fremmer", "hemmer"])]
            if self.dice.random() < 0.4:
                facets["emne"] = ["tid"]
            if self.dice.random() < 0.2:
                facets["sted"] = ["ute"]
            coding.apply_code(self.project, coder, transcript.id, span, code, facets)

    def add_variables(self) -> None:
        with self.project.writing(ANNE, "variables") as writer:
            told = [("informant", one.id, "sex") for one in queries.informants(writer.connection)]
            told += [("municipality", number, "inne") for number in ("0301", "3203", "0220")]
            for kind, subject, name in told:
                if self.dice.random() < 0.7:
                    value = self.dice.choice(["k", "m"] if name == "sex" else ["ja", "nei"])
                    fields = {"subject_kind": kind, "subject": subject, "name": name}
                    identity = variable_id(kind, subject, name)
                    writer.share("variable", identity, {**fields, "value": value})

    def correct(self, transcript: Transcript) -> None:
        lines = []
        for line in self.current(transcript).text.split("\n"):
            label, colon, said = line.partition(": ")
            if colon and self.dice.random() < 0.4:
                said = " ".join(self.dice.choice(["helt", "andre", "ord"]) for _ in said.split())
            lines.append(f"{label}{colon}{said}")
        path = self.write(f"{transcript.name}-ny.txt", "\n".join(lines))
        (preview,) = look_at(self.project, [path], Choices(convention="name: text"))
        try:
            replacing.replace_text(self.project, ANNE, transcript.id, preview)
        except KodeverkError:
            return
        for one in reviewing.list_waiting(self.project, transcript.id):
            kind = self.dice.random()
            try:
                if kind < 0.2 and one.new:
                    reviewing.accept(self.project, BO, [one.id])
                elif kind < 0.4:
                    reviewing.set_aside(self.project, BO, [one.id])
                elif kind < 0.6:
                    span = self.span(self.current(transcript))
                    reviewing.move(self.project, BO, one.id, span)
            except KodeverkError:
                continue

    def code_same_words_again(self) -> None:
        with self.project.writing(ANNE, "again") as writer:
            codes = {one.id: one for one in queries.codes(writer.connection)}
            found = queries.codings(writer.connection)
            for one in self.dice.sample(found, min(4, len(found))):
                current = queries.current_text(writer.connection, one.transcript)
                assert current is not None
                if one.version == current.id and codes[one.code].key != "X-IDENT":
                    facets = {"retning": [self.dice.choice(["fremmer", "hemmer"])]}
                    span, code = Span(one.start, one.end), codes[one.code]
                    origin: Origin = self.dice.choice(["manual", "auto"])
                    coding.add_coding(writer, one.coder, current, span, code, facets, origin)

    def code_as_a_search_does(self) -> None:
        """Put codes on words that nobody has looked at, and confirm some of them."""
        codes = [one for one in self.codes() if one.active]
        with self.project.writing(ANNE, "search") as writer:
            people = [one for one in queries.coders(writer.connection) if one in self.people]
            for transcript in self.transcripts().values():
                current = queries.current_text(writer.connection, transcript.id)
                assert current is not None
                version = queries.version(writer.connection, current.id)
                for coder in people:
                    span, code = self.span(version), self.dice.choice(codes)
                    facets = {"retning": ["fremmer"]} if self.dice.random() < 0.5 else {}
                    made = coding.add_coding(writer, coder.id, current, span, code, facets, "auto")
                    if self.dice.random() < 0.4:
                        writer.set("coding", made, "confirmed", True)

    def forget_somebody(self) -> None:
        try:
            forget(self.project, ANNE, "P1")
        except KodeverkError:
            return

    def set_identifying_aside(self) -> None:
        """Decide what keeps exports back."""
        for one in reviewing.list_waiting(self.project):
            if one.code == "X-IDENT":
                reviewing.set_aside(self.project, ANNE, [one.id])


def make(folder: Path, seed: int) -> Project:
    """Return a project made in `folder`, the same for a seed but for its ids."""
    return Maker(folder, seed).make()
