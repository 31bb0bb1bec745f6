"""`social-value chat`: questions and commands, line by line, from a person or a pipe. What is asked is kept as it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from rich.console import Console

from assistant.conversation import Conversations
from assistant.domain import Answer, Role, Sentence, Status
from assistant.errors import ConversationMissing, SocialValueError
from assistant.intents import is_leaving
from assistant.turns import Summary
from ui.chat_commands import COMMANDS
from ui.conversation import STOPPED, Assistant, Conversation
from ui.terminal import console, print_answer, print_references, print_taken_as, shown
from ui.wording import uk_date

GOES_ON = timedelta(hours=12)
"""A person's last conversation is gone on with when it was used so lately."""


class Chat:
    """One run of the program: the conversation at hand, and what the commands need to remember."""

    def __init__(self, assistant: Assistant, store: Conversations, *, role: Role | None = None, interactive: bool = False,
                 out: Console = console, confirm: Callable[[str], bool] = lambda _: True) -> None:
        self.assistant, self.store, self.out = assistant, store, out
        self.role, self.interactive, self.confirm = role, interactive, confirm
        self.talk = Conversation(store=store)
        self.style = "harvard"
        self.listed: tuple[Summary, ...] = ()
        self.done = False

    # --- asking ------------------------------------------------------------------------------------------

    def take(self, line: str) -> None:
        """A line as typed: a question, or a command that begins with a slash."""
        line = line.strip()
        if not line:
            return
        if is_leaving(line):
            self.done = True
            return
        if not line.startswith("/"):
            self.talk.put(line, self.role)
            self.answer()
            return
        name, _, rest = line[1:].partition(" ")
        if name.isdecimal():
            self.pick(int(name))
            return
        command = COMMANDS.get(name.lower())
        if command is None:
            self.say(f"There is no /{name}; /help lists what there is.")
            return
        try:
            command.run(self, rest.strip())
        except SocialValueError as error:
            self.say(f"social-value: {error}")
        except KeyboardInterrupt:
            self.say("\nStopped.")

    def answer(self) -> None:
        """Asks what waits, and prints what comes of it: to a person a sentence at a time, as each is checked. Ctrl-C stops the answer, not the conversation."""
        said: list[str] = []

        def tell(sentence: Sentence) -> None:
            if not said:
                print_taken_as(sentence.taken_as, self.out)
            said.append(sentence.text)
            self.say(sentence.text)

        try:
            turn = self.talk.settle(self.assistant, tell if self.interactive else None)
        except KeyboardInterrupt:
            self.say("\nStopped. The question is kept; /again asks it again.")
            return
        if turn.answer:
            print_answer(turn.answer, self.out, said=bool(said), offer=False)
            self.offer(turn.answer)
        else:
            self.say(f"social-value: {turn.problem}")
        if self.talk.trouble:
            self.say(f"\nNot kept: {self.talk.trouble}")
        self.out.print()

    def offer(self, answer: Answer) -> None:
        """What can be asked next, by a number; to a student the references before it."""
        if answer.role is Role.STUDENT and answer.citations and answer.status is Status.ANSWERED:
            self.out.print()
            print_references(answer.citations, self.assistant.sources, self.style, self.out)
        if answer.status is Status.NEEDS_CLARIFICATION:
            numbers = [f"/{n}" for n in range(1, len(answer.suggestions) + 1)]
            self.say(f"\n{' '.join(numbers)} {'ask' if len(numbers) > 1 else 'asks'} one of these." if numbers else "")
        elif answer.suggestions:
            self.say("\nYou could ask:")
            for n, question in enumerate(answer.suggestions, 1):
                self.say(f"  /{n}  {question}")

    def say(self, text: str) -> None:
        """A line of the program's own; whatever is in it is text."""
        self.out.print(shown(text))

    def pick(self, number: int) -> None:
        """Asks the question that was offered under that number."""
        offered = self.last.suggestions if self.last else ()
        if not 1 <= number <= len(offered):
            self.say(f"There is no /{number}; {'the last answer offered ' + str(len(offered)) + ' to ask next' if offered else 'the last answer offered nothing to ask next'}.")
            return
        self.take(offered[number - 1])

    @property
    def last(self) -> Answer | None:
        """The last answer of the conversation."""
        return next((turn.answer for turn in reversed(self.talk.turns) if turn.answer), None)

    # --- opening -----------------------------------------------------------------------------------------

    def go_on(self, name: str) -> None:
        """Opens a conversation by its id, the beginning of it, or its number in the last list. Raises ConversationMissing."""
        listed = self.listed[int(name) - 1].id if name.isdecimal() and 1 <= int(name) <= len(self.listed) else name
        held = self.store.open(listed)
        self.talk = Conversation.again(self.store, held)
        self.role = held.about.role or self.role
        for turn in self.talk.turns:
            remember(turn.question)
        asked = f"{held.about.turns} question{'s' if held.about.turns != 1 else ''}, {uk_date(held.about.updated.astimezone().date().isoformat())}"
        self.say(f"Going on with “{held.about.title}” ({asked}). /new begins another; /show prints it.")
        if self.talk.turns and self.talk.turns[-1].problem == STOPPED:
            self.say(f"Its last question was not answered: {self.talk.turns[-1].question}\n/again asks it again.")

    def begin(self) -> None:
        """Goes on with the last conversation if it was lately, else begins a new one and names the last."""
        found = self.store.list(1)
        if not found:
            return
        if datetime.now(UTC) - found[0].updated < GOES_ON:
            self.go_on(found[0].id)
        else:
            self.listed = found
            self.say(f"Last time: “{found[0].title}”. /open 1 goes on with it.")


# --- reading lines ---------------------------------------------------------------------------------------


def remember(question: str) -> None:
    """Lets the arrow keys bring an earlier question back, where the terminal can."""
    with suppress(ImportError):
        import readline

        readline.add_history(question)


def run_chat(assistant: Assistant, store: Conversations, *, role: Role | None = None, open_id: str = "", new: bool = False) -> int:
    """Reads lines until they end or /quit; returns the exit status. Raises ConversationMissing when there is none to continue."""
    interactive = sys.stdin.isatty()
    with suppress(AttributeError):  # bytes that are no text come as they can, not as a crash
        sys.stdin.reconfigure(errors="replace")
        sys.stdout.reconfigure(errors="replace")
    chat = Chat(assistant, store, role=role, interactive=interactive, confirm=_confirm if interactive else lambda _: True)
    if interactive:
        chat.say("Ask about social value in public buying; follow-ups are understood. /help lists the commands, /quit ends.")
    if open_id:
        chat.go_on(open_id)
        chat.role = role or chat.role
    elif interactive and not new:
        with suppress(ConversationMissing):  # deleted by another window just now
            chat.begin()
        chat.role = role or chat.role
    for line in _typed(chat) if interactive else sys.stdin:
        if not interactive and line.strip():
            chat.say(f"> {line.strip()}")  # what a pipe brings stands nowhere else, and an answer without its question tells little
        chat.take(line)
        if chat.done:
            break
    if interactive and chat.talk.id:
        chat.say(f"Kept: `social-value chat --continue {chat.talk.id[:8]}` goes on with it.")
    return 0


def _typed(chat: Chat) -> Iterator[str]:
    """Lines as a person types them. Ctrl-C clears the line; twice in a row, or Ctrl-D, ends."""
    with suppress(ImportError):
        import readline  # noqa: F401  # line editing, history, and a paste of several lines as one
    stopped = False
    while True:
        try:
            line = input("> ")
            stopped = False
        except EOFError:
            chat.out.print()
            return
        except KeyboardInterrupt:
            chat.out.print()
            if stopped:
                return
            stopped = True
            chat.say("Ctrl-C again, or Ctrl-D, ends. What was asked is kept.")
            continue
        yield line


def _confirm(question: str) -> bool:
    try:
        return input(f"{question} (yes/no) ").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        return False
