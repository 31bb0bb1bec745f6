"""Who somebody is by what an identity provider says of them."""

from __future__ import annotations

import pytest

from assistant.errors import NotAdmitted, SettingsError
from assistant.people import HERE, person_of
from assistant.settings import load_settings

ANN = {"iss": "https://login.example.org", "sub": "123", "email": "Ann@Example.org", "name": "Ann Other", "email_verified": True}


def test_without_sign_in_there_is_one_user_to_whom_everything_belongs():
    assert HERE.is_local and HERE.is_maintainer


def test_an_owner_is_the_issuer_and_its_subject_whatever_the_address():
    ann = person_of(ANN)
    assert person_of({**ANN, "email": "ann.new@example.org", "name": "Ann New"}).owner == ann.owner
    assert person_of({**ANN, "sub": "124"}).owner != ann.owner
    assert person_of({**ANN, "iss": "https://other.example.org"}).owner != ann.owner
    assert not ann.is_local and "ann" not in ann.owner.lower()


def test_everyone_whom_the_provider_lets_in_is_a_reader_unless_readers_are_named():
    assert not person_of(ANN).is_maintainer
    assert person_of(ANN, readers=["@example.org"]).name == "Ann Other"
    with pytest.raises(NotAdmitted, match="ann@example.org may not use this service"):
        person_of(ANN, readers=["bob@example.org", "@ample.org"])


def test_a_maintainer_is_named_by_address_and_is_a_reader_too():
    assert person_of(ANN, readers=["bob@example.org"], maintainers=["ann@EXAMPLE.org"]).is_maintainer


def test_an_address_that_was_not_verified_counts_as_none():
    unsure = {**ANN, "email_verified": False}
    assert not person_of(unsure, maintainers=["ann@example.org"]).is_maintainer
    with pytest.raises(NotAdmitted):
        person_of(unsure, readers=["@example.org"])


@pytest.mark.parametrize("claims", [{}, {"email": "ann@example.org"}, {"iss": "https://login.example.org", "sub": ""}])
def test_claims_that_name_nobody_are_refused(claims: dict[str, str]):
    with pytest.raises(NotAdmitted, match="named nobody"):
        person_of(claims)


def test_readers_and_maintainers_are_lists_of_addresses_with_commas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_MAINTAINERS", "ann@example.org, @buyers.example.org,")
    assert load_settings().maintainers == ("ann@example.org", "@buyers.example.org") and load_settings().readers == ()
    monkeypatch.setenv("SOCIAL_VALUE_READERS", "everyone")
    with pytest.raises(SettingsError, match="SOCIAL_VALUE_READERS is 'everyone': .*no e-mail address or @domain"):
        load_settings()
