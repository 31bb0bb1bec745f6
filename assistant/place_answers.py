"""What the tables hold of a place that a question wants everything about, where the text has nothing on it."""

from __future__ import annotations

from assistant.answer_maker import AnswerMaker, of_rows
from assistant.domain import Answer, Status
from assistant.extract import Outcome
from assistant.mention_answers import MentionAnswers
from assistant.questions import Question
from assistant.sources import Sources
from assistant.tables import Tables


class PlaceAnswers:
    """Answers "what does the report say about the Isle of Wight?"."""

    def __init__(self, make: AnswerMaker, tables: Tables, mentions: MentionAnswers, sources: Sources) -> None:
        self._make, self._tables, self._mentions, self._sources = make, tables, mentions, sources

    def answer(self, asked: Question, outcome: Outcome) -> Answer | None:
        """The footprint, the region, whether the plan mentions social value, and the pages; None where it is no place of the tables, or the text names it."""
        place = self._tables.about(asked.text)
        if not place or outcome.status is Status.ANSWERED and any(place[0].lower() in s.text.lower() for s in outcome.statements):
            return None
        composed = self._make.compose([*of_rows(place[1]), *self._mentions.counted(place[0], self._sources.named(asked.text))])
        return None if composed.removed else self._make.sure(asked, composed)
