"""Errors a user can cause. Each message says what happened, what was expected, and what to do next.

Everything that is not one of these is a bug and shows its traceback.
"""

from __future__ import annotations


class SocialValueError(Exception):
    """An expected error: the terminal prints it on one line and exits with status 1."""


class SettingsError(SocialValueError):
    """A setting is unknown, out of bounds or cannot be used here."""


class IndexMissing(SocialValueError):
    """Nothing has been ingested yet."""


class IndexMismatch(SocialValueError):
    """The index was built another way than the settings ask for."""


class IndexUnavailable(SocialValueError):
    """The index is there but cannot be opened or written (a server down, a disk full, a damaged file)."""


class IndexDamaged(IndexUnavailable):
    """A part of the index is there but is not whole; `social-value ingest` can make it again."""


class ModelUnavailable(SocialValueError):
    """An embedding or chat model cannot be loaded or reached."""


class ChatUnanswered(ModelUnavailable):
    """The chat model gave no answer, or half of one. The message is what happened, without a full stop; the caller says what was done instead."""


class CorpusError(SocialValueError):
    """The shipped corpus is not what its catalogue says."""


class UnreadableFile(SocialValueError):
    """A file cannot be read into pages. `outcome` is its one-word name in the ingest report."""

    def __init__(self, outcome: str, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class BadQuestion(SocialValueError):
    """A question is empty, too long or of the wrong type."""


class ConversationsUnavailable(SocialValueError):
    """The store of conversations cannot be opened, read or written (damaged, another program's, full, read-only, a server down)."""


class ConversationMissing(SocialValueError):
    """There is no conversation by that name, or it was deleted meanwhile."""


class NotAdmitted(SocialValueError):
    """Somebody signed in who may not use this, or not do what they asked for."""


class BadBrief(SocialValueError):
    """A brief for a draft cannot be read, or says something that it may not say."""


class ExportError(SocialValueError):
    """Something cannot be written out as asked."""


class WorkUnavailable(SocialValueError):
    """A piece of work that was kept cannot be read or written (a disk full, no right to write there, a damaged file)."""


class WorkMissing(SocialValueError):
    """There is no piece of work by that name, or it was deleted meanwhile."""
