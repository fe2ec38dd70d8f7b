"""One more item for a list in a YAML file: where it goes, and when nobody can say."""

from __future__ import annotations

import pytest
import yaml

from labcoat.init.steps import UnsureError
from labcoat.init.yaml_lists import Style, load, with_item, with_key


def item(style: Style) -> str:
    outer, inner = " " * style.dash, " " * (style.dash + style.gap)
    hook = inner + " " * style.inner + "-" + " " * (style.inner_gap - 1) + "id: b\n"
    return f"{outer}-{' ' * (style.gap - 1)}repo: b\n{inner}hooks:\n{hook}"


ADDED = {  # the item is between the angle quotes
    "two blanks": "repos:\n  - repo: a\n    hooks:\n      - id: a\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "no blanks": "repos:\n- repo: a\n  hooks:\n  - id: a\n«- repo: b\n  hooks:\n  - id: b\n»",
    "no blanks, then two": "repos:\n- repo: a\n  hooks:\n    - id: a\n«- repo: b\n  hooks:\n    - id: b\n»",
    "wide dashes": "repos:\n-   repo: a\n    hooks:\n    -   id: a\n«-   repo: b\n    hooks:\n    -   id: b\n»",
    "a flow list of hooks": "repos:\n  - repo: a\n    hooks: [{id: a}]\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "a flow item": "repos:\n  - {repo: a, hooks: [{id: a}]}\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "no line end": "repos:\n  - repo: a«\n  - repo: b\n    hooks:\n      - id: b\n»",
    "empty lines between": ("repos:\n  - repo: a\n\n  - repo: c\n«\n  - repo: b\n    hooks:\n      - id: b\n»"),
    "empty lines between, and a key after it": (
        "repos:\n- repo: a\n\n- repo: c\n«\n- repo: b\n  hooks:\n    - id: b\n»\nci: {}\n"
    ),
    "empty lines between, and a key right after it": (
        "repos:\n- repo: a\n\n- repo: c\n«\n- repo: b\n  hooks:\n    - id: b\n\n»ci: {}\n"
    ),
    "a comment at the end": "repos:\n  - repo: a\n  # - repo: old\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "a key after it": "repos:\n  - repo: a\n«  - repo: b\n    hooks:\n      - id: b\n»\n# for the service\nci: {}\n",
    "a key right after it": "repos:\n- repo: a\n«- repo: b\n  hooks:\n    - id: b\n»ci: {}\n",
    "keys before it": "ci:\n  skip: [x]\nrepos:\n  - repo: a\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "an end of the document": "---\nrepos:\n  - repo: a\n«  - repo: b\n    hooks:\n      - id: b\n»...\n",
    "a BOM": "\ufeffrepos:\n  - repo: a\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "anchors": "repos:\n  - &a\n    repo: a\n  - <<: *a\n«  - repo: b\n    hooks:\n      - id: b\n»",
    "a block of text at the end": (
        "repos:\n  - repo: a\n    entry: |\n      # no comment\n      x\n«  - repo: b\n    hooks:\n      - id: b\n»"
    ),
    "quotes and keys in an unusual order": (
        "'repos':\n  - hooks:\n    - id: 'a'\n    repo: \"a\"\n«  - hooks:»".replace(
            "«  - hooks:»", "«  - repo: b\n    hooks:\n    - id: b\n»"
        )
    ),
    "two lists of the same name": (
        "x:\n  repos:\n    - a\nrepos:\n  - repo: a\n«  - repo: b\n    hooks:\n      - id: b\n»"
    ),
}


@pytest.mark.parametrize("text", ADDED.values(), ids=ADDED)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_item_goes_in_and_nothing_else_changes(text: str, end: str) -> None:
    text = text.replace("\n", end)
    before, _, rest = text.partition("«")
    middle, _, after = rest.partition("»")
    new, _ = with_item(before + after, "repos", item)
    assert new == before + middle + after
    old_data, new_data = yaml.safe_load(before + after), yaml.safe_load(new)
    assert new_data["repos"].pop() == {"repo": "b", "hooks": [{"id": "b"}]}
    assert old_data == new_data


UNSURE = {
    "nothing": "",
    "a comment": "# repos\n",
    "no list": "repos: x\n",
    "null": "repos:\n",
    "an empty list": "repos: []\n",
    "a flow list": "repos: [{repo: a}]\n",
    "a flow mapping": "{repos: [{repo: a}]}\n",
    "JSON": '{"repos": [{"repo": "a"}]}\n',
    "a list at the root": "- repo: a\n",
    "another key": "repo:\n  - repo: a\n",
    "an alias": "x: &x\n  - repo: a\nrepos: *x\n",
    "not YAML": "repos: [\n",
    "tabs": "repos:\n\t- repo: a\n",
    "two documents": "repos:\n  - repo: a\n---\nrepos:\n  - repo: b\n",
    "too deep": "repos:\n  - " + "[" * 5000 + "]" * 5000,
    "a text that goes on": "repos:\n  - repo: a\n    entry: |+\n      x\n\n      # y\n\n",
}


@pytest.mark.parametrize("text", [text for name, text in UNSURE.items() if "goes on" not in name])
def test_who_is_not_sure_says_so(text: str) -> None:
    with pytest.raises(UnsureError):
        with_item(text, "repos", item)


def test_a_text_that_keeps_its_line_ends_is_kept() -> None:
    text = UNSURE["a text that goes on"]
    new, _ = with_item(text, "repos", item)
    assert yaml.safe_load(new)["repos"][0] == yaml.safe_load(text)["repos"][0]


def test_a_bomb_is_no_work() -> None:
    rows = "".join([f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)])
    text = f"a0: &a0 x\n{rows}repos:\n  - repo: a\n"
    assert with_item(text, "repos", item)[0].startswith(text)


@pytest.mark.parametrize(
    "text", ["", "build:\n  script: x\n", "build:\n  script: x", "# c\n", "a: !reference [b, c]\n"]
)
def test_a_key_goes_to_the_end(text: str) -> None:
    if not text.strip("# c\n"):
        with pytest.raises(UnsureError):
            with_key(text, "include:\n  - x\n")
        return
    new, _ = with_key(text, "include:\n  - x\n")
    assert new.startswith(text)
    assert new.endswith("\n\ninclude:\n  - x\n")


@pytest.mark.parametrize("text", ["- a\n", "{a: b}\n", "a: [\n", "a:\n  b\n...\n", "a: |+\n  b\n"])
def test_a_key_that_would_be_something_else_is_not_written(text: str) -> None:
    with pytest.raises((UnsureError, yaml.YAMLError)):
        with_key(text, "include:\n  - x\n")


def test_a_bomb_of_merges_is_no_work() -> None:
    rows = "".join([f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)])
    data = load(f"a0: &a0 {{x: y}}\n{rows}repos:\n  - repo: a\n")
    assert isinstance(data, dict)
    assert data["repos"] == [{"repo": "a"}]


def test_tags_are_nothing() -> None:
    assert load("a: !reference [b, c]\nd: 1\n") == {"a": None, "d": 1}
    with pytest.raises(UnsureError):
        load("a: 2024-99-99\n")
    with pytest.raises(UnsureError):
        load("a: !!python/object/apply:os.system [x]\n")
