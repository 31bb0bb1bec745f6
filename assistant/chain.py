"""The assistant and its retriever as LangChain parts, so that others can put them in their own chains.

    from assistant.build import build_assistant
    from assistant.chain import as_retriever, as_runnable
    chain = as_runnable(build_assistant())
    chain.invoke("What weighting was common?")["answer"]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from assistant.assistant import Assistant
from assistant.domain import Role
from assistant.export import answer_json


class EvidenceRetriever(BaseRetriever):
    """Evidence as LangChain documents, best first, with source, printed page, heading path and score as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(page_content=e.passage.text, id=e.passage.id, metadata={
                "source_id": e.passage.source_id, "page": e.passage.page, "headings": list(e.passage.headings), "score": e.score,
                "start": e.passage.start, "end": e.passage.end})
            for e in self.assistant.search(query, self.k).evidence
        ]


def as_retriever(assistant: Assistant, k: int = 8) -> EvidenceRetriever:
    """The retriever of an assistant; gives the k best passages."""
    return EvidenceRetriever(assistant=assistant, k=k)


def as_runnable(assistant: Assistant) -> Runnable[str | Mapping[str, Any], dict[str, Any]]:
    """The assistant as a runnable: a question, or {"question", "role"?, "history"?}, in; the JSON of `ask` out."""

    def answer(asked: str | Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(asked, str):
            return answer_json(assistant.ask(asked))
        role = asked.get("role")
        return answer_json(assistant.ask(asked["question"], Role(role) if role else None, tuple(asked.get("history") or ())))

    return RunnableLambda(answer, name="social_value_assistant")
