"""JSON of speech recognisers and of oTranscribe: segments are cues, names are kept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.source import Source
from tests.formats.damaged_bytes import CHANGES, check_spans, damage
from tests.transcript_files import read_transcript

SAID = [("Kari", 0.5, 2.25, "Hvor lenge har du bodd her?"), ("Amina", 2.5, 4.0, "Snart tre år nå.")]
TEXT = "Kari: Hvor lenge har du bodd her?\nAmina: Snart tre år nå.\n"


def read(value: Any, name: str = "intervju.json") -> Source:
    return read_transcript_bytes(json.dumps(value, ensure_ascii=False).encode(), name)


def otr(page: str) -> Source:
    return read({"text": page, "media": "lyd.m4a", "media-time": 12.5}, "intervju.otr")


def cues(source: Source) -> list[tuple[int | None, int | None, str]]:
    return [(at.cue, at.milliseconds, source.text[at.start : at.end]) for at in source.paragraphs]


def whisperx() -> dict[str, Any]:
    return {
        "segments": [
            {"start": start, "end": end, "text": f" {text}", "speaker": speaker, "words": []}
            for speaker, start, end, text in SAID
        ],
        "language": "no",
    }


SHAPES = {
    "whisperx": whisperx(),
    "bare list": whisperx()["segments"],
    "assemblyai": {
        "text": "Hvor lenge har du bodd her? Snart tre år nå.",
        "utterances": [
            {"speaker": who, "start": int(start * 1000), "end": int(end * 1000), "text": text}
            for who, start, end, text in SAID
        ],
    },
    "vito": {
        "utterances": [
            {
                "start_at": int(start * 1000),
                "duration": int((end - start) * 1000),
                "spk": who,
                "spk_type": "NORMAL",
                "msg": text,
            }
            for who, start, end, text in SAID
        ],
    },
    "groups of speakers": [
        {"segment_id": number, "speaker_group": who, "start": start, "source_text": text}
        for number, (who, start, _, text) in enumerate(SAID)
    ],
    "deepgram": {
        "metadata": {},
        "results": {
            "channels": [],
            "utterances": [
                {"speaker": who, "start": start, "end": end, "transcript": text, "words": []}
                for who, start, end, text in SAID
            ],
        },
    },
    "amazon": {
        "jobName": "en",
        "results": {
            "items": [],
            "audio_segments": [
                {
                    "id": 0,
                    "transcript": text,
                    "start_time": str(start),
                    "end_time": str(end),
                    "speaker_label": who,
                }
                for who, start, end, text in SAID
            ],
        },
    },
    "rev": {
        "monologues": [
            {
                "speaker": who,
                "elements": [
                    {"type": "text", "value": word, "ts": start + place, "end_ts": end}
                    if place % 2 == 0
                    else {"type": "punct", "value": " "}
                    for place, word in enumerate(
                        " ".join(text.split()).replace(" ", "| |").split("|")
                    )
                ],
            }
            for who, start, end, text in SAID
        ]
    },
    "whisper.cpp": {
        "transcription": [
            {
                "timestamps": {"from": "00:00:00,500", "to": "00:00:02,250"},
                "offsets": {"from": int(start * 1000), "to": int(end * 1000)},
                "text": f" {text}",
                "speaker": who,
            }
            for who, start, end, text in SAID
        ]
    },
    "podcast": {
        "version": "1.0.0",
        "segments": [
            {"speaker": who, "startTime": start, "endTime": end, "body": text}
            for who, start, end, text in SAID
        ],
    },
    "chunks": {
        "text": "Hvor lenge har du bodd her? Snart tre år nå.",
        "chunks": [
            {"timestamp": [start, end], "text": text, "speaker": who}
            for who, start, end, text in SAID
        ],
    },
}


def heard() -> list[list[tuple[str, float, str]]]:
    """Return the words of each who speaks, with their starts."""
    return [
        [(who, start + place / 8, word) for place, word in enumerate(text.split())]
        for who, start, _, text in SAID
    ]


def every(form: Callable[[str, float, str], Any]) -> list[Any]:
    return [form(*word) for words in heard() for word in words]


def signs_apart(form: Callable[[str, float | None, str], Any]) -> list[Any]:
    """Return each word, and the sign at its end, as recognisers give them that part these."""
    return [
        form(who, at if piece.isalnum() else None, piece)
        for words in heard()
        for who, at, word in words
        for piece in (word.rstrip("?.,"), word[len(word.rstrip("?.,")) :])
        if piece
    ]


WORDS_OF_RECOGNISERS: dict[str, Any] = {
    "google, with all words again at the end": {
        "results": [
            *(
                {
                    "alternatives": [
                        {
                            "transcript": " ".join(word for *_, word in words),
                            "words": [
                                {"startTime": f"{at}s", "word": word} for _, at, word in words
                            ],
                        },
                        {"transcript": "something else"},
                    ]
                }
                for words in heard()
            ),
            {
                "alternatives": [
                    {
                        "words": every(
                            lambda who, at, word: {
                                "startTime": f"{at}s",
                                "word": word,
                                "speakerTag": who,
                            }
                        )
                    }
                ]
            },
        ]
    },
    "google, a label for each word": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": " ".join(word for *_, word in words),
                        "words": [
                            {"startOffset": f"{at}s", "word": word, "speakerLabel": who}
                            for who, at, word in words
                        ],
                    }
                ]
            }
            for words in heard()
        ]
    },
    "amazon, words": {
        "results": {
            "transcripts": [{"transcript": " ".join(text for *_, text in SAID)}],
            "items": signs_apart(
                lambda who, at, piece: {
                    **({} if at is None else {"start_time": str(at)}),
                    "speaker_label": who,
                    "alternatives": [{"content": piece}],
                }
            ),
        }
    },
    "amazon, words, and who speaks when": {
        "results": {
            "transcripts": [{"transcript": " ".join(text for *_, text in SAID)}],
            "speaker_labels": {
                "segments": [
                    {"start_time": str(start), "end_time": str(end), "speaker_label": who}
                    for who, start, end, _ in SAID
                ]
            },
            "items": signs_apart(
                lambda _, at, piece: {
                    **({} if at is None else {"start_time": str(at)}),
                    "alternatives": [{"content": piece}],
                }
            ),
        }
    },
    "deepgram, words": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": " ".join(text for *_, text in SAID),
                            "words": every(
                                lambda who, at, word: {
                                    "word": word.strip("?.").lower(),
                                    "punctuated_word": word,
                                    "start": at,
                                    "speaker": who,
                                }
                            ),
                        }
                    ]
                }
            ]
        }
    },
    "azure": {
        "combinedRecognizedPhrases": [{"display": " ".join(text for *_, text in SAID)}],
        "recognizedPhrases": [
            {"speaker": who, "offset": f"PT{start}S", "nBest": [{"display": text}]}
            for who, start, _, text in SAID
        ],
    },
    "watson": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": " ".join(word for *_, word in words),
                        "timestamps": [[word, at, at + 0.1] for _, at, word in words],
                    }
                ]
            }
            for words in heard()
        ],
        "speaker_labels": every(lambda who, at, _: {"from": at, "to": at + 0.1, "speaker": who}),
    },
    "speechmatics": {
        "results": signs_apart(
            lambda who, at, piece: {
                "start_time": at,
                "alternatives": [{"content": piece, "speaker": who}],
            }
        )
    },
    "words with the spaces between them": {
        "text": " ".join(text for *_, text in SAID),
        "words": [
            {"text": piece, "start": at, "speaker_id": who}
            for words in heard()
            for who, at, word in words
            for piece in (word[:2], word[2:], " ")
            if piece
        ],
    },
    "words, and who speaks when": {
        "words": every(lambda _, at, word: {"start": at, "end": at + 0.1, "text": word}),
        "paragraphs": [{"start": start, "end": end, "speaker": who} for who, start, end, _ in SAID],
    },
    "a speaker in what is told of a text": {
        "blocks": [
            {"text": text, "start": start, "data": {"speaker": who}} for who, start, _, text in SAID
        ]
    },
}


@pytest.mark.parametrize("shape", WORDS_OF_RECOGNISERS)
def test_words_of_every_recogniser_are_what_each_speaker_says_in_turn(shape: str) -> None:
    source = read(WORDS_OF_RECOGNISERS[shape])
    assert source.text == TEXT
    assert [at.milliseconds for at in source.paragraphs] == [500, 2_500]
    assert source.warnings == ()
    assert recognise(source).speakers == {"Kari": 1, "Amina": 1}


def test_chapters_beside_what_is_said_are_no_speakers() -> None:
    chapters = [{"start": start, "name": who} for who, start, *_ in SAID]
    said = [{"start": start, "text": text} for _, start, _, text in SAID]
    assert not recognise(read({"segments": said, "chapters": chapters})).speakers


def test_words_that_nobody_is_named_for_are_sentences_and_a_glossary_is_no_talk() -> None:
    told = every(lambda _, at, word: {"start": at, "word": word})
    assert [text for *_, text in cues(read({"segments": [{"words": told}]}))] == [
        text for *_, text in SAID
    ]
    with pytest.raises(BadInput, match="no transcript is found"):
        read([{"word": word, "meaning": "…"} for *_, word in heard()[0]])


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES.keys())
def test_segments_of_every_recogniser_are_cues_with_voices(value: Any) -> None:
    source = read(value)
    assert source.text == TEXT
    assert [(at.cue, at.milliseconds, at.voice) for at in source.paragraphs] == [
        (0, 500, "Kari"),
        (1, 2_500, "Amina"),
    ]
    assert source.warnings == ()
    assert recognise(source).speakers == {"Kari": 1, "Amina": 1}


def test_segments_without_speakers_are_cues_of_nobody() -> None:
    source = read({"text": " Hei. Ja.", "segments": [
        {"id": 0, "start": 0.0, "end": 1.0, "text": " Hei."},
        {"id": 1, "start": 1.0, "end": 2.0, "text": " Ja."},
    ]})  # fmt: skip
    assert cues(source) == [(0, 0, "Hei."), (1, 1_000, "Ja.")]
    assert recognise(source).turns == 2


def words(text: str, speakers: str) -> list[dict[str, Any]]:
    return [
        {"word": word, "start": float(place), "end": place + 0.5, "speaker": f"S{speaker}"}
        for place, (word, speaker) in enumerate(zip(text.split(), speakers, strict=True))
    ]


def test_a_segment_whose_words_name_two_speakers_is_cut_between_them() -> None:
    text = "Er du der? Ja, jeg er her."
    source = read([{"start": 0.0, "end": 7.0, "text": text, "words": words(text, "0001111")}])
    assert source.text == "S0: Er du der?\nS1: Ja, jeg er her.\n"
    assert [at.milliseconds for at in source.paragraphs] == [0, 3_000]


def test_words_that_are_not_those_of_the_segment_change_nothing_in_it() -> None:
    given_words = words("er du der ja jeg er her", "0001111")
    source = read([{"start": 0.0, "end": 7.0, "text": "Er du? Ja, jeg er.", "words": given_words}])
    assert source.text == "S1: Er du? Ja, jeg er.\n"


def test_a_segment_that_has_only_words_is_read_from_them() -> None:
    given_words = words("Er du der? Ja, jeg er her.", "0001111")
    assert read([{"words": given_words}]).text == "S0: Er du der?\nS1: Ja, jeg er her.\n"
    assert read([{"speaker": "A", "words": given_words}]).text == "A: Er du der? Ja, jeg er her.\n"


def test_speakers_that_are_numbers_are_called_speakers() -> None:
    source = read(
        [{"start": 0.0, "text": "hei", "speaker": 0}, {"start": 1.5, "text": "ja", "speaker": 1}]
    )
    assert source.text == "Speaker 0: hei\nSpeaker 1: ja\n"


def test_segments_without_text_are_counted_and_words_in_none_are_told() -> None:
    source = read(
        {
            "text": "Hei på deg",
            "segments": [{"start": 0.5, "text": "Hei"}, {"start": 1.0, "text": " "}, {"start": 2}],
        }
    )
    assert source.text == "Hei\n"
    assert source.warnings == (
        "left out: segments without text (2)",
        "left out: words of the whole text that are in no segment (2)",
    )


def test_a_text_without_segments_is_read_and_said_to_have_no_times() -> None:
    source = read({"text": "Hei på deg.\nJa."})
    assert source.text == "Hei på deg.\nJa.\n"
    assert "no segments" in source.warnings[0]


@pytest.mark.parametrize(
    "time",
    [-1, 1e300, 10**400, float("nan"), float("inf"), True, "i går", None, [], {}, "9" * 5000],
    ids=str,
)
def test_a_time_that_is_none_is_no_mark(time: object) -> None:
    data = json.dumps([{"start": 0.5, "text": "hei"}, {"start": 0, "text": "ja"}])
    value = json.dumps(time) if not isinstance(time, int) or time < 10**10 else "1" + "0" * 400
    source = read_transcript_bytes(data.replace("0,", f"{value},").encode(), "a.json")
    assert source.text == "hei\nja\n"
    assert [at.milliseconds for at in source.paragraphs] == [500, None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1}', "no transcript is found"),
        ("[]", "no transcript is found"),
        ("[1, 2]", "no transcript is found"),
        ("3", "no transcript is found"),
        ('{"segments": []}', "no transcript is found"),
        ('{"segments": {"text": "hei"}}', "no transcript is found"),
        ('{"segments": [{"text": "hei"}', "line 1: this is not JSON"),
        ('{\n"text": hei}', "line 2: this is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"a":' * 50_000, "nested too deeply"),
        ("[" + "1" * 10_000 + "]", "number too long"),
        ('[{"text": "..."}]', "not one word"),
    ],
    ids=range(12),
)
def test_other_json_is_refused_and_the_keys_that_were_expected_are_named(
    text: str, told: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_transcript_bytes(text.encode(), "a.json")
    assert refused.value.message.startswith("a.json")
    assert told in refused.value.message
    assert refused.value.hint
    if "found" in told:
        assert "'segments'" in refused.value.hint


TALK = ["Hva gjør du?", "Jeg venter.", "På hva?", "På svar."]


@pytest.mark.parametrize(
    ("about", "voices", "names"),
    [
        (
            {"speakers": {"S1": "Interviewer", "S2": "Respondent"}},
            ("S1", "S2"),
            ("Interviewer", "Respondent"),
        ),
        (
            {"speakers": [{"id": "S1", "name": "Kari", "role": "interviewer"}, {"id": "S2"}]},
            ("S1", "S2"),
            ("Kari (interviewer)", "S2"),
        ),
        (
            {"speakers": [{"name": "Kari", "role": "interviewer"}, {"name": "Ola"}]},
            ("Kari", "Ola"),
            ("Kari (interviewer)", "Ola"),
        ),
        ({"speakers": {"0": "Interviewer", "1": "Ola"}}, (0, 1), ("Interviewer", "Ola")),
        ({"speakers": {"Interviewer": 0, "Ola": 1}}, (0, 1), ("Interviewer", "Ola")),
        (
            {"speaker_map": {"S1": {"role": "Interviewer"}, "S2": {"name": "Ola"}}},
            ("S1", "S2"),
            ("Interviewer", "Ola"),
        ),
        (
            {"speakers": {"S1": "Respondent", "S2": "Respondent"}},
            ("S1", "S2"),
            ("Respondent (S1)", "Respondent (S2)"),
        ),
        ({"speakers": {"S1": 12, "S2": 9}}, ("S1", "S2"), ("S1", "S2")),
    ],
    ids=range(8),
)
@pytest.mark.parametrize("key", ["speaker", "speaker_id"])
def test_a_map_of_speakers_names_those_who_speak(
    about: dict[str, Any], voices: tuple[Any, Any], names: tuple[str, str], key: str
) -> None:
    said = [{key: voices[turn % 2], "text": text} for turn, text in enumerate(TALK)]
    source = read_transcript_bytes(json.dumps({**about, "segments": said}).encode(), "a.json")
    assert recognise(source).speakers == dict.fromkeys(names, 2)


def test_turns_in_an_object_within_others_are_read_with_the_names_beside_them() -> None:
    said = [{"speaker": f"S{turn % 2}", "text": text} for turn, text in enumerate(TALK)]
    whole = {
        "speakers": {"S0": "Kari"},
        "data": {"id": {}, "interview": {"turns": said, "date": "3.5."}},
    }
    source = read_transcript_bytes(json.dumps(whole).encode(), "a.json")
    assert recognise(source).speakers == {"Kari": 2, "S1": 2}


MORE = ["Hva nå?", "Nå går jeg.", "Hvor hen?", "Hjem."]


@pytest.mark.parametrize(
    "several",
    [
        lambda one, two: {"first": {"turns": one}, "second": {"turns": two}},
        lambda one, two: {"first": one, "second": two},
        lambda one, two: [{"id": 1, "messages": one}, {"id": 2, "messages": two}],
        lambda one, two: {"day": "3.5.", "conversations": [{"talk": one}, {"talk": two}]},
        lambda one, two: [one, two],
    ],
    ids=range(5),
)
def test_several_conversations_in_one_json_are_read_and_told(
    several: Callable[[list[Any], list[Any]], Any],
) -> None:
    one, two = (
        [{"speaker": f"S{turn % 2}", "text": text} for turn, text in enumerate(talk)]
        for talk in (TALK, MORE)
    )
    source = read_transcript_bytes(json.dumps(several(one, two)).encode(), "a.json")
    assert recognise(source).speakers == {"S0": 4, "S1": 4}
    assert "there are 2 talks in this file" in source.warnings[0]
    with pytest.raises(BadInput):  # the same words twice are one talk, cut in two ways
        read_transcript_bytes(json.dumps(several(one, one)).encode(), "a.json")


def test_alternatives_of_what_nobody_is_named_for_are_no_conversations() -> None:
    guesses = [{"alternatives": [{"transcript": text}, {"transcript": "…"}]} for text in TALK]
    source = read_transcript_bytes(json.dumps({"results": guesses}).encode(), "a.json")
    assert source.text.splitlines() == TALK
    assert source.warnings == ()


@pytest.mark.parametrize("key", ["participant", "who", "from", "author", "role", "sender"])
@pytest.mark.parametrize("text", ["text", "message"])
def test_a_message_is_said_by_whom_it_is_from(key: str, text: str) -> None:
    said = [{key: f"S{turn % 2}", text: words} for turn, words in enumerate(TALK)]
    for whole in (said, {"messages": said}):
        source = read_transcript_bytes(json.dumps(whole).encode(), "a.json")
        assert recognise(source).speakers == {"S0": 2, "S1": 2}
    lines = "\n".join(map(json.dumps, said))
    assert recognise(read_transcript_bytes(lines.encode(), "a.json")).speakers == {"S0": 2, "S1": 2}


def test_a_message_is_said_by_a_human_or_a_machine_where_its_type_is_that() -> None:
    said = [{"type": ("ai", "human")[turn % 2], "content": text} for turn, text in enumerate(TALK)]
    source = read_transcript_bytes(json.dumps({"messages": said}).encode(), "a.json")
    assert recognise(source).speakers == {"ai": 2, "human": 2}
    other = [{"type": "text", "content": text} for text in TALK]
    assert not recognise(read_transcript_bytes(json.dumps(other).encode(), "a.json")).speakers


def test_from_may_be_when_somebody_begins() -> None:
    said = [{"from": turn, "to": turn + 1, "text": text} for turn, text in enumerate(TALK)]
    source = read_transcript_bytes(json.dumps(said).encode(), "a.json")
    assert not recognise(source).speakers


@pytest.mark.parametrize(
    "content",
    [
        lambda text: [{"type": "text", "text": text}],
        lambda text: {"content_type": "text", "parts": [text]},
        lambda text: [text[:3], {"type": "bold", "text": text[3:]}],
    ],
    ids=["parts with a type", "parts in an object", "parts and text"],
)
def test_the_content_of_a_message_may_have_parts(content: Callable[[str], Any]) -> None:
    said = [
        {"author": {"role": ("user", "assistant")[turn % 2]}, "content": content(text)}
        for turn, text in enumerate(TALK)
    ]
    source = read_transcript_bytes(json.dumps({"messages": said}).encode(), "a.json")
    assert recognise(source).speakers == {"user": 2, "assistant": 2}
    assert source.text.replace(" ", "").startswith("user:Hvagjørdu?")


def test_the_first_object_of_a_list_may_be_the_map_of_speakers() -> None:
    said = [{"speaker": f"S{turn % 2}", "text": text} for turn, text in enumerate(TALK)]
    whole = [{"S0": "Interviewer", "S1": "Ola"}, *said]
    source = read_transcript_bytes(json.dumps(whole).encode(), "a.json")
    assert recognise(source).speakers == {"Interviewer": 2, "Ola": 2}
    assert not source.warnings


def test_a_speaker_may_be_an_object_with_a_name() -> None:
    said = [
        {"speaker": {"id": turn % 2, "name": ("Kari", "Ola")[turn % 2]}, "text": text}
        for turn, text in enumerate(TALK)
    ]
    source = read_transcript_bytes(json.dumps({"segments": said}).encode(), "a.json")
    assert recognise(source).speakers == {"Kari": 2, "Ola": 2}


SPOKEN = [(f"S{turn % 2}", text) for turn, text in enumerate(TALK)]


@pytest.mark.parametrize(
    "whole",
    [
        {
            f"{n}.wav": [who, [{"start": n, "end": n + 1, "content": text}]]
            for n, (who, text) in enumerate(SPOKEN)
        },
        {"x.wav": [[who, [{"start": 0, "content": text}]] for who, text in SPOKEN]},
        [
            {
                "Who?": who,
                "Responses": f"{text} Og så {text}",
                "Start": f"0:0{n}",
                "Words": n,
                "Mood": None,
            }
            for n, (who, text) in enumerate(SPOKEN * 2)
        ],
        {
            "day": "3.5.",
            "rows": [
                {"Snakker": who, "Sagt": f"{text} {n}", "Fra": f"0:0{n}"}
                for n, (who, text) in enumerate(SPOKEN * 2)
            ],
        },
        {
            "inhalt": {
                "liste": [
                    {"nr": n, "stimme": who, "wortlaut": f"{text} {text}", "mehr": {"a": n}}
                    for n, (who, text) in enumerate(SPOKEN * 2)
                ]
            }
        },
        [{who: text} for who, text in SPOKEN],
        {
            "id": "7",
            "all": [f"{who}: {text}" for who, text in SPOKEN],
            "asked": [f"{who}: {text}" for who, text in SPOKEN[::2]],
        },
    ],
    ids=[
        "a pair a recording",
        "a list of pairs",
        "rows",
        "rows in an object",
        "strange keys",
        "a key a speaker",
        "labelled texts",
    ],
)
def test_lists_of_pairs_rows_and_labelled_texts_are_transcripts(whole: Any) -> None:
    source = read_transcript_bytes(json.dumps(whole).encode(), "a.json")
    turns = recognise(source).speakers
    assert turns.keys() == {"S0", "S1"}
    assert len({*turns.values()}) == 1


@pytest.mark.parametrize(
    "whole",
    [
        [{"title": "Kari", "year": 2020}, {"title": "Ola", "year": 2021}],
        [{"name": text, "time": f"0:0{n}"} for n, text in enumerate(TALK)],
        {"notes": [f"{n}PM: {text}" for n, text in enumerate(TALK)]},
        {
            "first": [f"{who}: {text}" for who, text in SPOKEN],
            "second": [f"{who}: Nei." for who, text in SPOKEN],
        },
        {"a": [["S0", [{"content": "Hei."}]], ["S1", ["Hei."]]]},
        [
            {"kind": kind, "about": f"{text} {text} {n}"}
            for kind in ("first", "second")
            for n, text in enumerate(TALK)
        ],
    ],
    ids=[
        "records",
        "names once each",
        "labels once each",
        "two talks",
        "pairs of other things",
        "kinds in order",
    ],
)
def test_other_lists_are_no_transcripts(whole: Any) -> None:
    with pytest.raises(BadInput, match="no transcript is found"):
        read_transcript_bytes(json.dumps(whole).encode(), "a.json")


def test_json_above_a_talk_in_a_text_file_is_a_legend_and_no_broken_json() -> None:
    talk = "".join(f"{'IR'[turn % 2]}: {text}\n" for turn, text in enumerate(TALK))
    legend = '{"I": "Interviewer", "R": "Respondent"}\n'
    source = read_transcript_bytes(f"{legend}{talk}".encode(), "samtale.txt")
    reading = recognise(source)
    assert source.format == "txt"
    assert reading.speakers == {"I": 2, "R": 2}
    assert reading.stated == {"I": "Interviewer", "R": "Respondent"}


@pytest.mark.parametrize(
    "front",
    [
        json.dumps({"title": "Talk 3", "about": "Somebody waits for an answer. " * 30}, indent=1),
        '{"title": "Talk 3",\n "date": "2020-03-01",\n}',
    ],
    ids=["long", "with a comma too many"],
)
@pytest.mark.parametrize("time", ["", "[00:01] "])
def test_json_above_a_talk_is_front_matter_however_long(front: str, time: str) -> None:
    talk = "".join(f"{time}{'IR'[turn % 2]}: {text}\n" for turn, text in enumerate(TALK))
    source = read_transcript_bytes(f"{front}\n\n{talk}".encode(), "talk.md")
    assert recognise(source).speakers == {"I": 2, "R": 2}
    with pytest.raises(BadInput, match="this is not JSON"):
        read_transcript_bytes(front[:-9].encode(), "talk.md")


def test_json_named_text_is_read_as_json_with_a_warning() -> None:
    source = read(whisperx(), "intervju.txt")
    assert source.text == TEXT
    assert "the ending says .txt" in source.warnings[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "segments",
                    "text",
                    "start",
                    "end",
                    "speaker",
                    "words",
                    "word",
                    "results",
                    "elements",
                    "speakers",
                    "id",
                    "name",
                    "role",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_any_json_gives_a_source_or_is_refused(value: Any) -> None:
    try:
        source = read_transcript_bytes(json.dumps(value).encode(), "a.json")
    except BadInput:
        return
    assert source.text.strip()
    for at in source.paragraphs:
        assert at.voice is None or source.text.startswith(f"{at.voice}: ", at.start)


@given(st.sampled_from(list(SHAPES)), CHANGES)
def test_damaged_json_gives_a_source_or_is_refused(
    shape: str, changes: list[tuple[int, int, str]]
) -> None:
    data = json.dumps(SHAPES[shape], ensure_ascii=False).encode()
    try:
        source = read_transcript_bytes(damage(data, changes), "a.json")
    except BadInput:
        return
    check_spans(source)


@pytest.mark.parametrize(
    ("beside", "is_told"),
    [
        (
            {"words": [{"word": "Hvor?", "speaker": "A"}, {"word": "Her.", "speaker": "B"}]},
            True,
        ),
        ({"speaker_distribution": {"A": 5, "B": 1}}, True),
        ({"speaker_distribution": {"A": 6, "B": 0}}, False),
        ({"topics": {"Veien": 0.4, "B": 0.2}}, False),
    ],
)
def test_where_a_segment_names_another_speaker_beside_its_own_that_is_told(
    beside: dict[str, Any], is_told: bool
) -> None:
    last = {"text": "Takk.", "speaker": "B", "words": [{"word": "Takk."}]}
    source = read({"segments": [{"text": "Hvor? Her.", "speaker": "A", **beside}, last]})
    told = (
        "segments name another speaker beside their own (1 of 2): their own is taken, look who "
        "says them"
    )
    assert source.warnings == (told,) * is_told


def test_what_else_a_segment_tells_in_a_sentence_is_told_to_be_left_out() -> None:
    segments = [
        {"text": "Hvor?", "speaker": "A", "reason": "Hun spør hvor de bodde da.", "topic": "Bolig"},
        {"text": "Her i byen.", "speaker": "B", "raw": "Her i byen.", "reason": ""},
    ]
    assert read({"segments": segments}).warnings == (
        "left out: 'reason' beside what 1 of 2 segments say",
    )


def test_segments_that_the_file_itself_doubts_are_told() -> None:
    segments = [
        {"text": "Hvor?", "speaker": "A", "needs_review": True},
        {"text": "Her.", "speaker": "B", "needs_review": False},
    ]
    assert read({"segments": segments}).warnings == (
        "the file doubts 1 of 2 segments itself: look who says them",
    )


def test_a_word_that_ends_when_another_already_speaks_is_whose_it_begins_as() -> None:
    asked, answer = ["Hvor", "dro", "dere", "hen", "den", "gangen"], ["Hit", "til", "byen"]
    whose = [*(("spk_0", word) for word in asked), *(("spk_1", word) for word in answer)]
    # The last word of who asks goes on for longer than the segment of who asks.
    times = [(at, at + (3 if at == len(asked) - 1 else 1)) for at in range(len(whose))]
    spans = [
        {"start_time": str(start), "end_time": str(end), "speaker_label": who}
        for (start, end), (who, _) in zip(times, whose, strict=True)
    ]
    results = {
        "transcripts": [{"transcript": " ".join(word for _, word in whose)}],
        "speaker_labels": {
            "segments": [
                {
                    "start_time": "0",
                    "end_time": "5.5",
                    "speaker_label": "spk_0",
                    "items": spans[:6],
                },
                {
                    "start_time": "5.5",
                    "end_time": "9",
                    "speaker_label": "spk_1",
                    "items": spans[6:],
                },
            ]
        },
        "items": [
            {"start_time": str(start), "end_time": str(end), "alternatives": [{"content": word}]}
            for (start, end), (_, word) in zip(times, whose, strict=True)
        ],
    }
    source = read({"results": results})
    assert source.text.splitlines() == [
        f"spk_0: {' '.join(asked)}",
        f"spk_1: {' '.join(answer)}",
    ]


def test_otranscribe_gives_paragraphs_times_and_bold_names() -> None:
    source = otr(
        "<p>[Musikk]</p>"
        '<p><span class="timestamp" data-timestamp="12.111684">00:12</span><b>Kari</b>: Hei &amp; '
        "velkommen.<br>Så fint.</p>"
        '<p><b>Ola:</b>&nbsp;<span class="timestamp" data-timestamp="75">01:15</span> Takk, '
        '<i>takk</i>. <span class="timestamp" data-timestamp="81.5">01:21</span> Ja.</p><p><br></p>'
    )
    assert source.format == "otr"
    assert source.text == "[Musikk]\nKari: Hei & velkommen.\nSå fint.\nOla: Takk, takk. 01:21 Ja.\n"
    assert [(at.voice, at.milliseconds) for at in source.paragraphs] == [
        (None, None),
        ("Kari", 12_112),
        (None, None),
        ("Ola", 75_000),
    ]
    reading = recognise(source)
    assert reading.speakers == {"Kari": 1, "Ola": 1}
    assert [block.milliseconds for block in reading.blocks] == [12_112, 75_000]


def test_otranscribe_with_plain_names_leaves_speakers_to_recognition() -> None:
    page = "".join(f"<p>{who}: {said}</p>" for who in ("<b>I</b>", "R") for said in ("Ja.", "Nei."))
    source = otr(page)
    assert {at.voice for at in source.paragraphs} == {None}
    assert recognise(source).speakers == {"I": 2, "R": 2}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<div>en</div><div>to</div>", "en\nto\n"),
        ("<p>en<script>alert('x')</script> to</p>", "en to\n"),
        ('<p>en <span class="timestamp">ikke en tid</span> to</p>', "en ikke en tid to\n"),
        ('<p><span class="timestamp" data-timestamp="x">00:07</span>en</p>', "en\n"),
        ('<p>en <span class="timestamp" data-timestamp="3">00:03', "en 00:03\n"),
        ("<p>a &lt;b&gt; &#229;&oslash;</p>", "a <b> åø\n"),
        ("<p>" + "<b>" * 5_000 + "dypt</p>", "dypt\n"),
    ],
)
def test_untidy_pages_lose_no_words(page: str, text: str) -> None:
    assert otr(page).text == text


def test_a_real_otranscribe_file_has_one_speaker(shared: Path) -> None:
    source = read_transcript(shared / "transcripts" / "otranscribe_doc" / "otis-ep01_snippet.otr")
    assert source.text == "[Theme music begins]\nJosh: ...\n"
    assert recognise(source).speakers == {"Josh": 1}
