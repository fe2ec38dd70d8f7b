"""A document's packages through the rules of this family."""

from __future__ import annotations

from labcoat.core.rule import Rule
from labcoat.core.rule_set import PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.rule import Hit, Options, ScanDocument

    CheckPackages = Callable[[Packages, Options], Iterable[Hit]]

FAMILY = "pinned-requirements"
NAME_A_FILE = "name a file of the repository, or accept the line with a comment: `# labcoat: ignore[unreadable-file]`"


def packages_rule(severity: str, opt_in: bool = False) -> Callable[[CheckPackages], Rule]:
    """Make the decorated function a rule of this family: its name names the rule, and it looks at Packages."""

    def decorate(check: CheckPackages) -> Rule:
        made = Rule(check.__name__.replace("_", "-"), FAMILY, check.__doc__ or "", severity, opt_in=opt_in)
        made.checks[PACKAGES] = check
        made.scanner = scanner
        return made

    return decorate


def scanner(rules: Sequence[Rule]) -> ScanDocument:
    """What runs these rules over the packages of a document."""

    def scan(document: Document) -> Iterator[RuleHit]:
        if document.decoded is not None:
            yield from _hits(document, rules)

    return scan


def _hits(document: Document, rules: Sequence[Rule]) -> Iterator[RuleHit]:
    from labcoat.core.engine import unparsed_hits
    from labcoat.core.packages.reading import read_packages
    from labcoat.pinned_requirements.policy import count_levels

    found, parts = read_packages(document)
    document.packages = found
    options = document.options.get(FAMILY, {})
    found.levels = count_levels(found, options)
    for rule in rules:
        for hit in rule.checks[PACKAGES](found, options):
            yield rule, hit
    yield from _unseen(found)
    parts.segments = [segment for segment in parts.segments if segment.has_been_read]  # lock files are not, for one
    yield from unparsed_hits(parts)


def _unseen(found: Packages) -> Iterator[RuleHit]:
    """The files that a requirements file names, and that were not looked at."""
    for reference, problem in found.missing() if found.references else ():
        from labcoat.core.reading import UNREADABLE_FILE
        from labcoat.core.rule import Hit

        shown = "what it names" if "://" in reference.path else f"`{reference.path}`"
        message = f"{shown} {problem}, so nothing in it was checked"
        yield UNREADABLE_FILE, Hit(reference.segment, reference.start, reference.end, message, NAME_A_FILE, "medium")
