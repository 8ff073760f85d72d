import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kodeverk.config import Settings, load_settings, save_identity, settings_path
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder
from kodeverk.model.text import Span
from kodeverk.service.coders import checked_name, current_coder, find_coder, login_name
from kodeverk.service.coding import apply_code
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.store.project import Project
from tests.service.trial_project import JONAS, KARI, code_keyed, coder_names, transcript_named


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "config.toml"


def environment(config: Path, **more: str) -> dict[str, str]:
    return {"KODEVERK_CONFIG": str(config), **more}


def write(project: Project, coder: Coder) -> None:
    transcript = transcript_named(project, "advisor").id
    length = len(coder.name) + 1
    apply_code(project, coder, transcript, Span(0, length), code_keyed(project, "REL-TILLIT"))


def test_the_flag_goes_before_the_environment_and_that_before_the_settings_file(
    config: Path,
) -> None:
    save_identity(load_settings(environment(config)), "Kari", new_id())
    assert load_settings(environment(config)).coder == "Kari"
    named = environment(config, KODEVERK_CODER="Jonas")
    assert load_settings(named).coder == "Jonas"
    assert load_settings(named, "Amina").coder == "Amina"


def test_nobody_is_named_before_anybody_has_said_who_codes(project: Project, config: Path) -> None:
    settings = load_settings(environment(config))
    assert settings == Settings(config)
    assert current_coder(project, settings).name == checked_name(login_name())


@pytest.mark.parametrize("name", ["Kari", 'Åse "Nordby"', "back\\slash", "李 雷", "a#b = [c]"])
def test_an_identity_that_is_kept_is_read_back_whatever_the_name(config: Path, name: str) -> None:
    kept = save_identity(load_settings(environment(config)), name, new_id())
    assert load_settings(environment(config)) == kept


def test_the_settings_file_is_found_in_the_home_of_the_user(tmp_path: Path) -> None:
    assert settings_path({"KODEVERK_CONFIG": "x.toml"}) == Path("x.toml")
    if os.name != "nt":
        there = settings_path({"XDG_CONFIG_HOME": str(tmp_path)})
        assert there == tmp_path / "kodeverk" / "config.toml"


def test_one_person_is_the_same_coder_in_every_project(
    make_project: Callable[[str], Project], config: Path
) -> None:
    settings = save_identity(load_settings(environment(config)), "Kari Nordmann", new_id())
    first, second = make_project("first"), make_project("second")
    for project in (first, second):
        coder = current_coder(project, settings)
        assert settings.own_id is not None
        assert coder == Coder(settings.own_id, "Kari Nordmann")
        write(project, coder)
        assert current_coder(project, settings) == coder


def test_two_people_called_default_stay_two(project: Project, tmp_path: Path) -> None:
    people = [
        save_identity(Settings(tmp_path / one / "config.toml"), "default", new_id())
        for one in ("first", "second")
    ]
    for _session in range(2):
        for settings in people:
            write(project, current_coder(project, settings))
    assert coder_names(project) == ["Kari", "default", "default"]
    with project.reading() as connection:
        ids = {one.id for one in queries.coders(connection) if one.name == "default"}
        assert len(queries.codings(connection)) == 2
    assert ids == {settings.own_id for settings in people}


def test_a_name_that_fits_two_is_an_error_listing_both_and_an_id_chooses(
    project: Project, config: Path
) -> None:
    two = [Coder(new_id(), "default"), Coder(new_id(), "default")]
    for coder in two:
        write(project, coder)
    with pytest.raises(NotFound) as caught:
        current_coder(project, load_settings(environment(config), "default"))
    assert all(coder.id in caught.value.message for coder in two)
    assert "id" in caught.value.hint
    for coder in two:
        assert current_coder(project, load_settings(environment(config), coder.id)) == coder


def test_an_id_that_is_nobodys_is_an_error_and_no_new_coder(project: Project, config: Path) -> None:
    with pytest.raises(NotFound) as caught:
        current_coder(project, load_settings(environment(config), new_id()))
    assert "Kari" in caught.value.hint


def test_a_name_finds_the_coder_who_has_it_however_it_is_typed(
    project: Project, config: Path
) -> None:
    write(project, Coder(new_id(), "Åse Lie"))
    typed = "  A\u030ase \u00a0 Lie "
    found = current_coder(project, load_settings(environment(config), typed))
    assert found.name == "Åse Lie"
    write(project, found)
    assert coder_names(project) == ["Kari", "Åse Lie"]


def test_a_coder_who_has_undone_everything_is_still_the_same(
    project: Project, config: Path
) -> None:
    from tests.undo_and_redo import undo

    settings = load_settings(environment(config), "Nora")
    nora = current_coder(project, settings)
    write(project, nora)
    undo(project, nora)
    assert current_coder(project, settings) == nora
    project.close()
    with open_project(project.location) as again:
        assert current_coder(again, settings) == nora


@pytest.mark.parametrize("name", ["", "  ", "\t\n", "\u200b", "\ufeff"])
def test_a_coder_needs_a_name(name: str) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        checked_name(name)


def test_no_control_character_of_a_name_reaches_the_terminal() -> None:
    assert checked_name("Ka\x1b[31mri\u202e") == "Ka[31mri"


def test_a_coder_is_found_by_name_or_id_and_otherwise_those_there_are_are_listed() -> None:
    known = [KARI, JONAS]
    assert find_coder(known, "Kari") == KARI
    assert find_coder(iter(known), JONAS.id) == JONAS
    with pytest.raises(NotFound, match="'Amina'") as caught:
        find_coder(known, "Amina")
    assert "Kari, Jonas" in caught.value.hint
    with pytest.raises(NotFound) as caught:
        find_coder([], "Amina")
    assert "nobody yet" in caught.value.hint


@pytest.mark.parametrize("content", [b"[coder\nname = 1", b"coder = = 2", b"\xff\xfe\x00"])
def test_a_broken_settings_file_is_named_with_what_to_do(config: Path, content: bytes) -> None:
    config.parent.mkdir()
    config.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        load_settings(environment(config))
    assert str(config) in caught.value.message
    assert caught.value.hint
    assert config.read_bytes() == content


def test_an_id_in_the_settings_file_that_is_none_is_refused(project: Project, config: Path) -> None:
    config.parent.mkdir()
    config.write_text('[coder]\nname = "Kari"\nid = "kari"\n', encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        current_coder(project, load_settings(environment(config)))
    assert str(config) in caught.value.message
    assert "'kari'" in caught.value.message


def test_settings_that_cannot_be_written_say_how_to_do_without(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    settings = load_settings(environment(tmp_path / "taken" / "config.toml"))
    with pytest.raises(BadInput, match="cannot be written") as caught:
        save_identity(settings, "Kari", new_id())
    assert "KODEVERK_CODER" in caught.value.hint
