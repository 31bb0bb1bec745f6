"""The source's own name and the one body that a quote leans on may be said; no other may."""

from __future__ import annotations

from assistant.check import Fault, check_claim
from assistant.domain import Citation

PAGE = "CCGs were asked. They may be passive. We found little guidance. SEUK says that it is lacking. The Act is law."


def faults(claim: str, quote: str, page: str = PAGE, source_id: str = "bssec-2017") -> set[Fault]:
    return {p.fault for p in check_claim(claim, [Citation(1, source_id, "A post", "1", (), quote, "")], lambda *_: page)}


def test_a_source_is_named_for_what_it_says_in_its_own_voice():
    assert faults("BSSEC writes that the Act is a law.", "The Act is law.") == set()
    assert faults("According to BSSEC the Act is a law.", "The Act is law.") == set()
    assert faults("When BSSEC looked, there was little guidance.", "We found little guidance.") == set()


def test_a_source_is_not_named_for_what_it_has_from_another_or_does_not_say_of_itself():
    assert Fault.NAME in faults("BSSEC holds that it is lacking.", "SEUK says that it is lacking.")
    assert Fault.NAME in faults("BSSEC made the Act a law.", "The Act is law.")
    assert Fault.NAME in faults("BSSEC writes that the Act is a law.", "The Act is law.", source_id="report")


def test_the_one_body_that_a_quote_leans_on_may_be_named():
    assert faults("Such CCGs may count as passive.", "They may be passive.") == set()
    assert Fault.NAME in faults("Such STPs may count as passive.", "They may be passive.")


def test_where_they_could_be_several_none_may_be_named():
    assert Fault.NAME in faults("Such CCGs may count as passive.", "They may be passive.", "CCGs and STPs were asked. They may be passive.")
