"""Identities: what two people make from the same source gets the same id (UUIDv5)."""

import json
import os
import time
import uuid
from functools import cache
from threading import Lock

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://kodeverk.invalid/ids/1")
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode

_newest = [0]
"""The bits of the newest random id, without what says that it is a UUIDv7."""
_one_at_a_time = Lock()


ID_PATTERN = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""How ids are written, for regular expressions of Python and of PostgreSQL."""


def id_to_bytes(identity: str) -> bytes:
    """Return the 16 bytes of an id."""
    return bytes.fromhex(identity.replace("-", ""))


def id_from_bytes(kept: bytes) -> str:
    """Return the id of 16 bytes."""
    digits = kept.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def new_id() -> str:
    """Return a random id, for what one person makes in the program.

    It is a UUIDv7 (RFC 9562): 74 random bits after the time in milliseconds, so that rows made
    together lie together in the database, which takes half the time for many. What is made later
    in the program has a greater one, within a millisecond too: codings on the same words are
    listed in the order they were made.
    """
    chance = int.from_bytes(os.urandom(14), "big")
    fresh = time.time_ns() // 1_000_000 << 74 | chance >> 38
    with _one_at_a_time:
        # A step of 38 random bits: a copy of the process would otherwise go on alike.
        value = _newest[0] = max(fresh, _newest[0] + 1 + (chance & (1 << 38) - 1))
    time_in_ms, first, second = value >> 74, value >> 62 & 0xFFF, value & (1 << 62) - 1
    bits = time_in_ms << 80 | 0x7 << 76 | first << 64 | 0x2 << 62 | second
    return id_from_bytes(bits.to_bytes(16, "big"))


def derived_id(*parts: object) -> str:
    """Return the id that follows from `parts` (strings and numbers), the same on every machine."""
    return str(uuid.uuid5(_NAMESPACE, _AS_JSON(parts)))


def transcript_id(first_text_hash: str) -> str:
    """Return the id of the transcript whose first version has this text."""
    return derived_id("transcript", first_text_hash)


def version_id(transcript: str, text_hash: str) -> str:
    """Return the id of a transcript's version with this text."""
    return derived_id("version", transcript, text_hash)


def speaker_id(version: str, label: tuple[int, int]) -> str:
    """Return the id of the speaker whose first label in a version is this span of its text.

    The label itself, which may be a name, does not go into it: the id stays when a name is
    withdrawn, and a list of names would tell which of them it was.
    """
    return derived_id("speaker", version, *label)


def unnamed_informant_id(speaker: str) -> str:
    """Return the id of the informant who has no pseudonym, and is known as this speaker alone."""
    return derived_id("informant of", speaker)


def codebook_id(key: str) -> str:
    """Return the id of the codebook with this key (`veiledning`)."""
    return derived_id("codebook", key)


def code_id(codebook_key: str, key: str) -> str:
    """Return the id of a code that came from a codebook file; reserve codes belong to ``""``."""
    return derived_id("code", codebook_key, key)


def facet_id(key: str) -> str:
    """Return the id of the facet with this key; equal facets of several codebooks are one."""
    return derived_id("facet", key)


def assignment_id(coder: str, transcript: str, round_name: str) -> str:
    """Return the id of one coder's work on one transcript in one round."""
    return derived_id("assignment", coder, transcript, round_name)


def main_coder_id(transcript: str, round_name: str) -> str:
    """Return the id of what says who is the main coder of a transcript in a round."""
    return derived_id("main_coder", transcript, round_name)


@cache
def consensus_id() -> str:
    """Return the id of the coder who stands for what coders agreed on: one in all projects."""
    return derived_id("consensus")


def decision_id(transcript: str, code: str, item: str) -> str:
    """Return the id of what was decided of codings: the same for all who decide of just these."""
    return derived_id("decision", transcript, code, item)


def variable_id(subject_kind: str, subject: str, name: str) -> str:
    """Return the id of a variable's value on one subject."""
    return derived_id("variable", subject_kind, subject, name)


def informant_id(name: str) -> str:
    """Return the id of the informant with this pseudonym."""
    return derived_id("informant", name)


def outcome_id(measure: str, area: str, year: int, sex: str) -> str:
    """Return the id of the figures of a measure for an area in a year, whatever file has them."""
    return derived_id("outcome", measure, area, year, sex)


def setting_id(transcript: str | None, key: str) -> str:
    """Return the id of what is remembered under a key since this transcript was imported.

    None is for what holds in the whole project.
    """
    return derived_id("setting", transcript, key)


def joining_id(first: str, second: str) -> str:
    """Return the id of the fact that two records are one, whichever is named first."""
    return derived_id("joining", *sorted((first, second)))
