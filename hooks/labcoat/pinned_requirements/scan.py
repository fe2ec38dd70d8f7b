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
    from labcoat.core.packages.checking import check_packages

    options = document.options.get(FAMILY, {})
    return check_packages(document, lambda found: _said(found, rules, options))


def _said(found: Packages, rules: Sequence[Rule], options: Options) -> Iterator[RuleHit]:
    from labcoat.pinned_requirements.policy import count_levels

    found.levels = count_levels(found, options)
    for rule in rules:
        for hit in rule.checks[PACKAGES](found, options):
            hit.about = hit.message if found.split_words else ""  # one variable may name many packages
            yield rule, hit
