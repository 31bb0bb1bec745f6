"""Drafting in a chat: the turns of a draft in, what was understood, what changed and what to ask next out.

Nothing is remembered between turns: the brief is worked out anew from the user's own words each time, so "undo" is the turn before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Answer, Role, Status
from assistant.drafting.brief import CCG, CURRENT, Brief, Row
from assistant.drafting.changes import KIND_NAMES
from assistant.drafting.draft import Draft
from assistant.drafting.edits import with_wording
from assistant.drafting.fields import LONGEST, Field, fields
from assistant.drafting.policy import Materials, draft_policy
from assistant.drafting.told import KEY_CLAUSES, MODE, Told, tell_change, tell_place, tell_why, understood
from assistant.drafting.wishes import CHANGE, PUT, RESTORE, START, TAKE, UNDO, Change, Wish, answer_of, numbered, read_wish
from assistant.errors import BadBrief
from assistant.utterances import Utterance

MOST_ASKED = 3
KEPT = 20_000
"""Characters of a turn too long to be read that are kept for its writer to shorten."""
KINDS = (
    ("central-government", r"\b(?:Department|Ministry|HM|Cabinet Office|Home Office|Executive Agency)\b"), ("police-fire", r"\b(?:Police|Constabulary|Fire)\b"),
    ("housing-association", r"\b(?:Housing|Homes)\b"), ("nhs-trust", r"\bTrust\b"), ("local-authority", r"\b(?:Council|Borough|Combined Authority)\b"),
    ("icb", r"\b(?:ICB|Integrated Care Board)\b"), ("ccg", r"\b(?:CCG|Clinical Commissioning Group)\b"), ("other", r"\b(?:University|College|School|Academy|Museum)\b"))
"""The kind of a body by a word of its name, where the names of corpus/law/bodies.yaml do not tell it."""
HINTS = "Say “show section 8”, “make it 15%”, “add decommissioning”, “take out the Compact”, “shorter”, “why that weighting?”, “what is missing?” or “undo”; in the terminal, /draft FILE.docx writes it."
ENDED = "CCGs have no policy today, so this is a draft as at 2017 for study. For one that holds today say “for the successor:” and the name of the integrated care board; the documents do not say which one it is."


@dataclass(frozen=True, slots=True)
class State:
    """A draft as its turns have made it: the briefs one after another, the last wish, and what could not be done."""

    briefs: tuple[Brief, ...]
    wish: Wish
    problem: str = ""

    @property
    def brief(self) -> Brief:
        """The brief as it stands."""
        return self.briefs[-1]


EXAMPLE = "our answer"
_NO_ANSWER = re.compile(r"^\W*(?:yes|no|nope|ok(?:ay)?|sure|fine|good|great|looks?|perfect|(?:i )?(?:do not|don['’]?t) know|not sure|no idea|dunno|maybe|later|skip)\b", re.I)
_WRITE = re.compile(r"^\W*(?:export|save|download|print)\b", re.I)


class PolicyTalk:
    """The door of drafting. `materials` are read at the first turn; `today` is the clock."""

    def __init__(self, materials: Callable[[], Materials], today: Callable[[], date] = date.today) -> None:
        self._get, self._today = materials, today

    def __call__(self, turn: Utterance, role: Role | None) -> Answer | None:
        """The answer to a turn of a draft; None for one that is about no draft of ours."""
        if not turn.drafting:
            return None
        return self._answered_by(turn.asked, lambda: (self._state(turn.drafting[:-1], turn), self._state(turn.drafting, turn)), first=len(turn.drafting) == 1)[1]

    def go_on(self, briefs: Sequence[Brief], asked: str) -> tuple[tuple[Brief, ...], Answer]:
        """A turn about a draft that was made elsewhere, in a form: the briefs after it (the last is the draft's; one fewer after "undo") and the answer.

        `briefs` are at least one, oldest first; an empty one is a draft that nobody has begun.
        """
        if len(asked) > LONGEST:
            said = f"That has {len(asked):,} characters and was not read; a turn may have {LONGEST:,}. Say one change at a time, or put the text into its field in the form. The draft is as it was."
            return tuple(briefs), Answer(asked[:KEPT], asked[:KEPT], Status.NEEDS_CLARIFICATION, said, mode=MODE)
        before = State(tuple(briefs), Wish(START))
        fresh = before.brief == Brief()

        def states() -> tuple[State, State]:
            now = self._after(before, asked, first=fresh)
            return before, State((*briefs, now.brief), now.wish, now.problem) if fresh and now.brief != before.brief else now

        now, answer = self._answered_by(asked, states, first=fresh)
        return now.briefs if now else before.briefs, answer

    def _answered_by(self, asked: str, states: Callable[[], tuple[State, State]], *, first: bool) -> tuple[State | None, Answer]:
        """The state after a turn, None where it cannot be drafted, and what is said of it. `first`: nothing was drafted before it."""
        try:
            before, now = states()
            draft = self._draft(now.brief)
            told = Told(draft, self._get())
            self._tell(told, draft, before, now, first=first)
        except BadBrief as error:
            return None, Answer(asked, asked, Status.NEEDS_CLARIFICATION, f"That cannot be drafted: {error}.", mode=MODE)
        asks = draft.brief.is_study and first  # which body is it to be for?
        return now, told.answer(asked, Status.NEEDS_CLARIFICATION if asks else Status.ANSWERED)

    def draft(self, turns: Sequence[str], turn: Utterance | None = None) -> Draft | None:
        """The draft that some turns have made; None where there are none. Raises BadBrief."""
        return self._draft(self._state(turns, turn).brief) if turns else None

    def _draft(self, brief: Brief) -> Draft:
        return draft_policy(brief, self._get(), self._today())

    # --- from turns to a brief ---------------------------------------------------------------------------

    def _state(self, turns: Sequence[str], turn: Utterance | None) -> State:
        memory = turn.memory if turn else None
        brief = Brief()
        if memory and memory.organisation:
            brief = self._named(brief, memory.organisation)
        if memory and memory.area:
            brief = brief.with_said(area=memory.area)
        state = State((brief,), Wish(START))
        for place, text in enumerate(turns):
            state = self._after(state, text, first=place == 0)
        return state

    def _after(self, state: State, text: str, *, first: bool) -> State:
        wish = (None if first or numbered(text) and questions(state.brief) else read_wish(text)) or (read_wish(text, starts=True) if first or re.search(r"\b(?:draft|write|policy)\b", text, re.I) else None)
        if wish is None or wish.kind == START and not first and not wish.changes:
            wish = self._answered(state.brief, text) or Wish(CHANGE, problem="I could not tell what to change.")
        if wish.kind == UNDO:
            back = state.briefs[:-1]
            return State(back or state.briefs, wish, "" if back else "There is nothing to undo.")
        if not wish.changes and wish.kind != START:
            return State(state.briefs, wish, wish.problem)
        brief, problems = state.brief, []
        for change in wish.changes:
            try:
                brief = self._changed(brief, change)
            except BadBrief as error:
                problems.append(str(error))
        if wish.kind == START and brief.kind is None and (body := self._get().bodies.named(text)):
            brief = brief.with_said(kind=body.id)
        briefs = (brief,) if first else (*state.briefs, brief) if brief != state.brief else state.briefs
        return State(briefs, wish, "; ".join(filter(None, (*problems, wish.problem))))

    def _answered(self, brief: Brief, text: str) -> Wish | None:
        """Answers by number to what was asked last, or a bare one where one thing alone was asked: whose answer it is, is never guessed."""
        asked = questions(brief)
        if _WRITE.search(text):
            return Wish(CHANGE, problem="in the terminal, /draft FILE.docx writes the draft")
        if not numbered(text) and asked and (len(asked) > 1 or _NO_ANSWER.search(text)):
            return Wish(CHANGE, problem=f"I cannot tell what “{text.strip(' .')[:60]}” is to change. To answer a question give its number, such as “1. {EXAMPLE}”")
        given = numbered(text) or ({1: text.strip(" .")} if asked else {})
        changes = []
        for number, said in given.items():
            if number <= len(asked):
                field = asked[number - 1]
                try:
                    changes += answer_of(field, said)
                except BadBrief as error:
                    return Wish(CHANGE, problem=str(error))
        return Wish(CHANGE, tuple(changes)) if changes else None

    def _changed(self, brief: Brief, change: Change) -> Brief:
        """The brief after a change. Raises BadBrief: it cannot be."""
        match change.does:
            case "put" if change.about == "kind" and self._kind(change.value) is None:
                raise BadBrief(f"I do not know “{change.value[:60]}” as a kind of public body; the kinds are: {', '.join(KIND_NAMES.values())}")
            case "put" if change.about in ("name", "kind"):
                return self._named(brief, change.value)
            case "put" if change.about == "status" and change.value == CURRENT and brief.kind == CCG:
                return brief.with_said(status=CURRENT, kind="icb", name=None, footprint=None)
            case "put" if change.about == "weighting_floor" and change.value != brief.known("weighting_floor") and brief.weighting_reason:
                return brief.with_said(weighting_floor=change.value, weighting_reason=None)  # it was the reason for another weighting
            case "put":
                return brief.with_said(**{change.about: change.value})
            case "add":
                return _with_priorities(brief, change.value)
        return self._by_place(brief, change)

    def _by_place(self, brief: Brief, change: Change) -> Brief:
        """A change of a clause, a section or an annex, by its number in the draft as it stands."""
        if change.does == RESTORE:
            back = next((name for name in (change.about, *reversed(brief.without)) if name in brief.without), None)
            if back is None:
                raise BadBrief(f"{change.about} was not taken out")
            return brief.with_said(without=tuple(name for name in brief.without if name != back))
        draft = self._draft(brief)
        if "." not in change.about:
            there = {section.number for section in draft.sections} | {annex.letter for annex in draft.annexes}
            if change.about not in there:
                raise BadBrief(f"there is no section or annex {change.about} in the draft")
            return brief.with_said(without=(*brief.without, change.about))
        clause = next((clause for clause in draft.clauses if clause.number == change.about), None)
        if clause is None:
            raise BadBrief(f"there is no clause {change.about} in the draft")
        if change.does == TAKE:
            return brief.with_said(without=(*brief.without, clause.id))
        return with_wording(brief, clause, change.value)

    def _named(self, brief: Brief, said: str) -> Brief:
        """The brief with a body, its kind told from its name; what is only a kind of body is no name."""
        materials = self._get()
        groups = materials.tables.named(said)[0] if materials.tables and re.search(r"\b(?:ccg|clinical commissioning group)\b", said, re.I) else ()
        body = materials.bodies.named(said)
        kind = CCG if len(groups) == 1 else self._kind(said)
        only_kind = said.startswith(("a ", "an ", "our ")) or bool(body and said.strip().lower().removeprefix("an ").removeprefix("a ").removeprefix("the ") in (body.name.lower(), *body.called)) or said in fields()["kind"].choices
        name = groups[0].name if len(groups) == 1 else said
        made = brief if only_kind else brief.with_said(name=name)
        made = made.with_said(kind=kind) if kind else made
        return made.with_said(status=None) if made.kind == CCG and made.status == CURRENT else made

    def _kind(self, said: str) -> str | None:
        """The kind of body that some words tell; None where they tell none."""
        body = self._get().bodies.named(said)
        return said if said in fields()["kind"].choices else body.id if body else next((kind for kind, words in KINDS if re.search(words, said, re.I)), None)

    # --- what is said ------------------------------------------------------------------------------------

    def _tell(self, told: Told, draft: Draft, before: State, now: State, *, first: bool) -> None:
        if now.problem:
            told.say(f"Not done: {now.problem.rstrip('.')}.")
        match now.wish.kind:
            case "why":
                tell_why(told, draft, now.wish.about)
            case "show":
                tell_place(told, draft, now.wish.about)
            case "gaps":
                told.say(f"Still to be agreed, {len(draft.gaps)}:" if draft.gaps else "Nothing is left open.")
                told.items(f"{gap} ({'document control' if number == '0' else number})" for gap, number in draft.gaps)
            case "start" if first:
                self._tell_first(told, draft, now.brief)
            case _ if now.problem and not now.wish.changes:
                pass  # said above
            case _:
                was = draft if first else self._draft(before.brief)
                tell_change(told, was, draft, undone=now.wish.kind == UNDO)
        if now.wish.kind in (START, CHANGE, UNDO):
            for warning in draft.warnings:
                told.say(f"Does not square: {warning}")
            self._ask(told, now, first=now.wish.kind == START)

    def _ask(self, told: Told, now: State, *, first: bool) -> None:
        """What to ask next: all of it with the first draft and when an answer was given, else the one that matters most."""
        asked = questions(now.brief)
        answered = any(change.does == PUT and fields()[change.about].rank for change in now.wish.changes)
        if asked and (first or answered or now.problem):
            told.say("What matters most next (answer by number, or leave it):")
            told.items((field.ask for field in asked), numbers=True)
        elif asked:
            told.say(f"Next, if you like: {asked[0].ask}")
        if first:
            told.say(HINTS)

    def _tell_first(self, told: Told, draft: Draft, brief: Brief) -> None:
        who = brief.name or "your organisation"
        told.say(f"A first draft for {who}: {len(draft.sections)} sections, {len(list(draft.clauses))} clauses, {len(draft.annexes)} annexes, {len(draft.gaps)} gaps marked [to be agreed].")
        ended = next((clause for clause in draft.clauses if clause.id == "control-study"), None)
        if ended:
            told.clauses([ended])
            told.say(ENDED)
        known = understood(brief)
        told.say("I understood:" if known else "I know nothing of your organisation yet, so every fact about it is a gap.")
        told.items(known)
        told.say("At its heart:")
        told.clauses([clause for clause in draft.clauses if clause.id in KEY_CLAUSES])


def questions(brief: Brief) -> tuple[Field, ...]:
    """What to ask next, what matters most first, at most MOST_ASKED."""
    open_ = [field for field in fields().values() if field.rank and getattr(brief, field.id) in (None, ()) and field.id not in brief.unknown]
    return tuple(sorted(open_, key=lambda field: field.rank)[:MOST_ASKED])


def _with_priorities(brief: Brief, rows: Sequence[Row]) -> Brief:
    """The brief with more priorities, at the front those that are to come first; none twice."""
    first = tuple({k: v for k, v in row.items() if k != "first"} for row in rows if "first" in row)
    last = tuple(row for row in rows if "first" not in row)
    names = {row["outcome"].lower() for row in rows}
    kept = tuple(row for row in brief.priorities if row["outcome"].lower() not in names)
    return brief.with_said(priorities=(*first, *kept, *last))
