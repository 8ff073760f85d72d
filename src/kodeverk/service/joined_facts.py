"""Transcripts that are one interview, brought in apart: what is known of both."""

from kodeverk.model.change import Value
from kodeverk.model.identity import variable_id
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.store import queries
from kodeverk.store.writer import Writer

_FACTS = ("municipality", "date")


def fill_facts(writer: Writer, goes: str, stays: str) -> None:
    """Let what is known of the first transcript alone be known of the second."""
    connection = writer.connection
    first, second = (transcript_with_id(connection, one) for one in (goes, stays))
    for fact in _FACTS:
        if getattr(second, fact) is None and getattr(first, fact) is not None:
            writer.set("transcript", stays, fact, getattr(first, fact))
    known = {variable.name for variable in queries.variables(connection, stays)}
    for variable in queries.variables(connection, goes):
        if variable.name not in known:
            values: dict[str, Value] = {"subject_kind": "transcript", "subject": stays}
            values |= {"name": variable.name, "value": variable.value}
            writer.put("variable", variable_id("transcript", stays, variable.name), values)
