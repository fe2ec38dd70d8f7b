"""A document as one of the subjects that the rules of this family look at."""

from __future__ import annotations

import os

from labcoat.core.lockfile.lock import NAME
from labcoat.core.lockfile.lookup import find_lock
from labcoat.core.lockfile.pointers import START
from labcoat.core.rule import Rule
from labcoat.core.rule_set import ARTIFACT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.rule import Hit, Options, ScanDocument

    Check = Callable[[Any, Options], Iterable[Hit]]

FAMILY = "model-lock"
LOCK, BUNDLE = "lock", "bundle"  # what rules look at, besides artifacts
STUB_ENDING = ".dvc"
BUNDLE_ENDINGS = (".sig", ".sigstore", ".sigstore.json")


def lock_rule(severity: str, looks_at: str = ARTIFACT) -> Callable[[Check], Rule]:
    """Make the decorated function a rule of this family: its name names the rule."""

    def decorate(check: Check) -> Rule:
        made = Rule(check.__name__.replace("_", "-"), FAMILY, check.__doc__ or "", severity)
        made.checks[looks_at] = check
        made.scanner = scanner
        return made

    return decorate


def scanner(rules: Sequence[Rule]) -> ScanDocument:
    """What runs these rules over a document that is a lock, an artifact, a pointer, a stub or a signature."""

    def scan(document: Document) -> Iterator[RuleHit]:
        for kind, subject in _subjects(document):
            options = document.options.get(FAMILY, {})
            for rule in rules:
                if kind in rule.checks:
                    yield from [(rule, hit) for hit in rule.checks[kind](subject, options)]

    return scan


def _subjects(document: Document) -> Iterator[tuple[str, Any]]:
    """What a document is, and the kind of that."""
    name = os.path.basename(document.path)
    if name == NAME:
        from labcoat.core.lockfile.reader import read_lock
        from labcoat.model_lock.subjects import LockDocument

        yield LOCK, LockDocument(document, read_lock(os.path.abspath(document.path), document.text))
        return
    if name.endswith(STUB_ENDING) and document.decoded:
        from labcoat.model_lock.artifacts import stub_artifacts

        yield from [(ARTIFACT, found) for found in stub_artifacts(document)]
    elif name.endswith(BUNDLE_ENDINGS):
        yield BUNDLE, document
    if _may_be_artifact(document):
        from labcoat.model_lock.artifacts import artifact

        yield from [(ARTIFACT, found) for found in artifact(document)]


def _may_be_artifact(document: Document) -> bool:
    """Whether it may be a model, is a pointer, or is a file that a lock may name as part of a model."""
    if document.source is not None or document.data.startswith(START):
        return True
    return find_lock(os.path.dirname(document.path)) != ""
