"""Settings: read from the environment, bounded, and wrong ones told by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.about_settings import described
from assistant.errors import SettingsError
from assistant.settings import CORPUS, PREFIX, Settings, load_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_the_defaults_run_offline_on_one_machine():
    made = load_settings()
    assert (made.embedding_model, made.chroma_url, made.check, made.corpus_dir) == ("all-MiniLM-L6-v2", None, True, CORPUS)
    assert CORPUS.is_dir()
    assert made.index_dir == made.data_dir / "index"


def test_making_settings_touches_no_disk(tmp_path: Path):
    load_settings(data_dir=tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_a_variable_sets_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOCIAL_VALUE_EVIDENCE", "3")
    monkeypatch.setenv("SOCIAL_VALUE_CHECK", "false")
    made = load_settings()
    assert (made.data_dir, made.evidence, made.check) == (tmp_path, 3, False)


def test_an_override_wins_over_a_variable(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_EVIDENCE", "3")
    assert load_settings(evidence=5).evidence == 5


@pytest.mark.parametrize(("name", "value"), [
    ("EVIDENCE", "0"), ("EVIDENCE", "51"), ("EVIDENCE", "many"), ("DENSE_WEIGHT", "1.5"), ("DENSE_WEIGHT", "-0.1"), ("THREADS", "0"),
    ("MAX_FILE_MB", "0"), ("MAX_FILE_PAGES", "0"), ("MAX_QUESTION_CHARS", "10"), ("CHROMA_URL", "localhost:8000"), ("DATABASE_URL", "talks.sqlite"), ("RETENTION_DAYS", "-1"), ("RETENTION_DAYS", "36501"), ("CHECK", "perhaps"),
])
def test_a_value_out_of_bounds_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{PREFIX}{name} is {value!r}: ")
    assert "correct or unset it" in str(caught.value)


def test_a_variable_that_is_no_setting_is_told_with_those_that_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_EMBEDING_MODEL", "x")
    with pytest.raises(SettingsError, match="SOCIAL_VALUE_EMBEDING_MODEL is not a setting.*SOCIAL_VALUE_EMBEDDING_MODEL"):
        load_settings()


def test_an_override_that_is_no_setting_is_an_error():
    with pytest.raises(SettingsError, match="SOCIAL_VALUE_COLOUR"):
        load_settings(colour="red")


def test_variables_of_the_tests_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_TEST_BROWSER", "firefox")
    load_settings()


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().evidence = 3


@pytest.mark.parametrize(("value", "kept"), [("", None), ("http://127.0.0.1:8000", "http://127.0.0.1:8000"), ("https://chroma.example", "https://chroma.example")])
def test_a_server_address_is_kept_and_an_empty_one_is_none(value: str, kept: str | None):
    assert load_settings(chroma_url=value).chroma_url == kept


def test_conversations_are_in_a_file_and_kept_until_deleted_unless_set(monkeypatch: pytest.MonkeyPatch):
    assert (load_settings().database_url, load_settings().retention_days) == (None, 0)
    monkeypatch.setenv("SOCIAL_VALUE_DATABASE_URL", "")
    assert load_settings().database_url is None
    monkeypatch.setenv("SOCIAL_VALUE_DATABASE_URL", "sqlite://")
    assert load_settings().database_url == "sqlite://"


def test_a_copy_with_another_data_folder_has_its_own_index(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "one")
    assert settings.index_dir.is_relative_to(tmp_path / "one")
    assert settings.model_copy(update={"data_dir": tmp_path / "other"}).index_dir.is_relative_to(tmp_path / "other")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, name: str):
    plain = load_settings()
    monkeypatch.setenv(PREFIX + name.upper(), "")
    assert load_settings() == plain
    assert not next(shown for shown in described(plain) if shown.variable == PREFIX + name.upper()).is_set


def test_a_variable_of_blanks_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", "  ")
    with pytest.raises(SettingsError, match="SOCIAL_VALUE_DATA_DIR is nothing but blanks; give it a value, or unset it"):
        load_settings()
