"""What a document is called: the title in its properties where that is one, else its first heading. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text import printable
from ingest.blocks import BlockKind, RawPage
from ingest.clean import tidy

_SHORTEST, _LONGEST = 3, 160
_LONGEST_HEADING = 120
# What programs put there by themselves, and what nobody has filled in; each is the whole title, but for numbers and brackets around it.
_NO_TITLE = re.compile(
    r"(?:untitled.*|unnamed|no title|title|titel|sans titre|(?:document|report|policy|page) title|insert (?:a )?title.*|(?:click|tap) (?:here|or tap).*|type the .*"
    r"|(?:new |word |blank |scanned )?(?:document|doc|file|page|slide|sheet|presentation|template|scan|print|draft|report)|powerpoint presentation|normal|home|index"
    r"|(?:microsoft |ms |office )?(?:word|excel|powerpoint|publisher|office|onenote)(?: online| for \w+| document| \d+)?"
    r"|(?:adobe )?(?:acrobat|indesign|illustrator|photoshop|pagemaker|framemaker)(?: distiller| pro| cc| pdfmaker)?|libreoffice(?: writer)?|openoffice(?: writer)?"
    r"|google docs?|apple pages|pages|canva|latex|pdflatex|tex|quarkxpress|reportlab(?: pdf library)?|wkhtmltopdf|chrom(?:e|ium)|full page (?:photo|fax print)|print(?:ing)?)"
    r"[\s\d.()\[\]_-]*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:about|data|blob|chrome|file|view-source|mailto|urn):\S*$|(?:https?|ftp|file)://|www\.\S+$|\S+\.(?:gov|org|ac|co|nhs|com|net)(?:\.uk)?(?:/\S*)?$", re.IGNORECASE)
"""The address that a browser prints a page from."""
_BY_PROGRAM = re.compile(r"(?:microsoft (?:word|powerpoint|excel|publisher)|adobe \w+|print) - ", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.(?:docx?|docm|dotx?|rtf|odt|pdf|indd|qxd|qxp|pub|pptx?|xlsx?|html?|aspx|md|txt|tmp|pmd|p65|fm|tex|dvi|cdr|ai|jpe?g|png|tiff?)\W*$", re.IGNORECASE)
_FIRST_PART = re.compile(r"(?<=\w)(?<![Ll]ot)(?<![Vv]olume)(?<![Pp]hase)(?<![Ss]tage)(?<![Aa]ppendix)(?<![Aa]nnex)\s+(?:(?i:section|part|chapter)\s+(?:1|I|A)(?:[.):]|\s[–—-])|(?:1|I|A)(?:\.0?|\)))\s+(?=[A-Z])")
"""Where the heading of a document's first numbered part begins: a PDF sets it after the title in one size, so that both come as one heading."""
_BY_SITE = re.compile(r"\s+[|–—·»:-]+\s+")


def title_of(raw: Sequence[RawPage]) -> str:
    """The title of a document; "" where neither its properties nor its first headings give one."""
    if title := real(raw[0].title if raw else ""):
        return title
    first = next((block.text for page in raw[:2] for block in page.blocks if block.kind is BlockKind.HEADING), "")
    first = without_first_part(first)
    return first if _SHORTEST <= len(first) <= _LONGEST_HEADING else ""


def without_first_part(heading: str) -> str:
    """A first heading without that of the first numbered part, where it goes on with it ("Social value policy 2025 1. Purpose")."""
    return _FIRST_PART.split(heading, maxsplit=1)[0]


def real(said: str) -> str:
    """What the properties say if it is a title; "" if it is a file's name, a program's, or a place for one."""
    title = tidy(printable(said)).strip("[]<>{} ")
    if not _SHORTEST <= len(title) <= _LONGEST or "\ufffd" in title or not re.search(r"[^\W\d_]{2}", title):
        return ""
    if _ADDRESS.match(title) or _NO_TITLE.fullmatch(title) or _BY_PROGRAM.match(title) or _FILE_ENDING.search(title):
        return ""
    if " " not in title and re.search(r"[\d_./\\-]", title):  # no words but a name with parts: sv-strategy_v3
        return ""
    return title


def without_site(title: str, heading: str) -> str:
    """The title of a web page without the name of its site ("Policy | Town Council"), where its main heading tells which part that is."""
    return next((part for part in _BY_SITE.split(title) if part.strip().casefold() == heading.casefold()), title)
