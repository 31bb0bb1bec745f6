"""The tables of kept conversations, the statements on them, and their rows as turns. Pure: nothing here opens a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from assistant.domain import Role
from assistant.people import LOCAL
from assistant.plain import answer_from_text
from assistant.turns import Summary, Turn, folded

SCHEMA = 3
"""Of the tables: 2 knows whose a conversation is, 3 whether an answer helped. An earlier one is brought up to it, with all that is in it; a later one is refused, since this
product could spoil it."""
LONGEST_REASON = 1000
"""Characters of what a user says about an answer; the rest is left out."""
_UNREADABLE = "This answer cannot be read ({}). Ask the question again."

metadata = sa.MetaData()
_long = sa.Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")
about = sa.Table("social_value_about", metadata, sa.Column("name", sa.String(40), primary_key=True), sa.Column("value", sa.String(200), nullable=False))
conversations = sa.Table(
    "social_value_conversations", metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("sought", sa.Text, nullable=False),  # the title, folded
    sa.Column("role", sa.String(20)),
    sa.Column("created", sa.String(32), nullable=False),  # UTC in ISO form, which sorts, and is the same in every database
    sa.Column("updated", sa.String(32), nullable=False, index=True),
    sa.Column("owner", sa.String(64), nullable=False, server_default=LOCAL, index=True),
)
turns = sa.Table(
    "social_value_turns", metadata,
    sa.Column("conversation_id", sa.String(16), sa.ForeignKey(conversations.c.id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", _long, nullable=False),  # as JSON: any character, in any database
    sa.Column("role", sa.String(20)),
    sa.Column("asked", sa.String(32), nullable=False),
    sa.Column("answer", _long),  # as JSON of assistant/plain.py; NULL while it waits
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("settled", sa.String(32)),
    sa.Column("sought", _long, nullable=False),  # question and answer, folded
    sa.Column("rating", sa.String(10), nullable=False, server_default=""),  # what the user thinks of the answer: up, down or nothing
    sa.Column("reason", sa.String(LONGEST_REASON), nullable=False, server_default=""),
)


# --- statements made once, since making one takes longer than running it --------------------------------

_THIS = (conversations.c.id == sa.bindparam("name")) & (conversations.c.owner == sa.bindparam("whose"))
_THIS_TURN = (turns.c.conversation_id == sa.bindparam("name")) & (turns.c.number == sa.bindparam("at"))
ASKED_IN = sa.update(conversations).where(_THIS).values(updated=sa.bindparam("now"), role=sa.bindparam("by"))
USED = sa.update(conversations).where(_THIS).values(updated=sa.bindparam("now"))
LAST_NUMBER = sa.select(sa.func.max(turns.c.number)).where(turns.c.conversation_id == sa.bindparam("name"))
TURN = sa.insert(turns)
ANSWERED = sa.update(turns).where(_THIS_TURN).values(settled=sa.bindparam("now"), answer=sa.bindparam("given"), problem="", sought=sa.bindparam("words"))
FAILED = sa.update(turns).where(_THIS_TURN).values(settled=sa.bindparam("now"), problem=sa.bindparam("said"))
SUMMARIES = sa.select(
    conversations,
    sa.select(sa.func.count()).select_from(turns).where(turns.c.conversation_id == conversations.c.id).scalar_subquery().label("turns"),
)


def has(text: str) -> sa.ColumnElement[bool]:
    """The conversations with these words, as they stand, in the title, a question or an answer; all for no words."""
    wanted = folded(text)[:1000]
    if not wanted:
        return sa.true()
    inside = sa.select(turns.c.number).where(turns.c.conversation_id == conversations.c.id, turns.c.sought.contains(wanted, autoescape=True))
    return conversations.c.sought.contains(wanted, autoescape=True) | inside.exists()


def remove(db: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    """Deletes conversations with their turns, and says how many there were."""
    db.execute(sa.delete(turns).where(turns.c.conversation_id.in_(sa.select(conversations.c.id).where(where))))
    return db.execute(sa.delete(conversations).where(where)).rowcount


def summary(row: Any) -> Summary:
    """A row of SUMMARIES."""
    return Summary(row.id, row.title, Role(row.role) if row.role else None, read_time(row.created), read_time(row.updated), row.turns)


def turn(row: Any) -> Turn:
    """A row of the turns; one that cannot be read has the reason for its problem."""
    answer, problem = None, row.problem
    if row.answer is not None:
        try:
            answer = answer_from_text(row.answer)
        except ValueError as error:  # one bad row is no reason to lose the rest of the conversation
            problem = _UNREADABLE.format(error)
    return Turn(row.number, json.loads(row.question), Role(row.role) if row.role else None, read_time(row.asked), answer, problem,
                read_time(row.settled) if row.settled else None, row.rating, row.reason)


def written(moment: datetime) -> str:
    """A moment as it is kept."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """A kept moment."""
    return datetime.fromisoformat(text)
