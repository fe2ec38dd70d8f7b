"""A document's packages through the rules of this family."""

from __future__ import annotations

from labcoat.core.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.rule import Hit, Options, ScanDocument

    CheckPackages = Callable[[Packages, Options], Iterable[Hit]]

FAMILY = "pinned-requirements"
PACKAGES = "packages"  # what the checks of these rules look at, in place of a language


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
        if is_plainly_clean(document):
            return
        yield from _hits(document, rules)

    return scan


def is_plainly_clean(document: Document) -> bool:
    """Whether there is surely nothing to say, told without reading."""
    return document.decoded is None


def _hits(document: Document, rules: Sequence[Rule]) -> Iterator[RuleHit]:
    from labcoat.core.engine import unparsed_hits
    from labcoat.core.packages.reading import read_packages

    found, parts = read_packages(document)
    document.packages = found
    options = document.options.get(FAMILY, {})
    for rule in rules:
        for hit in rule.checks[PACKAGES](found, options):
            yield rule, hit
    yield from unparsed_hits(parts)
