"""Rule documentation as read from docstrings."""

from __future__ import annotations

import pytest

from labcoat.core.rule import Rule
from labcoat.core.rule_docs import as_markdown, sections, summary, url

DOC = """Finds models that run code of their repository.

    What it does
    ------------
    Looks for `trust_remote_code=True`.

    It also looks at dicts.

    Why is this bad?
    ----------------
    Whoever owns the repository runs code on your machine.

    Example
    -------
        model = load(name, trust_remote_code=True)

        if model:
            run(model)

    Use instead
    -----------
    ```yaml
    ---
    trust: false
    ```

    References
    ----------
    - https://example.org/a
    """


def rule(doc: str, opt_in: bool = False) -> Rule:
    return Rule("trust-remote-code", "remote-code", doc, "high", opt_in=opt_in)


def test_summary_is_the_first_line() -> None:
    assert summary(rule(DOC)) == "Finds models that run code of their repository."


def test_sections_keep_order_paragraphs_and_indents() -> None:
    assert sections(rule(DOC)) == {
        "What it does": "Looks for `trust_remote_code=True`.\n\nIt also looks at dicts.",
        "Why is this bad?": "Whoever owns the repository runs code on your machine.",
        "Example": "    model = load(name, trust_remote_code=True)\n\n    if model:\n        run(model)",
        "Use instead": "```yaml\n---\ntrust: false\n```",
        "References": "- https://example.org/a",
    }


def test_markdown_page() -> None:
    assert as_markdown(rule(DOC)) == (
        "# trust-remote-code\n\n"
        "Finds models that run code of their repository.\n\n"
        "Severity: **high**. Family: `remote-code`.\n\n"
        "## What it does\n\nLooks for `trust_remote_code=True`.\n\nIt also looks at dicts.\n\n"
        "## Why is this bad?\n\nWhoever owns the repository runs code on your machine.\n\n"
        "## Example\n\n```python\nmodel = load(name, trust_remote_code=True)\n\nif model:\n    run(model)\n```\n\n"
        "## Use instead\n\n```yaml\n---\ntrust: false\n```\n\n"
        "## References\n\n- https://example.org/a\n"
    )


def test_opt_in_is_said() -> None:
    assert "Severity: **high**. Family: `remote-code`. Opt-in." in as_markdown(rule(DOC, opt_in=True))


@pytest.mark.parametrize("doc", ["", "\n", "Only a summary."])
def test_a_docstring_without_sections(doc: str) -> None:
    assert summary(rule(doc)) == doc.strip()
    assert sections(rule(doc)) == {}


def test_words_like_a_heading_need_the_underline() -> None:
    assert sections(rule("S.\n\nExample\n-------\nExample\nof text")) == {"Example": "Example\nof text"}


def test_page_address() -> None:
    assert url(rule("S.")) == "https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/"
