"""What is proposed to be replaced in invented interviews, and what must not be."""

import pytest

from kodeverk.analysis.identifying.proposals import (
    IDENTIFYING_KINDS,
    Known,
    Proposal,
    Searched,
    own_replacements,
    propose,
)
from kodeverk.formats.register import load_register
from kodeverk.model.replacement import finder, with_replacements
from kodeverk.model.text import Span

REGISTER = load_register()

INTERVIEW = """\
Intervjuer: Hvem hjalp deg først? Var det Tordis Lunde på mottaket?

Deltaker: Ja, det var Tordis. Hun kjente Abdirahman Warsame fra før. Etterpå kom Warsame selv.

Intervjuer: Og så flyttet du til Asker. Hva sa Tordis da?

Deltaker: Hun sa at Asker kommune er stor. Tordis Lundes bil sto der. Jeg bor i Bruntveita nå.

Intervjuer: Hva med Ghebremeskel og al-Khatib? Er O’Hara der ennå? Og Mar'yana Kovaltsjuk-Sydorenko?

Deltaker: Ghebremeskel jobber på NAV. Etter Ramadan ringte al-Khatib. Da svarte ingen fra IMDi.
Kanskje på mandag. Men på norsk, ikke på engelsk. Jo, Олена Бондаренко kom også.

Intervjuer: Ringte du 912 34 567? Eller skrev du til tordis.lunde@asker.kommune.no?

Deltaker: Begge deler. Kommunen svarte. Veilederen min var syk. Hans sa det var greit, så hans sønn
gikk. Så spurte jeg Hans igjen, og hans kone. Jonas. Jonas var snill.
"""
NAMES = {
    "Tordis Lunde",
    "Tordis",
    "Abdirahman Warsame",
    "Warsame",
    "Ghebremeskel",
    "al-Khatib",
    "O’Hara",
    "Mar'yana Kovaltsjuk-Sydorenko",
    "Олена Бондаренко",
    "Hans",
    "Jonas",
}


def proposed(*texts: str, known: Known | None = None, marked: str = "") -> dict[str, Proposal]:
    searched = []
    for number, text in enumerate(texts):
        at = text.find(marked) if marked else -1
        spans = (Span(at, at + len(marked)),) if at >= 0 else ()
        searched.append(Searched(f"t{number}", text, labels_of(text), spans))
    return {one.text: one for one in propose(searched, REGISTER, known)}


def labels_of(text: str) -> tuple[Span, ...]:
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        label, sign, _ = line.partition(": ")
        if sign:
            found.append(Span(position, position + len(label)))
        position += len(line)
    return tuple(found)


def test_every_name_in_an_interview_is_proposed_and_no_ordinary_word() -> None:
    found = proposed(INTERVIEW)
    assert {one.text for one in found.values() if one.kind == "person"} == NAMES
    assert {one.text: one.kind for one in found.values() if one.kind != "person"} == {
        "912 34 567": "phone",
        "tordis.lunde@asker.kommune.no": "e-mail",
        "Asker": "municipality",
        "Bruntveita": "place",
    }


def test_ways_of_writing_one_person_share_a_pseudonym_and_two_people_never_do() -> None:
    found = proposed(INTERVIEW)
    shown = {name: found[name].replacement for name in NAMES}
    assert shown["Tordis"] == shown["Tordis Lunde"]
    assert shown["Warsame"] == shown["Abdirahman Warsame"]
    assert len(set(shown.values())) == len(NAMES) - 2


def test_a_genitive_is_counted_with_its_name() -> None:
    found = proposed("A: Vi spurte Ayaan. Det var Ayaans bil, ja, Ayaans sin.\n" * 2)
    assert found["Ayaan"].places == 6
    assert "Ayaans" not in found


def test_a_name_that_ends_in_s_is_a_name_of_its_own() -> None:
    found = proposed("A: Der sto Jona. Og der sto Jonas.\n")
    assert {"Jona", "Jonas"} <= found.keys()
    assert found["Jona"].replacement != found["Jonas"].replacement
    assert "or the genitive of Jona" in found["Jonas"].doubt


def test_a_misspelt_name_joins_the_frequent_one_with_a_doubt() -> None:
    found = proposed(
        "A: Vi traff Ghebremeskel, og Ghebremeskel lo. Så kom Ghebremskel. "
        "Da sa Ghebremeskel nei.\n"
    )
    assert found["Ghebremskel"].replacement == found["Ghebremeskel"].replacement
    assert found["Ghebremskel"].doubt == "perhaps Ghebremeskel misspelt"
    assert found["Ghebremeskel"].doubt == ""


def test_a_first_name_that_two_people_share_stays_apart_with_a_doubt() -> None:
    found = proposed("A: Det var Sigrun Moe og Sigrun Lie. Jeg mener Sigrun.\n")
    assert len({found[name].replacement for name in ("Sigrun Moe", "Sigrun Lie", "Sigrun")}) == 3
    assert found["Sigrun"].doubt == "may be Sigrun Lie or Sigrun Moe"


def test_one_person_has_one_pseudonym_over_all_transcripts() -> None:
    found = proposed("A: Jeg så Yohannes Tekle der.\n", "B: Ja, Yohannes var der.\n")
    assert found["Yohannes"].replacement == found["Yohannes Tekle"].replacement
    assert found["Yohannes"].transcripts == 1


def test_a_name_that_is_an_ordinary_word_is_listed_with_the_doubt() -> None:
    assert proposed(INTERVIEW)["Hans"].doubt == "also an ordinary word: 2 times in small letters"


def test_a_municipality_is_listed_under_all_its_names_with_one_replacement() -> None:
    found = proposed("A: Hun bor i Trondheim. Han fra Tråante. Det er Trondheim kommune, i Oslo.\n")
    assert {found[one].kind for one in ("Trondheim", "Tråante", "Oslo")} == {"municipality"}
    assert found["Trondheim"].replacement == found["Tråante"].replacement == "[kommune 1]"
    assert found["Oslo"].replacement == "[kommune 2]"


def test_a_surname_that_is_a_municipality_is_listed_with_the_doubt() -> None:
    found = proposed("A: Han heter Oddvar Lund, ja. Så sa Lund nei.\n")
    assert found["Lund"].kind == "person"
    assert "also a municipality" in found["Lund"].doubt
    assert "may be a person's name" in proposed("A: Da sa Rana nei.\n")["Rana"].doubt


def test_a_country_is_listed_with_the_doubt_and_a_county_is_one() -> None:
    found = proposed("A: Hun kom fra Eritrea til Nordland.\n")
    assert (found["Eritrea"].kind, found["Eritrea"].doubt) == ("place", "a country")
    assert found["Nordland"].kind == "county"


def test_what_a_code_is_called_is_listed_with_the_doubt() -> None:
    found = proposed("A: Så sa Aspelund nei.\n", known=Known(codes=("Aspelund",)))
    assert found["Aspelund"].doubt == "also a code: Aspelund"


def test_an_informants_name_is_listed_although_it_may_be_a_pseudonym() -> None:
    known = Known(informants=("Gunnvor Bakkesletta", "ASK-D1"))
    found = proposed("A: Hei.\n", known=known)
    assert found["Gunnvor Bakkesletta"].doubt == "perhaps a pseudonym already"
    assert found["Gunnvor Bakkesletta"].places == 0
    assert found.keys() == {"Gunnvor Bakkesletta"}


@pytest.mark.parametrize("label", ["Torgunn", "TORGUNN", "Torgunn Vik", "Veileder Torgunn"])
def test_a_speakers_name_is_proposed_and_a_speakers_role_is_not(label: str) -> None:
    found = proposed(f"Intervjuer: Hvem er du?\n{label}: Jeg er veileder.\nV2: Jeg også.\n")
    assert list(found) == [label.removeprefix("Veileder ")]


def test_open_marked_passages_come_first_in_whole_words_and_without_labels() -> None:
    text = "Deltaker: Jeg er den eneste fra Lia som sveiser.\n\nVeileder: Sveiser, ja.\n"
    (first, *_) = proposed(text, marked="eneste fra Lia som sveis").values()
    assert (first.kind, first.text) == ("marked", "eneste fra Lia som sveiser")
    assert first.replacement == "[opplysning 1]"
    texts = [one.text for one in proposed(text, marked="sveiser.\n\nVeileder: Sveiser").values()]
    assert texts[:2] == ["sveiser", "Sveiser"]
    (first, *_) = proposed("Tordis: Ja.\n", marked="Tordis").values()
    assert (first.kind, first.replacement) == ("marked", "[Person A]")


def test_a_marked_name_is_proposed_as_the_person_it_is() -> None:
    found = proposed("A: Sigrun Moe kom. Jeg liker Sigrun Moe. Sigrun lo.\n", marked="Sigrun lo")
    assert found["Sigrun lo"].kind == "marked"
    found = proposed("A: Sigrun Moe kom. Jeg liker Sigrun Moe.\n", marked="Sigrun")
    assert found["Sigrun Moe"].replacement == "[Person A]"


def test_marked_words_that_are_replaced_already_are_no_longer_open() -> None:
    assert proposed("A: Da kom [Person A] hit.\n", marked="[Person A]") == {}


def test_what_was_replaced_is_not_proposed_again() -> None:
    found = proposed(INTERVIEW)
    edits = finder({one.text: one.replacement for one in found.values()})(INTERVIEW)
    assert proposed(with_replacements(INTERVIEW, edits)) == {}


def test_letters_in_use_are_not_given_to_somebody_else() -> None:
    found = proposed("A: Da kom [Person A] med Sigrun, fra [kommune 1] til Oslo.\n")
    assert found["Sigrun"].replacement == "[Person B]"
    assert found["Oslo"].replacement == "[kommune 2]"


def test_a_name_in_the_key_gets_the_pseudonym_it_has() -> None:
    known = Known(pseudonyms={"Sigrun Moe": "[Person C]"})
    found = proposed("A: Da kom Sigrun Moe og Oddvar. Ja, Sigrun.\n", known=known)
    assert found["Sigrun"].replacement == found["Sigrun Moe"].replacement == "[Person C]"
    assert found["Oddvar"].replacement == "[Person A]"


def test_what_has_replaced_a_name_is_listed_with_the_doubt() -> None:
    known = Known(pseudonyms={"Sigrun": "Fredbjørg"})
    found = proposed("A: Da kom Fredbjørg hit.\n", known=known)
    assert found["Fredbjørg"].doubt == "perhaps a pseudonym already"


def test_first_words_of_sentences_do_not_flood_the_list() -> None:
    talk = """\
Veileder: Ja. Kanskje. Vi prøver. Etterpå ringer de. Noen ganger går det. «Husk det», sier jeg. Så …
Dessuten tar det tid – Ofte et år. Mange slutter. [Ler] Nå er det bedre! Hvorfor? Fordi vi er flere.
Rettleiar: Eg veit ikkje. Kvifor spør du? Dei kjem ikkje. Ho sa: Korleis går det? Me får sjå. Jau.
Interviewer: So what happened? Well, I think I've asked. They say it's fine. On Monday. In English.
"""
    assert proposed(talk * 5) == {}


def test_at_most_three_contexts_are_given_each_on_one_line() -> None:
    (one,) = proposed("A: Vi så Sigrun der.\nB: Ja.\n" * 9).values()
    assert (one.places, len(one.contexts)) == (9, 3)
    assert all("Sigrun" in context and "\n" not in context for context in one.contexts)


def test_the_same_texts_give_the_same_list_kind_by_kind() -> None:
    found = list(proposed(INTERVIEW, marked="mottaket").values())
    assert found == list(proposed(INTERVIEW, marked="mottaket").values())
    order = [IDENTIFYING_KINDS.index(one.kind) for one in found]
    assert order == sorted(order)


def test_replacements_of_our_shapes_are_known_again() -> None:
    text = "[Person AB] i [kommune 12] ringte [telefon]. [Ler] [Person a]"
    assert [text[a:b] for a, b in own_replacements(text)] == [
        "[Person AB]",
        "[kommune 12]",
        "[telefon]",
    ]


def test_a_word_far_more_often_in_small_letters_is_no_person_and_takes_no_letter() -> None:
    text = (
        "I: Hva gjorde Data?\n\nD: Vi samler data, data og data. Alle vil ha data, ja Tindra.\n"
        "I: Ser du Hans?\n\nD: Ja, hans hus.\n"
    )
    found = proposed(text)
    assert (found["Data"].kind, found["Data"].replacement) == ("perhaps a word", "[Person C]")
    assert found["Tindra"].kind == found["Hans"].kind == "person"
    assert [*found][-1] == "Data"


ENGLISH = """\
I: What did the Senate say, and the Faculty?

D: Alright, the Senate met. Alright. Governor Whitlock was there with Xochitl, a Lithuanian.

D: Michael came. Michael left. Zanele came. Zanele left. We did Open Science with Michael Thorne.

D: I like open doors and open talks, and science, the science of it. Framework was a framework.

I: And Student? He said June, or was it June? The Governor knew.
"""


def test_ordinary_words_are_doubted_by_form_and_place_and_no_name_is_dropped() -> None:
    found = proposed(ENGLISH)
    kinds = {one.text: one.kind for one in found.values()}
    doubted = {"Senate", "Faculty", "Alright", "Lithuanian", "Open Science", "Student", "June"}
    assert {name for name in doubted if kinds.get(name) != "perhaps a word"} == set()
    persons = {"Governor Whitlock", "Xochitl", "Michael Thorne", "Michael"}
    assert {name for name in persons if kinds.get(name) != "person"} == set()
    assert kinds["Zanele"] == kinds["Governor"] == "perhaps a word"
    assert found["Zanele"].doubt == "only where sentences begin"
    assert found["Lithuanian"].doubt == "a nationality or a language; mostly after an article"
    assert found["Senate"].doubt == "mostly after an article"
    assert found["Michael"].replacement == found["Michael Thorne"].replacement


@pytest.mark.parametrize("name", ["Kari", "Jonas", "Hans", "Samira", "Liv"])
def test_a_given_name_stays_a_person_wherever_it_stands(name: str) -> None:
    text = (
        f"I: Ja?\n\nD: {name} ringte. {name} kom. Det var en {name} der, og {name.lower()} også.\n"
    )
    assert proposed(text)[name].kind == "person"
