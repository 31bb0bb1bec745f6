"""The product's parts in other people's LangChain chains."""

from __future__ import annotations

from langchain_core.runnables import RunnableLambda

from assistant.assistant import Assistant
from assistant.chain import as_retriever, as_runnable


def test_the_retriever_gives_documents_with_their_printed_page(assistant: Assistant) -> None:
    documents = as_retriever(assistant, k=3).invoke("weighting above 5% and the quality of bids")
    assert len(documents) == 3
    assert documents[0].metadata["source_id"] == "healthy-commissioning" and documents[0].metadata["page"] == "20"
    assert documents[0].page_content in assistant.page_text("healthy-commissioning", "20")


def test_the_assistant_stands_in_a_chain_and_takes_role_and_history(assistant: Assistant) -> None:
    chain = as_runnable(assistant) | RunnableLambda(lambda answer: (answer["status"], answer["citations"][0]["page"]))
    assert chain.invoke("Which STP footprint is NHS Dudley CCG in?") == ("answered", "31")
    asked = {"question": "And the limited ones?", "role": "student", "history": ["What percentage of CCGs were classed as active?"]}
    assert "36%" in as_runnable(assistant).invoke(asked)["answer"]
