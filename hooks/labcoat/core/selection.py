"""Which rules run, and which severities count: the project's settings and the command line's together."""

from __future__ import annotations

from labcoat.core.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from labcoat.core.config import Config
    from labcoat.core.rule import Rule


def is_named(names: Iterable[str], rule: str, family: str) -> bool:
    """Whether the names hold a rule: by its own name, by its family, or by `all`."""
    return any(name in (rule, family, "all") for name in names)


def rule_selection(
    families: Mapping[str, Sequence[Rule]],
    config: Config,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
    switched_on: Collection[str] = (),
) -> list[Rule]:
    """The rules that run: by default all that are not opt-in, and those opt-in ones that an option has `switched_on`.

    `select` and `ignore` are the command line's and replace the project's; what `select` names there runs although
    the project ignores it. A rule that is named, or switched on, is its `wider` one. Severity is no matter here,
    because a hit may have another than its rule: see `reaches`.
    """
    names = config.select if select is None else select
    asked = (select or []) if ignore is None else []
    ignored = [name for name in config.ignore or () if name not in asked] if ignore is None else ignore
    named = [*(names or ()), *switched_on]
    return [
        rule.wider if rule.wider and (rule.name in named or "all" in named) else rule
        for family, rules in families.items()
        for rule in rules
        if rule.name in asked
        or (_is_selected(rule, family, names, switched_on) and not is_named(ignored, rule.name, family))
    ]


def _is_selected(rule: Rule, family: str, names: list[str] | None, switched_on: Collection[str]) -> bool:
    by_default = not rule.opt_in or rule.name in switched_on
    if names is None:
        return by_default
    by_all = "all" in names and (rule.is_in_all or rule.name in switched_on)
    return rule.name in names or by_all or (family in names and by_default)


def reaches(severity: str, minimum: str) -> bool:
    """Whether a severity is at least the minimum; an empty minimum is the lowest."""
    return not minimum or SEVERITIES.index(severity) >= SEVERITIES.index(minimum)
