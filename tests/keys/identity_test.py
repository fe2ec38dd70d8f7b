"""What identifies a finding about a key: the key itself where nobody can guess it, else the name that it belongs to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labcoat.core.baseline import load_baseline, write_baseline
from labcoat.core.document import read_document
from labcoat.core.engine import check
from labcoat.core.finding import Finding
from labcoat.core.fingerprint import identity
from labcoat.core.keys.examples import expand
from labcoat.core.locate import Locator
from labcoat.core.rule_set import RuleSet
from labcoat.find_keys.rules import RULES
from tests.notebooks import code, notebook

GITHUB = "ghp_<alnum:30><crc32>"
TOKENS = {
    "github": GITHUB,
    "gitlab": "glpat-<word:20>",
    "npm": "npm_<alnum:30><crc32>",
    "hugging face": "hf_<letters:34>",
    "openai": "sk-proj-<word:74>T3BlbkFJ<word:74>",
    "slack": "xoxb-<digits:12>-<digits:12>-<alnum:24>",
    "aws": "AKIA<base32:16>",
}
NEAR = {"wandb": 'wandb_api_key = "<hex:40>"', "twilio": 'twilio_auth_token = "<hex:32>"'}
PASSWORDS = [
    "hunter2hunter3",
    "Tr0ub4dor&3x",
    "P4ssw0rd2024Str0ng!!",
    "il0veY0uForever&ever99",
    "Xk9-dragon-monkey-4821",
]


def find(source: str, path: str = "a.py") -> list[Finding]:
    """The findings of find-keys in a file's text."""
    document = read_document(path, source.encode())
    hits = list(check(document, RuleSet(RULES)))
    locator = Locator(document, path, [hit for _, hit in hits])
    return sorted([locator.finding(rule, hit) for rule, hit in hits], key=lambda finding: finding[6:10])


def prints(source: str, path: str = "a.py") -> list[str]:
    """The fingerprints of the findings."""
    return [finding.fingerprint for finding in find(source, path)]


def one(source: str, path: str = "a.py") -> str:
    """The fingerprint of the only finding."""
    (found,) = prints(source, path)
    return found


@pytest.mark.parametrize("template", TOKENS.values(), ids=TOKENS)
def test_another_token_in_the_same_place_is_another_finding(template: str) -> None:
    first, second = (one(f'x = "{expand(template, seed)}"') for seed in range(2))
    assert first != second


@pytest.mark.parametrize("template", NEAR.values(), ids=NEAR)
def test_so_it_is_where_only_the_name_tells_what_it_is(template: str) -> None:
    assert one(expand(template, 1)) != one(expand(template, 2))


@pytest.mark.parametrize("template", TOKENS.values(), ids=TOKENS)
@pytest.mark.parametrize(
    "line",
    [
        "x='{}'",
        "# comment\n\n\nx   =   '{}'",
        'client = Client(\n    "{}",\n)',
        'renamed = {{"a": 1, "b": ["{}"]}}  # said at the end',
        "y = '" + "long " * 60 + "'; x = '{}'",
    ],
)
def test_the_same_token_is_the_same_finding_however_the_line_looks(template: str, line: str) -> None:
    key = expand(template, 3)
    assert one(line.format(key)) == one(f'x = "{key}"')


def test_a_token_twice_is_two_findings() -> None:
    key = expand(GITHUB)
    first, second = prints(f'x = "{key}"\ny = "{key}"\n')
    assert first != second
    assert prints(f'y = "{key}"\n') == [first]


def test_a_token_is_another_finding_in_another_cell_or_file() -> None:
    key = expand(GITHUB)

    def cells(place: int) -> str:
        return json.dumps(notebook(*(code(f'x = "{key}"' if at == place else "", id=f"c{at}") for at in range(2))))

    found = [one(cells(0), "nb.ipynb"), one(cells(1), "nb.ipynb"), one(cells(0), "other.ipynb"), one(f'x = "{key}"')]
    assert len(set(found)) == 4


@pytest.mark.parametrize("line", ['db_password = "{}"', 'connect(user="me",\n        db_password="{}", port=1)'])
def test_the_value_of_a_password_does_not_matter(line: str) -> None:
    found = {one(line.format(password)) for password in PASSWORDS}
    assert len(found) == 1
    assert found == {one('x = 1\ndb_password = "another1!"')}


def test_neither_does_it_in_a_url_nor_on_a_long_line() -> None:
    urls = {one(f'engine = create_engine("postgresql://me:{password}@host/db")') for password in ("hunter2a", "xK7!zz")}
    assert len(urls) == 1
    line = f"x = '{'long ' * 60}'; password = '{{}}'; y = '{'long ' * 60}'"
    assert len({one(line.format(password)) for password in PASSWORDS}) == 1


def test_the_name_of_a_password_matters() -> None:
    assert one('db_password = "hunter2a"') != one('smtp_password = "hunter2a"')
    first, second = prints('password = "hunter2a"\npassword = "hunter2b"')
    assert first != second


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("before", ["password = '", "", "a " * 300])
def test_nothing_is_made_from_what_can_be_guessed(password: str, before: str) -> None:
    assert identity(password, False, before) == identity("another", False, before)
    assert identity("1234567890", True, before) == identity("another", False, before)


def accept(folder: Path, source: str) -> str:
    """A baseline of a file's findings, and its text."""
    path = folder / ".labcoat-baseline.json"
    write_baseline(str(path), [finding._replace(path=str(folder / "a.py")) for finding in find(source)])
    return path.read_text(encoding="utf-8")


def reported(folder: Path, source: str) -> list[int]:
    """The lines of what the baseline does not cover."""
    baseline = load_baseline(str(folder / ".labcoat-baseline.json"))
    found = [finding._replace(path=str(folder / "a.py")) for finding in find(source)]
    return [finding.line for finding in found if not baseline.covers(finding)]


@pytest.mark.parametrize("template", TOKENS.values(), ids=TOKENS)
def test_an_accepted_token_lets_no_other_one_pass(tmp_path: Path, template: str) -> None:
    """https://github.com/Yelp/detect-secrets/issues/858."""
    old, new, newer = (expand(template, seed) for seed in range(3))
    text = accept(tmp_path, f'x = "{old}"\n')
    assert old not in text
    assert reported(tmp_path, f'x = "{old}"\n') == []
    assert reported(tmp_path, f'x = "{new}"\n') == [1]
    assert reported(tmp_path, f'x = "{old}"\ny = "{new}"\nz = "{newer}"\n') == [2, 3]
    assert reported(tmp_path, f'z = "{new}"\n\n\ny = "{old}"\n') == [1]


def test_the_baseline_holds_no_hash_of_a_password(tmp_path: Path) -> None:
    accept(tmp_path, 'password = "hunter2a"\n')
    assert reported(tmp_path, 'password = "another3"\n') == []  # so nothing tells whether a guess was right
    assert reported(tmp_path, 'password = "hunter2a"\nother_password = "another3"\n') == [2]
