"""What people call records, fields and values: never an id where there is a name."""

from collections.abc import Mapping, Sequence

from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.formats.register import load_register
from kodeverk.model.change import EXISTS, Value, fold
from kodeverk.model.kinds import KINDS, Field
from kodeverk.model.records import (
    FACET_PREFIX,
    IN_MUNICIPALITY,
    MAIN_ROUND,
    ON_WORDS,
    Turn,
    target_in_municipality,
    target_passage,
    unpack_turns,
)
from kodeverk.model.text import Span
from kodeverk.service.phrases import ends_of, number_of
from kodeverk.store import placements, queries
from kodeverk.store.engine import Connection
from kodeverk.store.journal import history

ANSWERS = ("decided", "read_for")
"""The fields that name the changed codes of which somebody knew."""

NOTHING = "nothing"
"""What an empty value is called."""


class Naming:
    """The names in a project, read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known = {
            "coder": queries.coder_names(connection),
            "transcript": {
                transcript.id: transcript.name for transcript in queries.transcripts(connection)
            },
            "code": {code.id: code.key for code in queries.codes(connection)},
        }

    def coder(self, identity: str | None) -> str:
        """Return the name of a coder, `-` for nobody the project knows."""
        return self._known["coder"].get(identity or "", "-")

    def record(self, kind: str, identity: str) -> str:
        """Return what people call a record: its name, or what it is made of."""
        if identity in (known := self._known.get(kind, {})):
            return known[identity]
        if kind not in KINDS:
            return self._no_record(kind, identity)
        values = self.values(identity)
        if kind == "version":
            return self._text(identity, values)
        parts = [
            self.value(kind, name, values[name], values)
            for name, field in KINDS[kind].fields.items()
            if field.naming and isinstance(values.get(name), str | int)
        ]
        if kind == "decision":
            parts += self._decided_of(values)
        if "start" in values:
            parts.append(f"{values['start']}–{values['end']}")
        return ", ".join(parts) or identity

    def _decided_of(self, decision: Mapping[str, Value]) -> list[str]:
        """Return the place and the words of the codings that something was decided of."""
        listed = decision.get("codings")
        places: dict[str, list[Span]] = {}
        for one in listed if isinstance(listed, list) else ():
            coding = self.values(str(one))
            match coding.get("placed") or coding:
                case {"version": str(version), "start": int(start), "end": int(end)}:
                    places.setdefault(version, []).append(Span(start, end))
        if not places:
            return []
        # Codings made in several versions of a text are told by those of one.
        version, spans = max(places.items())
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        text = placements.texts(self._connection, {version}).get(version, "")
        return [f"{start}–{end}, “{ends_of(text[start:end])}”"]

    def _no_record(self, kind: str, identity: str) -> str:
        """Return what people call what a memo can be on and that is no record."""
        if kind in ON_WORDS:
            version, span = target_passage(identity)
            transcript = str(self.values(version)["transcript"])
            return f"{self.record('transcript', transcript)}, {span.start}–{span.end}"
        if kind == IN_MUNICIPALITY:
            code, municipality = target_in_municipality(identity)
            where = self._no_record("municipality", municipality)
            return f"{self.record('code', code)} in {where}"
        if kind == "municipality":
            return load_register().number_and_name(identity)
        return identity

    def values(self, identity: str) -> dict[str, Value]:
        """Return the fields of a record, also of one that is removed."""
        return fold(history(self._connection, identity)).values

    def codes(self, version: str) -> frozenset[str]:
        """Return the keys of the codes of a codebook's version, each its own, also joined ones."""
        listed = self.values(version).get("codes")
        codes = listed if isinstance(listed, list) else []
        return frozenset(str(self.values(str(code)).get("key", code)) for code in codes)

    def value(
        self, kind: str, field: str, value: Value, beside: dict[str, Value] | None = None
    ) -> str:
        """Return what people call a value of a field; `beside` has the record's other values."""
        if value in (None, "", [], {}):
            return NOTHING
        if isinstance(value, list) and field in ANSWERS:
            return number_of(len(value), "changed code")
        if isinstance(value, dict | list):
            return self._structure(kind, field, value)
        if isinstance(value, bool):
            names = ("removed", "there") if field == EXISTS else ("no", "yes")
            return names[value]
        about = KINDS[kind].fields.get(field, Field(words="none"))
        target = about.refers or about.mentions
        if target == "any":
            target = str((beside or {}).get(f"{field}_kind"))
        if field == "municipality":
            return self.record("municipality", str(value))
        return str(value) if target is None else self.record(target, str(value))

    def _structure(self, kind: str, field: str, value: Value) -> str:
        """Return a value with parts in words."""
        match value:
            case {"spans": _, "speakers": _}:
                turns = unpack_turns(value)
                voices = dict.fromkeys(self.record("speaker", turn.speaker) for turn in turns)
                return f"{number_of(len(turns), 'turn')} by {', '.join(voices)}"
            case {"aside": True}:
                return "set aside"
            case {"version": str(version), "start": int(start), "end": int(end)}:
                text = placements.texts(self._connection, {version}).get(version, "")
                return f"“{ends_of(text[start:end])}” ({start}–{end})"
            case {"name": str(called), "theme": _} | {"id": str(called)}:
                return called
            case dict():
                languages = sorted(value, reverse=True)  # Norwegian before English
                return " / ".join(
                    self.value(kind, field, value[language]) for language in languages
                )
        assert isinstance(value, list)
        return ", ".join(self.value(kind, field, part) for part in value)

    def field(self, kind: str, field: str, identity: str) -> str:
        """Return which field of which record is meant, in words."""
        name = self.record(kind, identity)
        if kind == "main_coder":
            during = self.values(identity)["round"]
            return f"main coder of {name}" + ("" if during == MAIN_ROUND else f" in {during}")
        if field == EXISTS:
            return f"the {_words(kind)} {name}"
        return f"{_words(field.removeprefix(FACET_PREFIX))} of the {_words(kind)} {name}"

    def words_in(self, version: str, turns: Sequence[Turn]) -> int:
        """Return how many words are said in turns over the text of a version."""
        text = placements.texts(self._connection, {version}).get(version, "")
        return sum(SpokenWords(text, turns).counts)

    def _text(self, version: str, values: dict[str, Value]) -> str:
        """Return what people call a version of a text: its file, and how much is said in it."""
        said = number_of(self.words_in(version, unpack_turns(values.get("turns"))), "word")
        return f"{values['source_file']}, {said}" if values.get("source_file") else said


def _words(name: str) -> str:
    return name.replace("_", " ")
