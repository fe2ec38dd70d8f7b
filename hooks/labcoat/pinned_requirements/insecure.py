"""insecure-index and credentials-in-index-url: how an index is reached."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.pinned_requirements.index_options import (
    OFF,
    TRUSTED,
    VERIFY,
    address_span,
    addresses_in,
    kind_of,
    option_addresses,
    plain_value,
)
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.indexes.index_url import Address
    from labcoat.core.packages.requirement import Option, Packages, Reference, Requirement
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment

UNPROTECTED = ("http", "ftp", "git")  # schemes without encryption, that do not say who answers either


@packages_rule("high")
def insecure_index(found: Packages, options: Options) -> Iterator[Hit]:
    """Packages come over a connection that anybody on the way can change.

    What it does
    ------------
    Reports a package index, a page of links, a conda channel, an archive or a repository that is reached over
    `http://`, `ftp://` or `git://`, and what switches the check of certificates off: `--trusted-host`,
    `PIP_TRUSTED_HOST`, uv's `--allow-insecure-host`, `verify_ssl = false` of a Pipfile, `ssl_verify: false` of conda.

    It is quiet about this machine itself (`localhost`, `127.0.0.1`, `[::1]`), about a host that a variable names, and
    about an archive whose address carries its hash.

    Why is this bad?
    ----------------
    Whoever is between you and the index - a wireless network, a proxy, another machine of the cluster - can answer
    with a package of their own. It runs with your rights while it is installed.

    Example
    -------
        --index-url http://mirror.acme.dev/simple
        --trusted-host mirror.acme.dev
        torch==2.5.1

    Use instead
    -----------
        --index-url https://mirror.acme.dev/simple
        torch==2.5.1

    or, for an index with a certificate of your own, let pip know it: `--cert path/to/ca.pem`, `PIP_CERT`.

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/https-certificates/
    """
    for segment, address, span in _all_addresses(found, hashed=False):
        if address.scheme in UNPROTECTED and not address.is_local and not address.has_variable_host:
            message = f"`{address.host}` is reached over `{address.scheme}://`: anybody on the way can change packages"
            yield Hit(segment, *span, message, "use `https://`")
    for option in found.options:
        if message := _switched_off(option):
            yield Hit(option.segment, option.start, option.end, message, "trust the certificate itself: `PIP_CERT`")


def _all_addresses(found: Packages, hashed: bool) -> Iterator[tuple[Segment, Address, tuple[int, int]]]:
    """Every address that something is installed from, and where it is in its segment.

    Those that carry the hash of what is there are among them only if `hashed`.
    """
    for option in found.options:
        for address in option_addresses(option):
            yield option.segment, address, address_span(option, address)
    places: list[Requirement | Reference] = [
        made for made in found.requirements if "://" in made.url and (hashed or made.level != "hash")
    ]
    places += [reference for reference in found.references if "://" in reference.path]
    for place in places:
        for address in addresses_in(place.segment.text, place.start, place.end):
            yield place.segment, address, (address.start, address.end)


def _switched_off(option: Option) -> str:
    """What an option does to the check of certificates; empty where it does nothing."""
    value = plain_value(option)
    if kind_of(option) == VERIFY and value in OFF:
        return "certificates are not checked: anybody may answer for the index"
    if kind_of(option) != TRUSTED or not value or any([mark in value for mark in "${%<"]):
        return ""
    from labcoat.core.packages.indexes.index_url import is_local

    hosts = [host.rpartition("]")[0] if host.startswith("[") else host.partition(":")[0] for host in value.split()]
    if all([is_local(host) for host in hosts]):
        return ""
    return f"the certificate of `{value}` is not checked: anybody may answer for it"


@packages_rule("critical")
def credentials_in_index_url(found: Packages, options: Options) -> Iterator[Hit]:
    """A password or token stands in the address of an index or a repository.

    What it does
    ------------
    Reports the literal password of `https://user:password@host`, and a token in the place of the user, in the address
    of a package index, of a page of links, of an archive or of a repository (`git+https://`).

    It is quiet about variables and templates (`${PIP_TOKEN}`, `$TOKEN`, `%TOKEN%`, `{token}`, `<token>`), words that
    only stand for a password, a user alone (`git@github.com`, `https://organisation@dev.azure.com`).

    Why is this bad?
    ----------------
    Everybody who can read the repository, its history, the image's layers or the log of a build has the password. Who
    may write to the index with it can replace the packages that everybody else installs.

    Example
    -------
        --extra-index-url https://ci:hunter2@pypi.acme.dev/simple

    Use instead
    -----------
        --index-url https://ci:${PIP_PASSWORD}@pypi.acme.dev/simple

    or leave both away and put them into `~/.netrc` or a keyring; in a Dockerfile use a build secret. Revoke the old
    one: it stays in the history.

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/authentication/
    - https://docs.docker.com/build/building/secrets/
    """
    for segment, address, span in _all_addresses(found, hashed=True):
        if credential := address.credential():
            start, end = credential
            place = credential if address.text is segment.text else span
            message = f"a password or token for `{address.host}` is written here"
            advice = "revoke it, and use a variable (`${PIP_PASSWORD}`), `~/.netrc` or a keyring"
            yield Hit(segment, *place, message, advice, secret=address.text[start:end])


RULES = [insecure_index, credentials_in_index_url]
