"""`labcoat rules` and `labcoat explain`."""

from __future__ import annotations

import sys

from labcoat.core.config import ConfigError, check_names
from labcoat.core.families import ALONE, CHECKERS, load_rules
from labcoat.core.rule_docs import as_markdown, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PAGES = 20  # of a family that are printed one after the other


def list_rules(argv: Sequence[str]) -> int:
    """Print every rule: name, severity, family and what it reports."""
    from argparse import ArgumentParser

    ArgumentParser(prog="labcoat rules", description="List the rules, by family.").parse_args(argv)
    for family, rules in load_rules((*CHECKERS, *ALONE)).items():
        print(f"{family}:")
        width = max([len(rule.name) for rule in rules])
        for rule in rules:
            opt_in = " (opt-in)" if rule.opt_in else ""
            print(f"  {rule.name:<{width}} {rule.severity:<9} {summary(rule)}{opt_in}")
    return 0


def explain(argv: Sequence[str]) -> int:
    """Print the documentation of rules, or of a family's, in short for a large one; 2 for one that does not exist."""
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="labcoat explain", description="Explain a rule, or every rule of a family.")
    parser.add_argument("rules", nargs="+", metavar="RULE")
    wanted = parser.parse_args(argv).rules
    families = load_rules((*CHECKERS, *ALONE))
    known = [name for family, rules in families.items() for name in (family, *[rule.name for rule in rules])]
    try:
        check_names(wanted, known, "labcoat explain")
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    for family, rules in families.items():
        in_short = len(rules) > MOST_PAGES
        for rule in rules:
            if rule.name in wanted or (family in wanted and not in_short):
                print(as_markdown(rule))
            elif family in wanted:
                print(f"{rule.name}: {summary(rule)}")
    return 0
