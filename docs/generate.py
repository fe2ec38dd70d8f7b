"""`make docs`: the rule pages, their index, and the table of rules in the README, from the rules' docstrings."""

from __future__ import annotations

from pathlib import Path

from labcoat.core.families import ALONE, CHECKERS, load_rules
from labcoat.core.rule_docs import as_markdown, summary
from labcoat.find_keys.documentation import overview

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- rules: written by `make docs` -->", "<!-- end of rules -->"
INDEX = """\
# Rules

`labcoat explain RULE` prints these pages. Select or ignore a rule by its name, or all rules of a family by its name.
An opt-in rule runs only when it is selected by name, by `all`, or by an option that its page names.

"""
ABOUT = {
    "reading": "What labcoat itself has to say about a file; these run with every hook.",
    "known-vulnerability": "Only with `labcoat-known-vulnerability`, which asks pip-audit, and so the network.",
}


def main() -> int:
    """Write what has changed."""
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{path.relative_to(ROOT)} written")
    return 0


def pages() -> dict[Path, str]:
    """Every generated file, and what must be in it."""
    rules = [rule for family in load_rules((*CHECKERS, *ALONE)).values() for rule in family]
    folder = ROOT / "docs" / "rules"
    made = {folder / f"{rule.name}.md": as_markdown(rule) for rule in rules if rule.page == f"{rule.name}/"}
    made[folder / "find-keys.md"] = overview()
    return {**made, folder / "index.md": INDEX + tables("", level=2), ROOT / "README.md": readme()}


def readme() -> str:
    """The README with today's rules between the markers."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit("README.md: the markers of the table of rules are gone")
    return f"{before}{BEGIN}\n{tables('docs/rules/', level=3)}{END}{after}"


def tables(folder: str, level: int) -> str:
    """A heading and a table for each family."""
    made = []
    for family, rules in load_rules((*CHECKERS, *ALONE)).items():
        if family == "find-keys":
            made.append(
                f"{'#' * level} `{family}`\n\n{len(rules)} rules, [one for each kind of key]({folder}find-keys.md).\n"
            )
            continue
        rows = [
            f"| [`{rule.name}`]({folder}{rule.name}.md) | {rule.severity}{', opt-in' if rule.opt_in else ''} "
            f"| {summary(rule)} |\n"
            for rule in rules
        ]
        about = f"{ABOUT[family]}\n\n" if family in ABOUT else ""
        head = "| rule | severity | what it reports |\n| --- | --- | --- |\n"
        made.append(f"{'#' * level} `{family}`\n\n{about}{head}{''.join(rows)}")
    return "\n".join(made)


if __name__ == "__main__":
    raise SystemExit(main())
