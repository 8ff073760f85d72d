"""Who speaks in the JSON of a recogniser: the voices of segments, and a map that names them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from kodeverk.model.text import normalise

_SPEAKER = (
    "speaker",
    "speakerlabel",
    "speakername",
    "speakerdisplayname",
    "speakertag",
    "speakerid",
    "speakergroup",
    "spk",
    "channellabel",
)
_AUTHOR = ("participant", "who", "author", "sender", "user", "name", "from", "role")
"""What names who speaks if nothing better does: `from` may also be when somebody begins."""
_WRITERS = ("human", "ai")
"""Who writes a message where its type says so; other types say what it is."""
_ABOUT = ("data", "metadata", "attributes")
"""Where an object may keep what is told of what it says."""
_MAPS = ("speakers", "speakermap", "speakernames", "participants", "legend")
_VOICE = ("id", "speakerid", "speaker", "key", "label")
_NAME = ("name", "displayname", "speakername", "label")
_ROLE = ("role",)
_MOST_NUMBER = 10_000


def first(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value of the first of the keys `names` that has one, None where none has.

    `speakerLabel`, `speaker_label` and `SpeakerLabel` are one key: `speakerlabel`.
    """
    for key in _spelt(tuple(value), names):
        if value[key] is not None:
            return value[key]
    return None


@lru_cache(maxsize=512)
def _spelt(keys: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the keys of an object that are among `names`, in the order of these."""
    plain: dict[str, str] = {}
    for key in keys:
        plain.setdefault(key.replace("_", "").casefold(), key)
    return tuple(plain[name] for name in names if name in plain)


def line_of(text: Any) -> str:
    """Return a text on one line, for a segment is a cue and a cue one paragraph."""
    return " ".join(normalise(text).split()) if isinstance(text, str) else ""


def voice_of(speaker: Any) -> str | None:
    """Return a speaker's name; a number is called `Speaker 0`, as the recognisers' own pages do."""
    if isinstance(speaker, Mapping):
        return _name_of(speaker) or voice_of(first(speaker, _VOICE))
    if isinstance(speaker, int) and not isinstance(speaker, bool) and abs(speaker) < _MOST_NUMBER:
        return f"Speaker {speaker}"
    name = line_of(speaker).rstrip(":： ")
    return f"Speaker {name}" if name.isdecimal() else name or None


def speaker_of(value: Mapping[str, Any]) -> str | None:
    """Return the speaker that an object calls so."""
    return voice_of(first(value, _SPEAKER))


def said_by(segment: Mapping[str, Any]) -> str | None:
    """Return who says a segment, or has written a message."""
    speaker = first(segment, _SPEAKER)
    if speaker is None:
        author = first(segment, _AUTHOR)
        speaker = author if isinstance(author, Mapping) or _has_letter(author) else None
    if speaker is None and isinstance(about := first(segment, _ABOUT), Mapping):
        speaker = first(about, _SPEAKER)
    if speaker is None and (kind := first(segment, ("type",))) in _WRITERS:
        speaker = kind
    return voice_of(speaker)


def names_of(value: Any, voices: Collection[str | None]) -> dict[str | None, str]:
    """Return the name of each of `voices` of which the file says who that is.

    It stands under a key such as `speakers`, or is the first of the list of segments: an object of
    voices with names, or a list of objects. A role stands behind a name; two voices of one name
    keep theirs behind it.
    """
    names: dict[str | None, str] = {}
    for voice, who in _named(value, voices):
        names.setdefault(voice, who)
    counts = Counter(names.values())
    return {
        voice: f"{name} ({voice})" if counts[name] > 1 else name for voice, name in names.items()
    }


def names_voices(value: Any, voices: Collection[str | None]) -> bool:
    """Tell whether an object has voices as its keys, and says nothing: it is a map of them."""
    return isinstance(value, dict) and bool(value) and {*map(str, value)} <= {*voices}


def _named(value: Any, voices: Collection[str | None]) -> Iterable[tuple[str, str]]:
    """Yield each of `voices` that a map names, with its name."""
    if isinstance(value, list) and [names_voices(each, voices) for each in value[:2]] == [
        True,
        False,
    ]:
        maps = value[:1]
    else:
        maps = [first(value, (key,)) for key in _MAPS] if isinstance(value, dict) else []
    for each in maps:
        for speaker, who in _pairs(each):
            name = _name_of(who) if isinstance(who, Mapping) else line_of(who)
            for voice in {voice_of(speaker)} & {*voices}:
                if voice is not None and name:
                    yield voice, name


def _pairs(named: Any) -> Iterable[tuple[Any, Any]]:
    """Return each speaker of a map with who that is: `S1` may be the key, or what a name has."""
    if isinstance(named, Mapping):
        return [pair for one, other in named.items() for pair in ((one, other), (other, one))]
    of_list = [who for who in named if isinstance(who, Mapping)] if isinstance(named, list) else []
    return [
        (speaker, who) for who in of_list for speaker in (first(who, _VOICE), first(who, _NAME))
    ]


def _has_letter(value: Any) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def _name_of(who: Mapping[str, Any]) -> str | None:
    """Return the name in an object, with the role behind it, or the role alone."""
    name, role = line_of(first(who, _NAME)), line_of(first(who, _ROLE))
    if not role or role.casefold() in name.casefold():
        return name or None
    return f"{name} ({role})" if name else role
