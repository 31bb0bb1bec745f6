"""Who uses the product: one local user, or people who signed in, of whom some look after what all share. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import NotAdmitted

LOCAL = "local"
"""The owner of what is kept where nobody signs in."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user. `owner` is what their conversations and documents are kept under; `name` is for the page, "" where nobody signs in.

    A maintainer adds and removes documents for all, and makes the index again.
    """

    owner: str
    name: str
    is_maintainer: bool

    @property
    def is_local(self) -> bool:
        """Whether this is the one user of a machine where nobody signs in."""
        return self.owner == LOCAL


HERE = Person(LOCAL, "", is_maintainer=True)
"""The one user where nobody signs in: everything is theirs."""


def person_of(claims: Mapping[str, Any], readers: Collection[str] = (), maintainers: Collection[str] = ()) -> Person:
    """The person whom an identity provider vouches for, by the claims of OpenID Connect.

    The owner is made of issuer and subject, which a provider never gives to anybody else; an e-mail address can change hands. `readers` and
    `maintainers` are addresses, or "@domain" for all of it; no `readers` means everyone whom the provider lets in. An address that the provider
    says it has not verified counts as none.

    Raises:
        NotAdmitted: the claims name nobody, or somebody who is not among the readers.
    """
    issuer, subject = str(claims.get("iss") or ""), str(claims.get("sub") or "")
    if not issuer or not subject:
        raise NotAdmitted("the sign-in named nobody (no issuer or subject); sign out and in again, or ask who runs this service")
    email = "" if claims.get("email_verified") in (False, "false") else str(claims.get("email") or "").strip().casefold()
    is_maintainer = _among(email, maintainers)
    if readers and not is_maintainer and not _among(email, readers):
        raise NotAdmitted(f"{email or 'this account'} may not use this service; sign in with another account, or ask who runs it to add you")
    owner = hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]
    return Person(owner, str(claims.get("name") or email or "signed in"), is_maintainer)


def _among(email: str, listed: Collection[str]) -> bool:
    if not email:
        return False
    return any(email == one if not one.startswith("@") else email.endswith(one) for one in map(str.casefold, listed))
