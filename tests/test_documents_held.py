"""The question for the library's own documents, and the list of them."""

from __future__ import annotations

import pytest
from builders import source

from assistant.documents_held import asks_for_documents, documents_told
from assistant.domain import Authority


@pytest.mark.parametrize("text", [
    "Which documents are in the library?", "what documents do you have?", "What sources do you use?", "list your documents", "Which documents do you answer from?",
    "What's in the library?", "how many documents do you have", "what are your sources", "Show me the library", "Which documents can I ask about?",
    "list the documents you have", "list all the documents that you hold", "show me the sources you rely on", "documents you use", "what documents are in here",
    "list all documents", "give me a list of your documents", "what reports do you have", "what are the six documents", "how many documents are there", "what have you got in the library", "What is your evidence base?",
    "where do your answers come from"])
def test_a_question_for_the_librarys_own_documents_is_told(text: str) -> None:
    assert asks_for_documents(text)


@pytest.mark.parametrize("text", [
    "Which documents say that weighting is low?", "What documents do CCGs have?", "What documents do you have on weightings?", "Which documents did the CCGs supply?", "What is in the library bulletin?",
    "Which documents must a bidder have in the file?", "What sources does the report use?", "which documents does the report list", "list the documents CCGs sent", "what reports do CCGs have", "list the reports on the Act", "how many documents did the CCGs send", "what are the six reports of the Forward View"])
def test_a_question_for_what_documents_say_or_others_have_is_not(text: str) -> None:
    assert not asks_for_documents(text)


def test_the_documents_are_listed_with_publisher_and_year_the_users_own_last() -> None:
    mine = source("mine", title="Our plan", authority=Authority.USER)
    first = source("first", title="The Report", publisher="The House", published="2017-05-31", authority=Authority.PRIMARY)
    assert documents_told([mine, first]) == "I answer from 2 documents:\n\n- *The Report* (The House, 2017)\n- *Our plan* (added by you)"
