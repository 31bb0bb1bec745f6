"""`social-value chat`: questions and commands, line by line, from a person or a pipe. What is asked is kept as it goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from assistant.conversation import Conversations
from assistant.domain import Answer, Role, Sentence, Status
from assistant.errors import ConversationMissing, SocialValueError
from assistant.turns import Summary
from ui.conversation import STOPPED, Assistant, Conversation
from ui.terminal import console, print_answer, print_bibliography, print_conversations, print_references, print_source, print_taken_as, shown
from ui.wording import uk_date

GOES_ON = timedelta(hours=12)
"""A person's last conversation is gone on with when it was used so lately."""
PAGE = 15
"""Conversations listed at once."""


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


# --- the commands ----------------------------------------------------------------------------------------


def _role(chat: Chat, rest: str) -> None:
    if rest in [role.value for role in Role]:
        chat.role = Role(rest)
        chat.say(f"Role: {rest}")
    elif rest == "none":
        chat.role = None
        chat.say("Role: none")
    else:
        chat.say(f"Role: {chat.role.value if chat.role else 'none'}. Roles: commissioner, vcse, student, none")


def _source(chat: Chat, rest: str) -> None:
    number, _, whole = rest.partition(" ")
    answer = chat.last
    citations = (*answer.citations, *(answer.aside.citations if answer.aside else ())) if answer else ()
    cited = next((c for c in citations if str(c.n) == number.strip("[]")), None)
    if cited is None:
        chat.say("No such source in the last answer; give one of its numbers, such as /source 1")
        return
    print_source(cited, {s.id: s for s in chat.assistant.sources}.get(cited.source_id), whole=whole.strip() == "all", out=chat.out)


def _again(chat: Chat, _: str) -> None:
    if not chat.talk.turns or chat.talk.turns[-1].answer:
        chat.say("The last question was answered; there is none to ask again.")
        return
    chat.talk.retry()
    chat.answer()


def _list(chat: Chat, rest: str) -> None:
    if rest and not rest.isdecimal():
        _find(chat, rest)
        return
    first = PAGE * (max(1, int(rest or 1)) - 1)
    found = chat.store.list(first + PAGE)
    chat.listed = found
    _print_listed(chat, found[first:], chat.store.count(), first + 1)


def _find(chat: Chat, rest: str) -> None:
    chat.listed = chat.store.search(rest, PAGE)
    _print_listed(chat, chat.listed, chat.store.count(rest), 1)


def _print_listed(chat: Chat, found: tuple[Summary, ...], total: int, first: int) -> None:
    if not found:
        chat.say("No conversations.")
        return
    print_conversations(found, total, first, chat.out)
    chat.say("/open NUMBER goes on with one.")


def _open(chat: Chat, rest: str) -> None:
    if not rest:
        chat.say("Give a number of the last /list, or an id.")
        return
    chat.go_on(rest)


def _new(chat: Chat, _: str) -> None:
    chat.talk = Conversation(store=chat.store)
    chat.say("A new conversation." + (" The last one is kept; /list shows it." if chat.store.count() else ""))


def _show(chat: Chat, _: str) -> None:
    for turn in chat.talk.turns:
        chat.out.print(f"\n[bold]> {shown(turn.question)}[/bold]")
        if turn.answer:
            print_answer(turn.answer, chat.out, offer=False)
        else:
            chat.say(turn.problem)
    if not chat.talk.turns:
        chat.say("Nothing has been asked yet.")


def _rename(chat: Chat, rest: str) -> None:
    if not _at_hand(chat):
        return
    chat.say(f"Title: {chat.store.rename(chat.talk.id, rest)}")


def _delete(chat: Chat, rest: str) -> None:
    if not rest and not _at_hand(chat):
        return
    if rest:
        name = chat.listed[int(rest) - 1].id if rest.isdecimal() and 1 <= int(rest) <= len(chat.listed) else rest
        held = chat.store.open(name).about
    else:
        held = chat.store.open(chat.talk.id).about
    if not chat.confirm(f"Delete “{held.title}” for good?"):
        chat.say("Nothing was deleted.")
        return
    chat.store.delete(held.id)
    chat.listed = tuple(one for one in chat.listed if one.id != held.id)
    if held.id == chat.talk.id:
        chat.talk = Conversation(store=chat.store)
    chat.say(f"Deleted: {held.title}")


def _export(chat: Chat, rest: str) -> None:
    from assistant.export import export_conversation

    if not _at_hand(chat):
        return
    if not rest:
        chat.say("Give a file, such as /export talk.docx (or .md, .json; its bibliography alone: .bib, .ris, .txt).")
        return
    written = export_conversation(chat.store.open(chat.talk.id), Path(rest).expanduser(), chat.assistant.sources, style=chat.style)
    chat.say(f"Written: {written}")


def _draft(chat: Chat, rest: str) -> None:
    from assistant.drafting.export import check_ending, export_draft

    draft = chat.assistant.draft(chat.talk.history)
    if draft is None:
        chat.say("There is no draft in this conversation. Say, for example: Draft a social value policy for Leeds City Council.")
        return
    if not rest:
        chat.say("Give a file, such as /draft policy.docx (or .md, .json).")
        return
    path = Path(rest).expanduser()
    check_ending(path)
    if path.exists():
        chat.say(f"{path} is there already; give another name, or delete it first.")
        return
    chat.say(f"Written: {export_draft(draft, path, chat.assistant.sources)}")


def _reference(chat: Chat, rest: str) -> None:
    from assistant.bibliography import FORMATS, RECORDS

    asked = rest.lower().split()
    forms, whole = [word for word in asked if word != "all"], "all" in asked
    if len(forms) > 1 or forms and forms[0] not in FORMATS:
        chat.say(f"Formats: {', '.join(FORMATS)}; with “all” those of the whole conversation")
        return
    form = forms[0] if forms else chat.style
    chat.style = chat.style if form in RECORDS else form
    answers = [turn.answer for turn in chat.talk.turns if turn.answer and turn.answer.citations]
    if not answers or not (whole or chat.last and chat.last.citations):
        chat.say("Nothing is cited in this conversation." if whole else "The last answer cites nothing." + (" /references all gives those of the conversation." if answers else ""))
    elif whole:
        print_bibliography([c for answer in answers for c in answer.citations], chat.assistant.sources, form, chat.out)
    else:
        print_references(answers[-1].citations, chat.assistant.sources, form, chat.out)


def _help(chat: Chat, _: str) -> None:
    wide = max(len(command.usage) for command in COMMANDS.values())
    for command in dict.fromkeys(COMMANDS.values()):
        chat.say(f"  {command.usage:{wide}}  {command.does}")
    chat.say("Everything else is a question. Ctrl-C clears the line or stops an answer; Ctrl-D ends. What was asked is kept.")


def _quit(chat: Chat, _: str) -> None:
    chat.done = True


def _at_hand(chat: Chat) -> bool:
    """Whether the conversation is in the store; says so if not."""
    if not chat.talk.id:
        chat.say("Nothing has been asked in this conversation yet.")
    return bool(chat.talk.id)


@dataclass(frozen=True, slots=True)
class Command:
    """What a word after a slash does."""

    usage: str
    does: str
    run: Callable[[Chat, str], None]


_LISTED = (
    Command("/source N [all]", "open the passage behind [N], or all of its page", _source),
    Command("/references [harvard|oscola|bibtex|ris] [all]", "references of the last answer, ready to copy; all: of the conversation", _reference),
    Command("/1, /2, /3", "ask what was offered under that number", lambda chat, _: chat.pick(1)),
    Command("/role [NAME]", "who asks: commissioner, vcse, student or none", _role),
    Command("/again", "ask a question again that was not answered", _again),
    Command("/show", "print this conversation", _show),
    Command("/export FILE", "write this conversation as .md, .docx or .json, or its bibliography as .bib, .ris or .txt", _export),
    Command("/draft FILE", "write the policy that is drafted here as .docx, .md or .json", _draft),
    Command("/rename TITLE", "give this conversation another title", _rename),
    Command("/new", "begin another conversation", _new),
    Command("/list [PAGE]", "your conversations, newest first", _list),
    Command("/find TEXT", "conversations with these words in them", _find),
    Command("/open N|ID", "go on with one of the last list, or by its id", _open),
    Command("/delete [N|ID]", "delete a conversation for good; this one if none is named", _delete),
    Command("/help", "this list", _help),
    Command("/quit", "end", _quit),
)
COMMANDS = {command.usage[1:].split()[0]: command for command in _LISTED}
COMMANDS |= {"exit": COMMANDS["quit"], "reference": COMMANDS["references"], "sources": COMMANDS["source"], "search": COMMANDS["find"]}


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
