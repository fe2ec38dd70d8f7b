"""Names of container images: `registry:5000/group/name:tag@sha256:…`, and how surely they give the same again.

https://github.com/distribution/reference says what a name is, https://docs.docker.com/reference/dockerfile/ and
https://docs.docker.com/reference/compose-file/interpolation/ what `${NAME:-word}` means in one.
"""

from __future__ import annotations

import re

from labcoat.core.packages.levels import HEX
from labcoat.core.packages.names import may_be_secret
from labcoat.core.packages.requirement import ENV, IMAGE, IMAGE_FORM, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from labcoat.core.segment import Segment

UNKNOWN = "\0"  # in place of a variable that nobody knows here
MOST_CHARACTERS = 1000  # of a value; a name has fewer than 256
MOST_NESTED = 5  # `${A:-${B:-…}}`
MOVING = frozenset(
    "nightly main mainline master trunk edge dev develop development devel head tip canary "
    "sid rawhide rolling testing unstable".split()
)
# Names that something else is put in the place of, and the one that kubebuilder's kustomization replaces.
REPLACED = ("should-be-overridden", "placeholder", "replace-me", "replaceme", "change-me", "changeme")
KUBEBUILDER = "controller:latest"
DIGESTS = {"sha256": 64, "sha384": 96, "sha512": 128}

_TEMPLATE = re.compile(r"\$?\{\{[^{}]*\}\}|\$\([^$()]*\)|<[^<>]*>")  # a workflow's, Helm's and Jinja's; `<fill-me-in>`
_VARIABLE = re.compile(r"\$\{(\w+)(?:(:?[-+?])([^${}]*))?\}|\$(\w+)")
_OTHER_VARIABLE = re.compile(r"\$(?:\{[^{}]*\}?)?")
_REFERENCE = re.compile(r"(?:[A-Za-z0-9.\0-]+(?::[0-9\0]+)?/)?[a-z0-9._/\0-]+(?::[\w.\0-]+)?(?:@[A-Za-z0-9:+._\0-]+)?")
_WORDS = re.compile(r"[-_]")
_FIXED = re.compile(r"v?\d.*|[0-9a-f]{7,}")  # a version, a date, a commit


def expand(text: str, variables: Mapping[str, str]) -> str:
    """The text with the values of its variables; UNKNOWN stands where there is none."""
    text = _TEMPLATE.sub(UNKNOWN, text)
    for _depth in range(MOST_NESTED):
        if "$" not in text or len(text) > MOST_CHARACTERS:
            break
        text = _VARIABLE.sub(lambda found: _value(found, variables), text)
    return _OTHER_VARIABLE.sub(UNKNOWN, text) if len(text) <= MOST_CHARACTERS else UNKNOWN


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    name = found[1] or found[4]
    if may_be_secret(name):
        return UNKNOWN
    value = variables.get(name, "")
    operator, word = (found[2] or "")[-1:], found[3] or ""
    if operator == "+":
        return word if value else ""
    return value or (word if operator == "-" else UNKNOWN)


def split_reference(text: str) -> tuple[str, str, str]:
    """Name, tag and digest; a port of the registry belongs to the name."""
    rest, _, digest = text.partition("@")
    colon = rest.find(":", rest.rfind("/") + 1)
    return (rest, "", digest) if colon < 0 else (rest[:colon], rest[colon + 1 :], digest)


def image_requirement(segment: Segment, start: int, text: str, variables: Mapping[str, str]) -> Requirement:
    """The image that `text` names, at `start` in the segment; `url` is its whole name without variables.

    Where a variable decides what it is, or it is no image's name at all but to be filled in, its level is ENV.
    """
    written = expand(text, variables)
    made = Requirement(segment, start, start + len(text), split_reference(written)[0], ENV, IMAGE_FORM)
    made.place, made.url = IMAGE, written
    shape = _same_length(text)
    name, tag, digest = split_reference(shape)
    if tag or digest:
        made.spec_start = start + len(name)
    made.level = level_of_image(written)
    if UNKNOWN in written:
        made.name, made.url = text[: len(name)], text
    return made


def _same_length(text: str) -> str:
    """The text with UNKNOWN for every character of a variable, so that what is left is not in one."""
    for pattern in (_TEMPLATE, *[_VARIABLE] * MOST_NESTED, _OTHER_VARIABLE):
        text = pattern.sub(lambda found: UNKNOWN * len(found[0]), text)
    return text


def level_of_image(reference: str) -> str:
    """The level of an image's name in which variables are expanded."""
    if not _REFERENCE.fullmatch(reference):
        return ENV
    if reference == KUBEBUILDER or _is_replaced(reference.lower().replace("_", "-")):
        return ENV
    name, tag, digest = split_reference(reference)
    if _is_digest(reference) or _is_digest(f"sha256:{reference}"):  # the id of an image that is there already
        return "hash"
    if digest:
        return "hash" if _is_digest(digest) else ENV
    if UNKNOWN in (tag or name.rpartition("/")[2]):
        return ENV
    return "compatible" if tag and not is_moving(tag) else "none"


def _is_replaced(reference: str) -> bool:
    return any([word in reference for word in REPLACED])


def _is_digest(digest: str) -> bool:
    algorithm, _, value = digest.partition(":")
    return len(value) == DIGESTS.get(algorithm) and HEX.issuperset(value)


def is_moving(tag: str) -> bool:
    """Whether a tag says by its name that it goes from version to version.

    `latest` anywhere in it; a branch without a version, a date or a commit beside it (`nightly-gpu`, but not
    `nightly-2024-05-01`). A flavour (`slim`) or a channel (`stable`) moves as well, but people mean it as their choice.
    """
    if "latest" in tag.lower():
        return True
    words = _WORDS.split(tag.lower())
    if any([_FIXED.fullmatch(word) for word in words]):
        return False
    return not MOVING.isdisjoint(words)
