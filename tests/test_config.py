"""The settings file: what is read from it, and that what the user wrote there stays."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.config import Settings, load_settings, save_identity, save_measure, save_theme
from kodeverk.errors import BadInput

KEYS = '# mine\n[keys]\n"coding.remove" = "x,delete"  # both\n'


@pytest.mark.parametrize(
    "before",
    [
        KEYS,
        f'[coder]\nname = "Ola"\nid = "1"\n\n{KEYS}',
        f'{KEYS}\n[coder]\n# who\nname = "Ola"\n',
        f'{KEYS}\n[coder] # who\nname = "Ola"\n[other]\na = [\n1]\n',
    ],
)
def test_keeping_who_codes_leaves_the_rest_of_the_file_as_it_is(
    tmp_path: Path, before: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(before, encoding="utf-8")
    save_identity(load_settings({"KODEVERK_CONFIG": str(path)}), "Nora", "2")
    after = path.read_text(encoding="utf-8")
    assert KEYS.strip() in after
    assert {**tomllib.loads(before), "coder": {"name": "Nora", "id": "2"}} == tomllib.loads(after)
    kept = load_settings({"KODEVERK_CONFIG": str(path)})
    assert (kept.own_name, kept.own_id) == ("Nora", "2")
    assert kept.keys == {"coding.remove": "x,delete"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_name_is_read_back_as_it_was_kept(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    save_identity(Settings(path), name, "2")
    assert load_settings({"KODEVERK_CONFIG": str(path)}).own_name == name


@pytest.mark.parametrize(
    "written", ['coder = {name = "Ola", id = "1"}\n', 'coder.name = "Ola"\n', "[coder\n"]
)
def test_a_file_the_program_cannot_change_safely_is_left_alone(
    tmp_path: Path, written: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadInput, match="says who codes in a way this program does not change"):
        save_identity(Settings(path), "Nora", "2")
    assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("written", ['coder = "Kari"\n', "keys = 3\n"])
def test_a_table_that_is_none_is_an_error_naming_the_file(tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadInput, match=r"config\.toml: (coder|keys) is not a table"):
        load_settings({"KODEVERK_CONFIG": str(path)})


@pytest.mark.parametrize(
    "before",
    [
        "",
        KEYS,
        f'[screen]\n# how I like it\ntheme = "nord"  # dark\n{KEYS}',
        f"{KEYS}\n[screen] # mine\n\nmeasure = 66\ntheme='nord'\n\n# theirs\n[other]\ntheme = 3\n",
    ],
)
def test_keeping_how_the_screen_looks_leaves_the_rest_of_the_file_as_it_is(
    tmp_path: Path, before: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(before, encoding="utf-8")
    save_measure(save_theme(Settings(path), "kodeverk-light"), 72)
    after = path.read_text(encoding="utf-8")
    screen = {"theme": "kodeverk-light", "measure": 72}
    assert {**tomllib.loads(before), "screen": screen} == tomllib.loads(after)
    assert [line for line in before.splitlines() if "#" in line and "=" not in line] == [
        line for line in after.splitlines() if "#" in line and "=" not in line
    ]
    assert ("# dark" in before) == ("# dark" in after)
    kept = load_settings({"KODEVERK_CONFIG": str(path)})
    assert (kept.theme, kept.measure) == ("kodeverk-light", 72)


@pytest.mark.parametrize("written", ["screen.theme = 'nord'\n", "[screen\n"])
def test_a_file_in_which_the_screen_cannot_be_changed_safely_is_left_alone(
    tmp_path: Path, written: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadInput, match="says how the screen looks in a way this program does not"):
        save_theme(Settings(path), "nord")
    assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("written", "wrong"), [("theme = 3", "theme is not a text"), ('measure = "a"', "not a number")]
)
def test_how_the_screen_looks_in_another_type_is_an_error(
    tmp_path: Path, written: str, wrong: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[screen]\n{written}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=wrong):
        load_settings({"KODEVERK_CONFIG": str(path)})
