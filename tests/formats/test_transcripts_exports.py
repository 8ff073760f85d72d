"""What meeting programs and transcription services export gives its speakers, words and times.

The talk is invented; the shapes are those that the makers document or that their files have.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import docx
import pytest

from kodeverk.analysis.recognition.turns import recognise
from kodeverk.formats.transcripts import read_transcript_bytes

T = TypeVar("T")
TALK = [
    (3, "Kari Nordmann", "Hei, og velkommen. Hvordan kom du hit?"),
    (64, "Amina Yusuf", "Jeg kom med fly til Oslo i mai."),
    (125, "Kari Nordmann", "Fikk du hjelp av noen?"),
    (186, "Amina Yusuf", "Ja. Veilederen min: Berit, hun var snill."),
    (247, "Kari Nordmann", "Hva gjorde hun?"),
    (308, "Amina Yusuf", "Hun ringte NAV, og så gikk vi dit sammen."),
]


def long(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}"


def short(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def digits(seconds: int) -> str:
    return f"0:{seconds // 60}:{seconds % 60}"


def spoken(seconds: int) -> str:
    minutes = f"{seconds // 60} minutes " if seconds >= 60 else ""
    return f"{minutes}{seconds % 60} seconds"


def initials(who: str) -> str:
    return "".join(word[0] for word in who.split())


def text(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()


def word(paragraphs: Iterable[str]) -> bytes:
    """Return a Word document; `**` begins and ends bold, LF is a line break."""
    document = docx.Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        for place, piece in enumerate(words.split("**")):
            paragraph.add_run(piece).bold = place % 2 == 1
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def table(*rows: Sequence[str]) -> bytes:
    """Return a Word document with a table."""
    document = docx.Document()
    cells = document.add_table(len(rows), len(rows[0]))
    for place, row in enumerate(rows):
        for number, said in enumerate(row):
            cells.cell(place, number).text = said
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def each(form: Callable[[int, str, str], T]) -> list[T]:
    return [form(*turn) for turn in TALK]


EXPORTS = {
    "Teams, WebVTT": (
        "møte.vtt",
        text(
            [
                "WEBVTT\n\n",
                *each(
                    lambda at, who, said: (
                        f"91b3f3c3-44c6-4a8b-8c0a-add105d816bd/{at}-0\n"
                        f"{long(at)}.000 --> {long(at + 4)}.120\n"
                        f"<v {who}>{said.replace(' ', chr(10), 1)}</v>\n\n"
                    )
                ),
            ]
        ),
    ),
    "Teams, older Word file pasted as text": (
        "møte.txt",
        text(each(lambda at, who, said: f"{long(at)}.000 --> {long(at + 4)}.120\n{who}\n{said}\n")),
    ),
    "Teams, older Word file": (
        "møte.docx",
        word(each(lambda at, who, said: f"{long(at)}.0 --> {long(at + 4)}.12\n{who}\n{said}")),
    ),
    "Teams, newer Word file": (
        "møte.docx",
        word(
            [
                "**Veiledning-20260302_101500-Møteutskrift**",
                "2. mars 2026, 10:15",
                "27m 42s",
                "**Kari Nordmann** startet transkripsjon",
                *each(lambda at, who, said: f"**{who}**   {short(at)}\n{said}"),
            ]
        ),
    ),
    "Teams, older Word file with short times": (
        "møte.docx",
        word(each(lambda at, who, said: f"{digits(at)}.0 --> {digits(at + 4)}.12\n{who}\n{said}")),
    ),
    "Teams, older Word file with short times pasted as text": (
        "møte.txt",
        text(
            each(lambda at, who, said: f"{digits(at)}.0 --> {digits(at + 4)}.12\n{who}\n{said}\n")
        ),
    ),
    "Teams, newer Word file, stopped": (
        "møte.docx",
        word(
            [
                "**Kari Nordmann** started transcription",
                *each(lambda at, who, said: f"**{who}**   {short(at)}\n{said}"),
                "**Kari Nordmann** stopped transcription",
            ]
        ),
    ),
    "Teams, pasted from a browser": (
        "møte.txt",
        text(
            [
                "Transcript. Use arrow keys to navigate between entries.\n\n\nSearch\n\n",
                "Kari Nordmann started transcription\n\n",
                *each(
                    lambda at, who, said: (
                        f"{initials(who) if at % 2 else ''}\n\n{who}\n{spoken(at)}{short(at)}\n"
                        f"{who} {spoken(at)}\n{said}\n"
                    )
                ),
                "Kari Nordmann stopped transcription\n",
            ]
        ),
    ),
    "Teams, pasted line by line": (
        "møte.txt",
        text(each(lambda at, who, said: f"{who}\n{spoken(at)}\n{short(at)}\n{said}\n")),
    ),
    "name and time on two lines": (
        "møte.txt",
        text(each(lambda at, who, said: f"{who}\n{short(at)}\n{said}\n\n")),
    ),
    "Zoom, WebVTT": (
        "møte.transcript.vtt",
        text(
            [
                "WEBVTT\r\n\r\n",
                *each(
                    lambda at, who, said: (
                        f"{at}\r\n{long(at)}.000 --> {long(at + 4)}.120\r\n{who}: {said}\r\n\r\n"
                    )
                ),
            ]
        ),
    ),
    "Zoom, chat": (
        "chat.txt",
        text(each(lambda at, who, said: f"{long(at)}\t{who}:\t{said}\r\n")),
    ),
    "Zoom, chat with recipients": (
        "meeting_saved_chat.txt",
        text(each(lambda at, who, said: f"{long(at)}\t From {who} to Everyone:\n\t{said}\r\n")),
    ),
    "Zoom, chat with two spaces": (
        "meeting_saved_chat.txt",
        text(each(lambda at, who, said: f"{long(at)} From  {who}  to  Everyone:\n\t{said}\r\n")),
    ),
    "Zoom, chat with recipients on one line": (
        "meeting_saved_chat.txt",
        text(each(lambda at, who, said: f"{long(at)}\t From  {who}  to  Everyone : {said}\r\n")),
    ),
    "Zoom, chat to one person": (
        "meeting_saved_chat.txt",
        text(
            each(
                lambda at, who, said: (
                    f"{long(at)}\t From  {who}"
                    f"{'   to   Ola Li(Privately)' if at % 2 else ''} : {said}\r\n"
                )
            )
        ),
    ),
    "Zoom, chat in Norwegian": (
        "meeting_saved_chat.txt",
        text(each(lambda at, who, said: f"{long(at)}\t Fra {who} Til Alle:\n\t{said}\r\n")),
    ),
    "Zoom, saved captions": (
        "meeting_saved_closed_caption.txt",
        text(each(lambda at, who, said: f"[{who}] {long(at)}\n{said}\n\n")),
    ),
    "Sonix": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who}: [{long(at)}] {said}\n\n")),
    ),
    "Word, Transcribe, as text": (
        "intervju.txt",
        text(
            [
                "Transcript\nAudio file\nintervju 3.m4a\nTranscript\n",
                *each(lambda at, who, said: f"{long(at)} {who}\n{said}\n"),
            ]
        ),
    ),
    "Word, Transcribe": (
        "intervju.docx",
        word(
            [
                "**Transcript**",
                "**Audio file**",
                "intervju 3.m4a",
                "**Transcript**",
                *(paragraph for at, who, said in TALK for paragraph in (f"{long(at)} {who}", said)),
            ]
        ),
    ),
    "Otter": (
        "intervju_otter_ai.txt",
        text(each(lambda at, who, said: f"{who}  {short(at)}  \n{said}\n\n")),
    ),
    "Otter, with a summary": (
        "intervju_otter_ai.txt",
        text(
            [
                "Tue, Mar 3, 2026 10:15AM • 27:42\n\n",
                "SUMMARY KEYWORDS\nnav, hjelp, oslo\n\nSPEAKERS\nKari Nordmann, Amina Yusuf\n\n",
                *each(lambda at, who, said: f"{who}  {short(at)}\n{said}\n\n"),
            ]
        ),
    ),
    "Otter, with its last line": (
        "intervju_otter_ai.txt",
        text(
            [
                *each(lambda at, who, said: f"{who}  {short(at)}  \n{said}\n\n"),
                "Transcribed by https://otter.ai\n",
            ]
        ),
    ),
    "Otter, Word file": (
        "intervju_otter_ai.docx",
        word(
            [
                "**intervju 3**",
                "Tue, Mar 3, 2026 10:15AM  27:42",
                *each(lambda at, who, said: f"**{who}**  {long(at)}\n{said}"),
                "Transcribed by https://otter.ai",
            ]
        ),
    ),
    "Rev, time behind the colon": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who}: (0{short(at)})\n{said}\n\n")),
    ),
    "Rev": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who} (0{short(at)}):\n{said}\n\n")),
    ),
    "Rev, Word file": (
        "intervju.docx",
        word(each(lambda at, who, said: f"{who} ({long(at)}):\n{said}")),
    ),
    "f4, time behind": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who}: {said} #{long(at)}-0#\n\n")),
    ),
    "f4, time behind with a dot": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{who}: {said} #{long(at)}.0#\n\n")),
    ),
    "f4, time before": (
        "intervju.txt",
        text(each(lambda at, who, said: f"#{long(at)}-0# {who}: {said}\n\n")),
    ),
    "MAXQDA, times above": (
        "intervju.docx",
        word(
            paragraph
            for at, who, said in TALK
            for paragraph in (f"#{long(at)}-0#", f"**{who}:** {said}", "")
        ),
    ),
    "Happy Scribe": (
        "intervju.txt",
        text(each(lambda at, who, said: f"[{long(at)}.000] - {who}\n{said}\n\n")),
    ),
    "YouTube, times above": (
        "intervju.txt",
        text(each(lambda at, who, said: f"{long(at)}.000,{long(at + 4)}.000\n{who}: {said}\n\n")),
    ),
    "NVivo": (
        "intervju.docx",
        table(
            ("", "Timespan", "Content", "Speaker"),
            *each(lambda at, who, said: (f"{at}", f"{short(at)}.0 - {short(at + 4)}.0", said, who)),
        ),
    ),
    "NVivo in German": (
        "interview.docx",
        table(
            ("Zeitspanne", "Inhalt", "Sprecher"),
            *each(lambda at, who, said: (f"{short(at)},0 - {short(at + 4)},0", said, who)),
        ),
    ),
    "a podcast's web page": (
        "samtale.html",
        text(
            [
                "<html><body>",
                *each(
                    lambda at, who, said: (
                        f"<cite>{who}:</cite><time>{short(at)}</time><p>{said}</p>"
                    )
                ),
                "</body></html>",
            ]
        ),
    ),
    "start, end, speaker and words": (
        "samtale.txt",
        text(each(lambda at, who, said: f"{at}.0 {at + 4}.25 {who.replace(' ', '_')} {said}\n")),
    ),
    "Teams, chat": (
        "chat.txt",
        text(each(lambda at, who, said: f"[02.03.2026 {long(at)}] {who}\n{said}\n\n")),
    ),
    "Telegram": (
        "chat.txt",
        text(each(lambda at, who, said: f"{who}, [02.03.26 {long(at)}]\n{said}\n\n")),
    ),
    "AssemblyAI, as text": (
        "samtale.txt",
        text(each(lambda at, who, said: f"[{who}] {long(at)} -> {said}\n")),
    ),
    "Whisper with speakers, as text": (
        "intervju.txt",
        text(each(lambda at, who, said: f"[{long(at)} --> {long(at + 4)}] {who}: {said}\n")),
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_gives_who_said_what_and_when(export: str) -> None:
    name, data = EXPORTS[export]
    source = read_transcript_bytes(data, name)
    reading = recognise(source)
    speakers = {speaker.replace("_", " "): count for speaker, count in reading.speakers.items()}
    assert speakers == {"Kari Nordmann": 3, "Amina Yusuf": 3}
    assert [source.text[block.start : block.end] for block in reading.blocks] == [
        said for *_, said in TALK
    ]
    assert [block.milliseconds for block in reading.blocks] == [at * 1000 for at, *_ in TALK]
    assert source.warnings == ()


def test_times_and_remarks_that_a_program_puts_between_utterances_are_nobodys() -> None:
    text = (
        "Attendees\nKari Nordmann, Amina Yusuf\n\nTranscript\n\n00:00:00\n\n"
        "Kari Nordmann: Hvordan kom du hit?\nAmina Yusuf: Med fly.\n\n00:05:00\n\n"
        "Kari Nordmann: Og så?\nAmina Yusuf: Så gikk vi til NAV.\n\n"
        "Transcription ended after 00:12:10\n\n"
        "This editable transcript was computer generated and might contain errors. People can also "
        "change the text after it was created.\n"
    )
    source = read_transcript_bytes(text.encode(), "møte.txt")
    said = [source.text[block.start : block.end] for block in recognise(source).blocks]
    assert said == ["Hvordan kom du hit?", "Med fly.", "Og så?", "Så gikk vi til NAV."]


def test_what_one_says_later_in_a_pasted_meeting_is_an_utterance_with_its_own_time() -> None:
    text = (
        "Kari Nordmann\n0 minutes 3 seconds0:03\nKari Nordmann 0 minutes 3 seconds\nHei.\nAY\n"
        "Amina Yusuf\n12 minutes12:00\nAmina Yusuf 12 minutes\nHei.\n"
        "Amina Yusuf 1 time 7 sekunder\nJo.\n"
        "Kari Nordmann\n1 hour 2 minutes1:02:00\nKari Nordmann 1 hour 2 minutes\nJa.\n"
    )
    source = read_transcript_bytes(text.encode(), "møte.txt")
    found = [
        (block.label, block.milliseconds, source.text[block.start : block.end])
        for block in recognise(source).blocks
    ]
    assert found == [
        ("Kari Nordmann", 3_000, "Hei."),
        ("Amina Yusuf", 720_000, "Hei."),
        ("Amina Yusuf", 3_607_000, "Jo."),
        ("Kari Nordmann", 3_720_000, "Ja."),
    ]
