"""What every assistant of a process shares is made once, however many ask at the same moment."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import CORPUS, settings

from assistant.parts import once, parts, question_index


def test_a_thing_is_made_once_by_many_who_ask_at_the_same_moment():
    made: list[object] = []

    def make() -> object:
        time.sleep(0.02)
        made.append(object())
        return made[-1]

    get = once(make)
    with ThreadPoolExecutor(8) as pool:
        given = set(map(id, pool.map(lambda _: get(), range(8))))
    assert len(made) == len(given) == 1


def test_what_could_not_be_made_is_tried_again():
    tries: list[int] = []

    def make() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return "made"

    get = once(make)
    with pytest.raises(OSError):
        get()
    assert (get(), get(), len(tries)) == ("made", "made", 2)


def test_assistants_of_the_same_settings_share_their_models_and_others_do_not(tmp_path: Path):
    assert parts(settings(tmp_path / "a")) is parts(settings(tmp_path / "b"))
    assert parts(settings(tmp_path)) is not parts(settings(tmp_path, threads=1))


def test_the_index_of_questions_is_read_once_and_again_when_it_changes(tmp_path: Path):
    assert not question_index(tmp_path).asks
    for name in ("questions.json", "questions.npz"):
        shutil.copy(CORPUS / "questions" / "compiled" / name, tmp_path)
    read = question_index(tmp_path)
    assert read.asks and question_index(tmp_path) is read
