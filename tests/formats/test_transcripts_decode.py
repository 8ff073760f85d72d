"""Bytes of old and new encodings come out as the letters that were typed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts import ENCODINGS, read_transcript_bytes
from kodeverk.formats.transcripts.decode import TWICE, decode_as, decode_text
from tests.transcript_files import read_transcript

SAMPLES = (
    "Kåre: Hei på deg\n",
    "I: Hvor bor du?\nD: På Årdal\n",
    "VEILEDER: ÅRSAKEN ER ÆRLIG ØKT\n",
    "Rettleiar: eg trur ikkje det er så lett å få òg\n",
    "en bø i øst å ha\n",
    "José, Müller, François og Åse\n",
)

TOLD = {
    "cp1250": "Łucja: Żółć, ťažké, őrült",
    "cp1251": "Анна: Уже третий год, её сестра",
    "cp1253": "Ελένη: Τρία χρόνια, πολύ δύσκολα",
    "cp1254": "Ayşe: Üç yıldır, çok iş, ığdır",
    "cp1255": "דנה: שלוש שנים, קשה מאוד",
    "cp1256": "ليلى: منذ ثلاث سنوات",
    "cp1257": "Rūta: Jau trečius metus, ačiū už viską",
    "iso-8859-2": "Jiří: Už třetí rok, řekla bych ľahko",
    "iso-8859-5": "Ирина: Вече трета година",
    "iso-8859-7": "Άννα: Τρία χρόνια",
    "iso-8859-9": "Işıl: Üç yıldır, değil",
    "iso-8859-15": "Élise: Ma sœur, 5 €, Šeherezade",
    "koi8-r": "Анна: Сначала было трудно",
    "cp949": "면담자: 벌써 삼 년째 여기 살아요",
    "cp932": "聞き手: もう三年ここに住んでいます",
    "gb18030": "访谈者: 我们在这里住了三年",
    "big5": "訪談者: 我們在這裡住了三年",
}
"""What somebody says in the languages of encodings that are not guessed."""


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_norwegian_text_is_read_as_it_was_typed(text: str, encoding: str) -> None:
    assert read_transcript_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("encoding", ["mac-roman", "cp865", "utf-16-le", "utf-16-be", "utf-32"])
def test_rarer_encodings_are_read_as_they_were_typed(text: str, encoding: str) -> None:
    assert read_transcript_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_typographic_quotes_and_dashes_survive(encoding: str) -> None:
    text = "Han sa “ja” – og så gikk vi… «Nei», sa Øyvind, it’s ok.\n"
    assert decode_text(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [("Привет, как дела", "cp1251"), ("مرحبا كيف حالك", "cp1256")]
)
def test_an_encoding_of_another_alphabet_is_refused_not_garbled(text: str, encoding: str) -> None:
    with pytest.raises(BadInput, match=r"a\.txt, line 2: .*cannot be told") as refused:
        decode_text(b"hei\n" + text.encode(encoding), "a.txt")
    assert f"perhaps --encoding {encoding} (“{text} …”)" in refused.value.hint
    assert all(repr(name) in refused.value.hint for name in ENCODINGS)


@pytest.mark.parametrize("encoding", TOLD)
def test_letters_of_another_language_are_never_read_as_western_ones_in_silence(
    encoding: str,
) -> None:
    text = f"{TOLD[encoding]}\n" * 20
    try:
        (told,) = decode_text(text.encode(encoding), "a.txt").warnings
    except BadInput as refused:
        told = refused.hint
    assert "--encoding" in told


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
def test_czech_that_reads_nearly_like_danish_is_a_guess(encoding: str) -> None:
    text = (
        "Tazatel: Jak dlouho tu žijete?\nJana: Už třetí rok. Přišla jsem kvůli práci, ale není to "
        "vůbec jednoduché.\nTazatel: Co bylo nejhorší?\nJana: Řekla bych, že úřady, při měření.\n"
    )
    (warning,) = decode_text(text.encode(encoding), "a.txt").warnings
    assert "guess" in warning
    assert decode_as(text.encode(encoding), encoding, "a.txt").text == text


def test_signs_in_norwegian_text_make_it_no_guess() -> None:
    text = "På 50 m² i 2½ time, så å gjøre det på øya, været ble bedre på fjøset.\n"
    assert decode_text(text.encode("cp1252"), "a.txt").warnings == ()


def test_a_guess_is_told() -> None:
    (warning,) = decode_text("VEILEDER: ÆRA\n".encode("cp865"), "a.txt").warnings
    assert "guess" in warning
    assert "--encoding" in warning


def test_text_encoded_twice_is_kept_and_told() -> None:
    text = "Så får vi høre på været, åja\n".encode().decode("cp1252")
    decoded = decode_text(text.encode(), "a.txt")
    assert decoded.text == text
    assert f'--encoding "{TWICE}"' in decoded.warnings[0]


def test_text_encoded_twice_is_told_also_behind_a_byte_order_mark() -> None:
    text = "Så får vi høre på været, åja\n".encode().decode("cp1252")
    assert "encoded twice" in decode_text(text.encode("utf-8-sig"), "a.txt").warnings[0]


@pytest.mark.parametrize("text", [*SAMPLES, "“Ja” – sa hun… «Nei» 5 € 😀 čžšđŋ\n"])
@pytest.mark.parametrize("between", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_repaired_when_asked_for(text: str, between: str) -> None:
    # Programs that read as cp1252 keep the five bytes it leaves open as control characters.
    misread = "".join(
        bytes([byte]).decode(between, "ignore") or chr(byte) for byte in text.encode()
    )
    source = read_transcript_bytes(misread.encode(), "a.txt", TWICE)
    assert source.text == text
    assert (source.encoding, source.warnings) == (TWICE, ())


def test_letters_that_were_encoded_once_stay_in_a_text_that_is_repaired() -> None:
    half = "Kåre: på sjøen\n".encode().decode("cp1252") + "Åse: «så fint», når?\n"
    repaired = decode_as(half.encode(), TWICE, "a.txt").text
    assert repaired == "Kåre: på sjøen\nÅse: «så fint», når?\n"


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name != TWICE])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.vtt", "a.json"])
def test_an_encoding_can_be_chosen_for_every_format_of_text(encoding: str, name: str) -> None:
    who, said = TOLD.get(encoding, "Kåre: Ærlig talt").split(": ")
    text = {
        "a.txt": f"{who}: {said}\n",
        "a.csv": f"Taler;Tekst\n{who};{said}\n",
        "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{who}: {said}\n",
        "a.json": f'[{{"start": 0.5, "text": "{said}", "speaker": "{who}"}}]',
    }[name]
    source = read_transcript_bytes(text.encode(encoding), name, encoding)
    assert source.text == f"{who}: {said}\n"
    assert (source.encoding, source.warnings) == (encoding, ())


@pytest.mark.parametrize(
    ("spelling", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("CP1252", "cp1252"),
        ("cp1252", "cp1252"),
        ("windows-1251", "cp1251"),
        ("ISO 8859-2", "iso-8859-2"),
        ("iso8859_15", "iso-8859-15"),
        ("latin2", "iso-8859-2"),
        ("KOI8-R", "koi8-r"),
    ],
)
def test_other_spellings_of_an_encoding_are_understood(spelling: str, encoding: str) -> None:
    assert decode_as(b"hei", spelling, "a.txt").encoding == encoding


def test_a_chosen_encoding_wins_over_the_guess() -> None:
    data = "Så gjør vi det på vår måte\n".encode("cp865")
    assert read_transcript_bytes(data, "a.txt").encoding == "cp865"
    assert read_transcript_bytes(data, "a.txt", "mac-roman").encoding == "mac-roman"


def test_letters_never_become_controls_in_an_encoding_that_is_told() -> None:
    words = "Jana: Kde je to město?\nPetr: Za řekou, u lesa — šel jsem tam žít.\n" * 3
    with pytest.raises(BadInput, match="line 2: the file is not in iso-8859-2") as refused:
        decode_as(words.encode("cp1250"), "iso-8859-2", "a.txt")
    assert "--encoding cp1250" in refused.value.hint
    assert decode_as(words.encode("cp1250"), "cp1250", "a.txt").text == words


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_may_be_told_without_the_order_of_its_bytes(codec: str) -> None:
    words = "Jana: Kde je to město?\n" * 3
    assert decode_as(words.encode(codec), "UTF-16", "a.txt").text == words


@pytest.mark.parametrize("encoding", ["ebcdic", "utf-7", "", "\x00", "base64", "utf-8  twice"])
def test_an_encoding_that_is_none_is_refused_and_the_others_named(encoding: str) -> None:
    with pytest.raises(BadInput, match="there is no encoding") as refused:
        read_transcript_bytes(b"hei", "a.txt", encoding)
    assert all(repr(name) in refused.value.hint for name in ENCODINGS)


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        ("én\nto Åse".encode("latin-1"), "utf-8", r"a\.txt, line 1: the file is not in utf-8"),
        (b"en\nto \x81", "cp1252", r"a\.txt, line 2: the file is not in cp1252"),
        (b"hei", "utf-16-le", "not in utf-16-le"),
        (b"hei du", TWICE, "no letter in this file was encoded twice"),
        (bytes(range(1, 32)) * 9, "latin-1", "not a text file"),
    ],
)
def test_a_chosen_encoding_that_does_not_fit_is_refused(
    data: bytes, encoding: str, told: str
) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        read_transcript_bytes(data, "a.txt", encoding)
    assert refused.value.hint


def test_no_encoding_can_be_chosen_for_a_format_that_is_no_text(shared: Path) -> None:
    for file in ("textreadr/trans1.docx", "textreadr/trans4.xlsx", "ohd/transcript_de.ods"):
        data = (shared / "transcripts" / file).read_bytes()
        with pytest.raises(BadInput, match="no encoding can be chosen"):
            read_transcript_bytes(data, file, "utf-8")


@given(st.text(), st.sampled_from([name for name in ENCODINGS if name != TWICE]))
def test_what_an_encoding_can_hold_comes_back_from_it(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    try:
        assert decode_as(data, encoding, "a.txt").text == text.removeprefix("\ufeff")
    except BadInput as refused:
        if not any(why in refused.message for why in ("not a text file", "it has a control")):
            raise


def test_real_words_with_foreign_letters_are_not_taken_for_encoded_twice() -> None:
    assert decode_text("São Paulo, Ãna og Âse\n".encode(), "a.txt").warnings == ()


def test_utf16_cut_in_the_middle_is_told_as_damaged() -> None:
    with pytest.raises(BadInput, match="damaged"):
        decode_text("Hei på deg".encode("utf-16")[:-1], "a.txt")


def test_every_encoding_of_a_real_interview_gives_the_same_text(shared: Path) -> None:
    folder = shared / "transcripts"
    expected = read_transcript(folder / "tekstlab_no" / "NOTA_002-AMB-i.txt").text
    files = sorted((folder / "derived_encodings").iterdir())
    assert len(files) == 12
    for file in files:
        source = read_transcript(file)
        if "double-encoded" in file.name:
            assert "encoded twice" in source.warnings[0]
            assert read_transcript_bytes(file.read_bytes(), file.name, TWICE).text == expected
        else:
            assert source.text == expected, file.name
            assert source.warnings == (), file.name


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (
            "Anna: I didn’t know that we’re late… It’s fine.\nBob: They’ve said “we’ll see”.\n",
            "didn’t",
        ),
        (
            "Maria: Não sei por quê, mas as reuniões são boas.\nRui: A orientação não é má.\n",
            "Não sei por quê",
        ),
    ],
)
def test_english_apostrophes_and_portuguese_tell_the_encoding(
    encoding: str, talk: str, words: str
) -> None:
    source = read_transcript_bytes((talk * 8).encode(encoding), "talk.txt")
    assert source.encoding == encoding
    assert words in source.text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
@pytest.mark.parametrize(
    "talk",
    [
        "Anna: No, well … in the town.\n",
        "Anna: The dogs’ bowls were there.\n",
        "Anna: “Well”, he said “yes”…\n",
        "Rui: É verdade. É isso.\n",
        "Ola: Å ja. Å nei.\n",
    ],
)
def test_signs_alone_in_plain_words_tell_the_encoding(encoding: str, talk: str) -> None:
    for times in (1, 8):
        assert decode_text((talk * times).encode(encoding), "a.txt").text == talk * times
