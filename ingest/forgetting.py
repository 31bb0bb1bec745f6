"""Documents of one's own, found by what somebody calls them, and taken out of the index."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import SocialValueError
from assistant.library import Entry
from assistant.settings import Settings
from ingest.uploads import Outcome, Uploads, entries_of


def forget(settings: Settings, names: Sequence[str]) -> list[Outcome]:
    """Takes out the documents with these names, all or none; the files they were read from stay, but for those that the page keeps itself.

    Raises:
        SocialValueError: a name is that of no document, of one that comes with the product, or of several.
    """
    entries = entries_of(settings)
    wanted = {entry.source.id: entry for name in names for entry in meant(name, entries)}
    return [Uploads(settings).remove(source_id) for source_id in wanted]


def meant(name: str, entries: Sequence[Entry]) -> list[Entry]:
    """The documents that a name means: those of a path or under a folder, whether or not it is there; else the one of that id, file name or title.

    Raises SocialValueError as above.
    """
    path = os.path.realpath(os.path.expanduser(name))
    found = [e for e in entries if not e.shipped and (e.origin == path or e.origin.startswith(path.rstrip("/") + "/"))]
    if found:
        return found
    called = [e for e in entries if name.casefold() in {e.source.id.casefold(), Path(e.origin).name.casefold(), e.source.title.casefold()}]
    own = [e for e in called if not e.shipped]
    if len(own) == 1:
        return own
    if own:
        raise SocialValueError(f"{name} is the name of {len(own)} documents; give one by its path: {', '.join(e.origin for e in own)}")
    if called:
        raise SocialValueError(f"{name} comes with the product and stays; only documents of your own can be taken out")
    mine = [e.source.id for e in entries if not e.shipped]
    raise SocialValueError(f"no document of your own is called {name}; " + (f"there are: {', '.join(mine[:12])}{' ...' if len(mine) > 12 else ''}" if mine else "none has been added"))
