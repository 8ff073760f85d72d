"""What a label says of its speaker, and nothing when it does not say."""

import pytest

from kodeverk.analysis.recognition.forms.roles import guess_role, interpreted_speaker
from kodeverk.model.records import ROLES


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("interviewer", "Intervjuer,INTERVJUAR 2,Interviewer1,I,Int,Forsker,Researcher 1,Q"),
        ("advisor", "Veileder,veilederen,Rettleiar,Programrådgiver,NAV-veileder,Saksbehandler 1"),
        ("advisor", "Flyktningkonsulent,Kontaktperson,Advisor,Adviser,Programrådgjevar,Counsellor"),
        ("advisor", "Rådgiver i NAV,Veileder (kvinne),Jobbkonsulent NAV,Sakshandsamar"),
        ("participant", "Deltaker,DELTAKER 3,Deltakar,Flyktning,Programdeltaker,Participant"),
        ("participant", "Deltakerne,Deltakarane,Deltaker i gruppe 2,Refugee"),
        ("interpreter", "Tolk,Tolken,interpreter"),
        ("employer", "Arbeidsgiver,Arbeidsgivar,Arbeidsgjevar,Employer"),
        ("volunteer", "Frivillig 1,Frivillige,Flyktningguide"),
        ("leader", "Leder,Enhetsleder,Leiar,Programleder,Rektor"),
        ("teacher", "Lærer,Norsklærer,Lærar,Teacher 4"),
        ("unknown", "Kvinne i førtiårene,I/V,Informant"),
        ("unknown", "V,D,B,R1,Kari,SPEAKER_00,Deltaker/Tolk,002,Multiple Students,,Wieder"),
    ],
)
def test_labels_tell_their_role_in_both_forms_of_norwegian_and_english(
    role: str, labels: str
) -> None:
    assert role in ROLES
    assert {label: guess_role(label) for label in labels.split(",")} == dict.fromkeys(
        labels.split(","), role
    )


def test_an_interpreter_speaks_for_the_only_participant() -> None:
    assert interpreted_speaker({"I": "interviewer", "D": "participant", "T": "interpreter"}) == "D"


def test_an_interpreter_of_two_participants_speaks_for_nobody_yet() -> None:
    assert interpreted_speaker({"D1": "participant", "D2": "participant"}) is None
    assert interpreted_speaker({"V": "advisor"}) is None


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("采访人", "interviewer"),
        ("受访者A", "participant"),
        ("インタビュアー", "interviewer"),
        ("参加者1", "participant"),
        ("연구참여자 2", "participant"),
        ("Animatrice", "interviewer"),
        ("Interviewer:in", "interviewer"),
    ],
)
def test_roles_are_known_in_scripts_without_capitals_and_in_gendered_words(
    label: str, role: str
) -> None:
    assert guess_role(label) == role
