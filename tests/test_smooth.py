"""A chat model's wording of a draft's own clauses: taken where it says the same, and nothing that it adds or loses gets through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builders import materials
from chat_server import ChatServer, serving
from fake_chat import ScriptedChat

from assistant.chat_model import Chunk, Message
from assistant.domain import ClaimKind
from assistant.drafting.brief import brief_of
from assistant.drafting.draft import Draft
from assistant.drafting.policy import draft_policy
from assistant.drafting.smooth import Smoother, is_ours, same, smoother_of
from assistant.errors import ChatUnanswered, ModelUnavailable
from ui import drafting

TODAY = date(2026, 11, 22)
BRIEF = {"name": "NHS Fenmarsh ICB", "kind": "icb", "area": "Fenmarsh", "weighting_floor": 10, "priorities": [{"outcome": "Warm homes", "source": "Plan"}],
         "lead": "Director of Strategy", "edits": [{"clause": "proportion-cap", "text": "No contract asks for more than five measures, says our board."}]}
SHORTFALL = ("When a promise falls short, the provider gives a plan to put it right within a month. If that fails, we use the remedies of the contract, and the record "
             "counts when the contract is renewed.")
FLOOR = "Social value carries at least 10% of the total score in every competition under this policy. That is a floor, not a ceiling."


class Rewriter:
    """Answers a clause with what `put` makes of it; keeps what it was given."""

    name = "fake:rewriter"

    def __init__(self, put: Callable[[str], str]) -> None:
        self.put, self.given = put, []

    def stream(self, messages: Sequence[Message]) -> Iterator[Chunk]:
        self.given.append(messages[-1].text)
        yield Chunk(self.put(messages[-1].text))


def drafted(smoother: Smoother | None = None) -> Draft:
    return draft_policy(brief_of(BRIEF), materials(), TODAY, smoother) if smoother else plain()


@cache
def plain() -> Draft:
    return draft_policy(brief_of(BRIEF), materials(), TODAY)


def texts(draft: Draft) -> list[str]:
    return [clause.text for clause in draft.clauses]


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


# --- what is taken ---------------------------------------------------------------------------------------


def test_a_wording_that_says_the_same_is_taken_and_is_no_edit_of_the_users():
    smoother = Smoother(Rewriter(swapped("That is a floor, not a ceiling.", "It is a floor, not a ceiling.")))
    made = {clause.id: clause for clause in drafted(smoother).clauses}
    assert made["weighting-floor"].text.endswith("It is a floor, not a ceiling.") and not made["weighting-floor"].edited
    assert (smoother.taken, smoother.refused, smoother.wrong) == (1, 0, "")
    assert smoother.note.startswith("The chat model worded 1 of ") and smoother.note.endswith(" clauses of local choice anew.")


def test_only_clauses_of_local_choice_that_are_whole_and_not_the_users_own_are_shown_to_the_model():
    chat = Rewriter(str)
    made = drafted(Smoother(chat))
    ours = [clause for clause in made.clauses if is_ours(clause)]
    assert chat.given == [clause.text for clause in ours] and len(ours) > 20
    assert {clause.kind for clause in ours} == {ClaimKind.LOCAL_CHOICE}
    assert not any(clause.edited or clause.gaps or clause.table for clause in ours) and "says our board" not in " ".join(chat.given)


def test_the_briefs_own_sentences_are_never_shown_to_the_model():
    said = {"commitment": "We want Leeds to thrive.", "definition": "lasting good for Leeds.", "examples": ["a bus on Sundays"], "weighting_floor": 12, "weighting_reason": "the board wants local jobs"}
    made = draft_policy(brief_of({"kind": "local-authority", **said}), materials(), date(2026, 11, 22))
    own = [clause for clause in made.clauses if any(words in clause.text for words in ("Leeds", "Sundays", "the board wants"))]
    assert len(own) == 4 and not any(is_ours(clause) for clause in own)


# --- models that lie -------------------------------------------------------------------------------------


LIES = {
    "another figure": swapped("10%", "15%"), "a figure in words": swapped("10%", "fifteen per cent"), "a figure lost": swapped("at least 10% of the total score", "weight"),
    "another time": swapped("within a month", "within a year"), "a promise added": lambda text: f"{text} We will also plant 500 trees.",
    "a promise without a figure added": lambda text: f"{text} We will train every member of staff.", "a promise lost": lambda text: text.split(". ")[0] + "." if ". " in text else "We care.",
    "a name added": lambda text: text.replace("the provider", "Acme Ltd").replace("Fenmarsh", "Thornley").replace("Social value", "Crown Commercial value"),
    "a date added": lambda text: text.rstrip(".") + " from 1 April 2027.", "not turned": swapped("not a ceiling", "and a ceiling"), "no turned": swapped("No contract", "A contract"),
    "must for we": lambda text: text.replace("We ", "You must ").replace("carries", "must carry"), "at most for at least": swapped("at least", "at most"),
    "some for every": lambda text: text.replace("every", "some").replace("each", "some"), "may for will": lambda text: text.replace("will", "may"),
    "a law": lambda text: f"Under section 9 of the Act, {text[:1].lower()}{text[1:]}", "a link": lambda text: f"[{text}](http://evil)", "markup": lambda text: f"**{text}**",
    "a preamble": lambda text: f"Here is the clause in plain English: {text}", "twice": lambda text: f"{text} {text}", "another clause": lambda _: SHORTFALL,
    "endless": lambda text: text * 200, "empty": lambda _: "", "another language": lambda _: "La valeur sociale compte pour beaucoup.", "two halves swapped": swapped("floor, not a ceiling", "ceiling, not a floor"),
    "who does it": lambda text: text.replace("the provider gives", "we give").replace("We ", "Providers "),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_model_that_lies_is_not_taken(lie: Callable[[str], str]):
    smoother = Smoother(Rewriter(lie))
    assert texts(drafted(smoother)) == texts(plain()) and smoother.taken == 0


@pytest.mark.parametrize("text", [FLOOR, SHORTFALL])
def test_the_same_is_the_same_and_half_of_it_is_not(text: str):
    assert same(text, text)
    assert not same(text.split(". ")[0] + ".", text) and not same(text, text.split(". ")[0] + ".")


# --- models that fail ------------------------------------------------------------------------------------


def test_a_model_that_cannot_be_reached_is_asked_once_and_the_draft_keeps_its_words_with_one_line_that_says_so():
    chat = ScriptedChat(fails="the chat model cannot be reached")
    smoother = Smoother(chat)
    assert texts(drafted(smoother)) == texts(plain()) and len(chat.prompts) == 1
    assert smoother.note == "The chat model cannot be reached: every clause keeps the words it was drafted in."


def test_a_model_that_breaks_off_later_keeps_what_was_taken():
    count = []

    def put(text: str) -> str:
        count.append(text)
        if len(count) > 30:
            raise ChatUnanswered("the chat model broke off")
        return text.replace("That is a floor", "It is a floor")

    smoother = Smoother(Rewriter(put))
    assert any("It is a floor" in text for text in texts(drafted(smoother))) and len(count) == 31
    assert smoother.note == "The chat model broke off: the other clauses keep the words it was drafted in."


def test_a_fault_in_reading_a_model_does_not_cost_the_draft():
    def put(text: str) -> str:
        raise KeyError(text)

    smoother = Smoother(Rewriter(put))
    assert texts(drafted(smoother)) == texts(plain()) and "could not be read (KeyError)" in smoother.note


def test_a_model_that_is_not_installed_is_told_in_the_line_and_none_that_is_not_set():
    def missing() -> None:
        raise ModelUnavailable("the package is not installed; run this")

    smoother = smoother_of(missing)
    assert smoother and texts(drafted(smoother)) == texts(plain())
    assert smoother.note == "The package is not installed; run this: every clause keeps the words it was drafted in."
    assert smoother_of(lambda: None) is None


def test_the_terminal_smooths_where_a_model_is_set_unless_it_is_told_to_leave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "b.yaml").write_text("name: Fenmarsh Council\nkind: local-authority\n")
    monkeypatch.setattr(drafting.build, "drafting_materials", materials)
    with serving(ChatServer(words=["We promise nothing."])) as server:
        monkeypatch.setenv("SOCIAL_VALUE_CHAT_MODEL", "openai:tiny")
        monkeypatch.setenv("SOCIAL_VALUE_CHAT_BASE_URL", server.url)
        told = drafting.write_policy(tmp_path / "b.yaml", tmp_path / "a.md")
        asked = len(server.asked)
        left = drafting.write_policy(tmp_path / "b.yaml", tmp_path / "b.md", plain=True)
    assert asked > 10 and len(server.asked) == asked and left.smoothing == ""
    assert "worded 0 of" in told.as_text() and "said something else and were not taken" in told.smoothing and told.as_dict()["smoothing"] == told.smoothing
    assert (tmp_path / "a.md").read_text() == (tmp_path / "b.md").read_text()
