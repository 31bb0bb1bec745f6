"""What a word after a slash does in `social-value chat`: each command by its name, with what it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.turns import Summary
from ui.conversation import Conversation
from ui.terminal import print_answer, print_bibliography, print_conversations, print_references, print_source, shown

if TYPE_CHECKING:
    from ui.chat import Chat

PAGE = 15
"""Conversations listed at once."""


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
    written = export_conversation(chat.store.open(chat.talk.id), _path(rest), chat.assistant.sources, style=chat.style)
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
    path = _path(rest)
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
    chat.say("Everything else is a question. Ctrl-C clears the line or stops an answer; Ctrl-D ends, and so does “quit” or “bye”. What was asked is kept.")


def _quit(chat: Chat, _: str) -> None:
    chat.done = True


def _path(rest: str) -> Path:
    """A file as typed: in quotation marks or not, from the home folder by a tilde."""
    bare = rest[1:-1] if len(rest) > 1 and rest[0] == rest[-1] and rest[0] in "\"'" else rest
    return Path(bare).expanduser()


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
COMMANDS |= {"exit": COMMANDS["quit"], "bye": COMMANDS["quit"], "reference": COMMANDS["references"], "sources": COMMANDS["source"], "search": COMMANDS["find"]}
