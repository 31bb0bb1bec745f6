"""What several sentences of the documents come to, in one plain sentence (data/plain_statements.yaml): for an answer that is asked for simply. Pure but for reading the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assistant.compose import Quote, Statement
from assistant.domain import Citation, ClaimKind
from assistant.text import fold
from assistant.yaml_data import check_keys, read_list

ROWS = Path(__file__).parent / "data" / "plain_statements.yaml"


def plain_statement(cited: Sequence[Citation]) -> Statement | None:
    """The plain sentence for an answer that stands on all the quotes of one; None where there is none. Whoever tells it has it checked."""
    told = [fold(one.quote) for one in cited]
    return next((one for one in plain_statements() if all(any(fold(quote.text) in said or said in fold(quote.text) for said in told) for quote in one.quotes)), None)


@lru_cache(maxsize=1)
def plain_statements() -> tuple[Statement, ...]:
    """All of them. Raises CorpusError."""
    rows = [check_keys(f"{ROWS.name}, entry {number}", row, {"says", "source", "page", "quotes"}) for number, row in enumerate(read_list(ROWS), 1)]
    return tuple(Statement(row["says"], tuple(Quote(row["source"], row["page"], quote) for quote in row["quotes"]), ClaimKind.DUTY) for row in rows)
