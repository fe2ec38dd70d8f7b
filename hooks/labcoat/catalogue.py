"""`labcoat rules` and `labcoat explain`."""

from __future__ import annotations

import sys

from labcoat.core.config import ConfigError, check_names
from labcoat.core.families import load_rules
from labcoat.core.rule_docs import as_markdown, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def list_rules(argv: Sequence[str]) -> int:
    """Print every rule: name, severity, family and what it reports."""
    from argparse import ArgumentParser

    ArgumentParser(prog="labcoat rules", description="List the rules, by family.").parse_args(argv)
    for family, rules in load_rules().items():
        print(f"{family}:")
        for rule in rules:
            opt_in = " (opt-in)" if rule.opt_in else ""
            print(f"  {rule.name:<24} {rule.severity:<9} {summary(rule)}{opt_in}")
    return 0


def explain(argv: Sequence[str]) -> int:
    """Print the documentation of rules, or of all rules of a family; 2 for one that does not exist."""
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="labcoat explain", description="Explain a rule, or every rule of a family.")
    parser.add_argument("rules", nargs="+", metavar="RULE")
    wanted = parser.parse_args(argv).rules
    families = load_rules()
    known = [name for family, rules in families.items() for name in (family, *[rule.name for rule in rules])]
    try:
        check_names(wanted, known, "labcoat explain")
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    for family, rules in families.items():
        for rule in rules:
            if rule.name in wanted or family in wanted:
                print(as_markdown(rule))
    return 0
