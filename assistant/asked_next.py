"""What can be asked next: questions of the index near one that was asked, those of the role's kind first. Pure but for reading data."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose import Statement
from assistant.domain import ClaimKind, Role
from assistant.offers import offers
from assistant.question_index import CORRECTS, SILENT, Hit
from assistant.questions import Question

_FIRST = {
    Role.COMMISSIONER: (ClaimKind.DUTY, ClaimKind.GUIDANCE, ClaimKind.LOCAL_CHOICE),
    Role.VCSE: (ClaimKind.GUIDANCE, ClaimKind.LOCAL_CHOICE, ClaimKind.DUTY),
    Role.STUDENT: (ClaimKind.EVIDENCE, ClaimKind.DUTY, ClaimKind.GUIDANCE),
}
"""What each role is offered first to ask next: a commissioner must know what is required, a bidder what to do, a student what is found."""


def asked_next(hits: Sequence[Hit], question: Question, role: Role | None, said: Sequence[Statement] = ()) -> tuple[str, ...]:
    """Up to three questions of the index near this one that the documents answer with more than what is said, those of the role's kind first."""
    near: dict[str, ClaimKind] = {}
    never = offers().never
    told = {q.text for statement in said for q in statement.quotes}
    for hit in hits:
        if not told.issuperset(q.text for q in hit.entry.quotes) and hit.sense not in (SILENT, CORRECTS) and hit.ask.endswith("?") and hit.ask not in never and hit.ask.lower() != question.asked.lower():
            near.setdefault(hit.ask, hit.entry.kind)
    order = _FIRST.get(role, ()) if role else ()
    ranked = sorted(list(near)[:8], key=lambda ask: order.index(near[ask]) if near[ask] in order else len(order))
    return tuple(ranked[:3])
