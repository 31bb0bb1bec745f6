"""Conversations as they are kept: a SQLite file by default, any other database by its SQLAlchemy URL. Nothing is sent anywhere else.

A question is written before it is answered and the answer after it, each in a short transaction of its own: whatever stops the
program in between, the question is there when the conversation is opened again, and can be asked again.
"""

from __future__ import annotations

import copy
import json
import re
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from assistant import conversation_tables as tables
from assistant.conversation_tables import SUMMARIES, conversations, read_time, turns, written
from assistant.database import IN_MEMORY, Database
from assistant.domain import Answer, Role
from assistant.errors import ConversationMissing, SettingsError
from assistant.people import LOCAL
from assistant.plain import answer_to_text
from assistant.settings import Settings
from assistant.text import printable
from assistant.turns import Conversation, Summary, Turn, folded, title_of

__all__ = ["IN_MEMORY", "SHORTEST_ID", "Conversations", "default_path", "default_url", "open_conversations"]
SHORTEST_ID = 4
"""Characters of an id that may stand for the whole of it."""


def open_conversations(settings: Settings) -> Conversations:
    """The store that the settings name, with what is older than the retention removed. Raises ConversationsUnavailable with what to do."""
    return Conversations(settings.database_url or default_url(settings.data_dir), retention_days=settings.retention_days)


def default_url(data_dir: Path) -> str:
    """The SQLite file in a data folder, as a URL."""
    return sa.URL.create("sqlite", database=str(default_path(data_dir))).render_as_string()


def default_path(data_dir: Path) -> Path:
    """Where that file is."""
    return data_dir / "conversations.sqlite"


class Conversations:
    """The store, as one owner sees it: nobody else's conversations are listed, found, opened or changed. Safe for several processes and threads at once."""

    def __init__(self, url: str, *, retention_days: int = 0, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Opens the store, making its tables where there are none.

        Raises:
            ConversationsUnavailable: it cannot be opened or read, is not ours, or was made by a later version of the product.
            SettingsError: the URL is of no kind that can be used here.
        """
        self._clock, self._owner, self._database = clock, LOCAL, Database(url)
        try:
            if retention_days:
                self._expire(retention_days)
        except BaseException:
            self.close()
            raise

    def of(self, owner: str) -> Conversations:
        """The same store as another owner sees it."""
        theirs = copy.copy(self)
        theirs._owner = owner
        return theirs

    def close(self) -> None:
        """Closes every connection, whoever uses it."""
        self._database.close()

    @property
    def owner(self) -> str:
        """Whose conversations are seen here."""
        return self._owner

    def beside(self, others: sa.MetaData) -> Callable[..., AbstractContextManager[sa.Connection]]:
        """The way to other tables of the same database, which are made where they are missing: a transaction, with `writes=True` for one that writes."""
        self._database.make(others)
        return self._database.transaction

    @property
    def place(self) -> str:
        """Where the conversations are, without a password: a path, or a URL."""
        return self._database.place

    def verify(self) -> None:
        """Reads the whole of a file, and sees that it can be written. Raises ConversationsUnavailable."""
        self._database.verify()

    # --- asking ------------------------------------------------------------------------------------------

    def put(self, question: str, role: Role | None = None, conversation_id: str = "") -> tuple[str, Turn]:
        """Writes a question down, before it is answered: in a conversation, or in a new one if none is named.

        Returns the conversation's id and the turn. Raises ConversationMissing when it was deleted meanwhile.
        """
        now = written(self._clock())
        with self._database.transaction(writes=True) as db:
            name = conversation_id or secrets.token_hex(8)
            if conversation_id:
                if not db.execute(tables.ASKED_IN, {"name": name, "whose": self._owner, "now": now, "by": role and role.value}).rowcount:
                    raise _missing(name)
            else:
                title = title_of(question)
                db.execute(sa.insert(conversations).values(id=name, title=title, sought=folded(title), role=role and role.value, created=now, updated=now,
                                                           owner=self._owner))
            number = 1 + (db.execute(tables.LAST_NUMBER, {"name": name}).scalar() or 0)
            db.execute(tables.TURN, {"conversation_id": name, "number": number, "question": json.dumps(question), "role": role and role.value, "asked": now,
                               "problem": "", "sought": folded(question)})
        return name, Turn(number, question, role, read_time(now))

    def settle(self, conversation_id: str, number: int, answer: Answer) -> None:
        """Writes the answer to a question down, in place of any problem there was. Raises ConversationMissing."""
        self._end(conversation_id, number, tables.ANSWERED, given=answer_to_text(answer), words=folded(f"{answer.question}\n{answer.answer}"))

    def fail(self, conversation_id: str, number: int, problem: str) -> None:
        """Writes down why a question got no answer. Raises ConversationMissing."""
        self._end(conversation_id, number, tables.FAILED, said=printable(problem))

    def rate(self, conversation_id: str, number: int, rating: str, reason: str = "") -> None:
        """Writes down what the user thinks of an answer ("up", "down", or "" to take it back) and why. Raises ConversationMissing."""
        this = self._mine & (conversations.c.id == conversation_id)
        rated = sa.update(turns).where(turns.c.conversation_id.in_(sa.select(conversations.c.id).where(this)), turns.c.number == number)
        with self._database.transaction(writes=True) as db:
            if not db.execute(rated.values(rating=rating, reason=" ".join(printable(reason).split())[:tables.LONGEST_REASON])).rowcount:
                raise _missing(conversation_id)

    def withdraw(self, conversation_id: str, number: int) -> None:
        """Takes a question back that cannot be asked at all, and the conversation too if it was its only one."""
        this = self._mine & (conversations.c.id == conversation_id)
        with self._database.transaction(writes=True) as db:
            db.execute(sa.delete(turns).where(turns.c.conversation_id.in_(sa.select(conversations.c.id).where(this)), turns.c.number == number))
            if not db.execute(sa.select(sa.func.count()).select_from(turns).where(turns.c.conversation_id == conversation_id)).scalar():
                db.execute(sa.delete(conversations).where(this))

    def _end(self, conversation_id: str, number: int, statement: sa.Update, **values: str) -> None:
        now = written(self._clock())
        with self._database.transaction(writes=True) as db:
            if not db.execute(tables.USED, {"name": conversation_id, "whose": self._owner, "now": now}).rowcount or \
                    not db.execute(statement, {"name": conversation_id, "at": number, "now": now, **values}).rowcount:
                raise _missing(conversation_id)

    # --- finding and opening -----------------------------------------------------------------------------

    def list(self, limit: int = 20, offset: int = 0) -> tuple[Summary, ...]:
        """Conversations, those used last first."""
        return self._summaries(self._mine, limit, offset)

    def search(self, text: str, limit: int = 20, offset: int = 0) -> tuple[Summary, ...]:
        """Conversations with these words, as they stand, in the title, a question or an answer; capitals do not matter."""
        return self._summaries(self._mine & tables.has(text), limit, offset)

    def count(self, text: str = "") -> int:
        """How many conversations there are; with these words in them, if any are given."""
        with self._database.transaction() as db:
            return db.execute(sa.select(sa.func.count()).select_from(conversations).where(self._mine & tables.has(text))).scalar_one()

    def open(self, name: str) -> Conversation:
        """A conversation by its id, or by the beginning of it if no other begins so. Raises ConversationMissing."""
        with self._database.transaction() as db:
            found = self._resolve(db, name)
            about = db.execute(SUMMARIES.where(conversations.c.id == found)).one()
            rows = db.execute(sa.select(turns).where(turns.c.conversation_id == found).order_by(turns.c.number)).all()
        return Conversation(tables.summary(about), tuple(tables.turn(row) for row in rows))

    # --- changing and deleting ---------------------------------------------------------------------------

    def rename(self, name: str, title: str) -> str:
        """Gives a conversation another title, and returns it as kept: one line. Raises ConversationMissing, or SettingsError for an empty one."""
        kept = " ".join(printable(title).split())[:1000]
        if not kept:
            raise SettingsError("the title is empty; give a few words")
        with self._database.transaction(writes=True) as db:
            db.execute(sa.update(conversations).where(conversations.c.id == self._resolve(db, name)).values(title=kept, sought=folded(kept)))
        return kept

    def delete(self, name: str) -> None:
        """Deletes a conversation for good. Raises ConversationMissing."""
        with self._database.transaction(writes=True) as db:
            tables.remove(db, conversations.c.id == self._resolve(db, name))
        self._database.tidy()

    def delete_all(self) -> int:
        """Deletes every conversation of this owner for good; returns how many there were."""
        with self._database.transaction(writes=True) as db:
            gone = tables.remove(db, self._mine)
        self._database.tidy()
        return gone

    def _expire(self, days: int) -> None:
        oldest = written(self._clock() - timedelta(days=days))
        with self._database.transaction() as db:
            due = db.execute(sa.select(sa.func.count()).select_from(conversations).where(conversations.c.updated < oldest)).scalar()
        if due:
            with self._database.transaction(writes=True) as db:
                tables.remove(db, conversations.c.updated < oldest)
            self._database.tidy()

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return conversations.c.owner == self._owner

    def _resolve(self, db: sa.Connection, name: str) -> str:
        """The whole id that a name stands for."""
        if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_ID},16}}", name.strip().lower()):
            raise _missing(name)
        wanted = name.strip().lower()
        found = db.execute(sa.select(conversations.c.id).where(self._mine, conversations.c.id.startswith(wanted)).limit(2)).scalars().all()
        if len(found) > 1:
            raise ConversationMissing(f"more than one conversation begins with {wanted}; give more of its id")
        if not found:
            raise _missing(name)
        return found[0]

    def _summaries(self, where: sa.ColumnElement[bool], limit: int, offset: int) -> tuple[Summary, ...]:
        newest = SUMMARIES.where(where).order_by(conversations.c.updated.desc(), conversations.c.id).limit(limit).offset(offset)
        with self._database.transaction() as db:
            return tuple(tables.summary(row) for row in db.execute(newest))


def _missing(name: str) -> ConversationMissing:
    return ConversationMissing(f"there is no conversation {' '.join(printable(name).split())[:40]!r}, or it was deleted; `social-value conversations list` shows them all")
