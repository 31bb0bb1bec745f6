"""Whose conversations are whose, and a store that was made before anybody asked."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT
from talks import Clock, answer, store

from assistant.conversation import IN_MEMORY, Conversations
from assistant.conversation_tables import SCHEMA
from assistant.errors import ConversationMissing, ConversationsUnavailable
from assistant.people import LOCAL


def ask(kept: Conversations, question: str) -> str:
    name, turn = kept.put(question)
    kept.settle(name, turn.number, answer(question))
    return name


def made_before_owners(folder: Path, *questions: str) -> list[str]:
    """A store of schema 1 with these questions asked; their conversations' ids."""
    kept = store(folder, clock=Clock())
    names = [ask(kept, question) for question in questions]
    kept.close()
    with sqlite3.connect(folder / "conversations.sqlite") as db:
        db.execute("DROP INDEX ix_social_value_conversations_owner")
        db.execute("ALTER TABLE social_value_conversations DROP COLUMN owner")
        db.execute("UPDATE social_value_about SET value = '1' WHERE name = 'schema'")
    return names


def test_each_owner_lists_finds_and_counts_their_own_alone():
    everyone = Conversations(IN_MEMORY)
    ann, bob = everyone.of("ann"), everyone.of("bob")
    mine, theirs = ask(ann, "What is a weighting?"), ask(bob, "What is a weighting in a tender?")
    assert [one.id for one in ann.list()] == [one.id for one in ann.search("weighting")] == [mine]
    assert [one.id for one in bob.list()] == [theirs]
    assert (ann.count(), bob.count("tender"), everyone.count()) == (1, 1, 0)


@pytest.mark.parametrize("work", [
    lambda kept, name: kept.open(name), lambda kept, name: kept.open(name[:6]), lambda kept, name: kept.rename(name, "mine now"),
    lambda kept, name: kept.delete(name), lambda kept, name: kept.put("me too?", None, name), lambda kept, name: kept.settle(name, 1, answer("forged")),
    lambda kept, name: kept.fail(name, 1, "forged"),
])
def test_nobody_opens_or_changes_what_is_anothers_even_by_its_id(work: Callable[[Conversations, str], object]):
    everyone = Conversations(IN_MEMORY)
    name = ask(everyone.of("ann"), "What is a weighting?")
    with pytest.raises(ConversationMissing):
        work(everyone.of("bob"), name)
    assert everyone.of("ann").open(name).turns[0].answer == answer("What is a weighting?")


def test_what_one_takes_back_or_deletes_all_of_leaves_the_others():
    everyone = Conversations(IN_MEMORY)
    ann, bob = everyone.of("ann"), everyone.of("bob")
    name = ask(ann, "What is a weighting?")
    bob.withdraw(name, 1)
    assert bob.delete_all() == 0 and len(ann.open(name).turns) == 1
    assert ann.delete_all() == 1 and ann.count() == 0


def test_a_store_made_before_there_were_owners_keeps_everything_and_is_the_local_users(tmp_path: Path):
    names = made_before_owners(tmp_path, "first?", "second?")
    kept = store(tmp_path)
    assert [one.id for one in kept.list()] == names[::-1]
    assert kept.open(names[0]).turns[0].answer == answer("first?")
    assert kept.of(LOCAL).count() == 2 and kept.of("ann").count() == 0
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        assert db.execute("SELECT value FROM social_value_about WHERE name = 'schema'").fetchone() == (str(SCHEMA),)
    assert ask(store(tmp_path).of("ann"), "third?") not in names


def test_what_stops_half_way_leaves_an_earlier_store_as_it_was(tmp_path: Path):
    names = made_before_owners(tmp_path, "first?")
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        db.execute("CREATE TRIGGER stopped BEFORE UPDATE ON social_value_about BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    with pytest.raises(ConversationsUnavailable):
        store(tmp_path)
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        assert "owner" not in [row[1] for row in db.execute("PRAGMA table_info(social_value_conversations)")]
        db.execute("DROP TRIGGER stopped")
    assert [one.id for one in store(tmp_path).list()] == names


def test_processes_that_bring_a_store_up_at_the_same_moment_agree(tmp_path: Path):
    made_before_owners(tmp_path, "first?")
    code = "import sys; from pathlib import Path; from talks import store; print(store(Path(sys.argv[1])).count())"
    started = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}) for _ in range(3)]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == ["1"] * 3
