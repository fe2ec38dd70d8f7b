"""Whatever the named detectors of detect-secrets 1.5.0 find is found here, too, but for what DIFFERENCES lists.

Their examples are made of their regular expressions when the tests run: no key is written down. High-entropy strings,
keywords and IP addresses are no detectors of a kind of key; context_test.py covers keywords.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from string import ascii_letters, digits
from typing import Any, NamedTuple

import pytest

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import load_detectors

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # Python 3.10
        import sre_parse as parser
    pytest.importorskip("detect_secrets")
    from detect_secrets.plugins.base import RegexBasedDetector

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
MODULES = (
    "artifactory aws azure_storage_key basic_auth cloudant discord github_token gitlab_token ibm_cloud_iam "
    "ibm_cos_hmac jwt mailchimp npm openai private_key pypi_token sendgrid slack softlayer square_oauth stripe "
    "telegram_token twilio"
).split()
EXAMPLES = 25  # of each regular expression
OFTEN = range(8, 21)  # how often something open-ended is repeated
PLAIN = ascii_letters + digits
LARGEST = 400_000  # characters of a file of the corpus
MOST = 8_000_000  # characters of the whole sample


@cache
def plugin(module: str) -> Any:
    """The named detector of a module of theirs."""
    found = import_module(f"detect_secrets.plugins.{module}")
    kinds = [
        kind
        for kind in vars(found).values()
        if isinstance(kind, type) and issubclass(kind, RegexBasedDetector) and kind.__module__ == found.__name__
    ]
    assert len(kinds) == 1
    return kinds[0]()


@cache
def finder() -> Finder:
    return Finder([row for row in load_detectors() if not row.opt_in])


def spans(text: str) -> list[tuple[int, int]]:
    """Where we find keys."""
    return [(match.start, match.end) for _, match in finder().find([text], ["text"])]


def is_found(text: str, example: str) -> bool:
    """Whether something that we find overlaps an example in a text."""
    start = text.index(example)
    return any(first < start + len(example) and start < last for first, last in spans(text))


class Maker:
    """Random texts that a regular expression matches; characters without a case to them stay as written."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def make(self, pattern: re.Pattern[str]) -> str:
        return self._all(parser.parse(pattern.pattern, pattern.flags & ~re.IGNORECASE))

    def _all(self, tree: Any) -> str:
        return "".join(self._one(str(kind), value) for kind, value in tree)

    def _one(self, kind: str, value: Any) -> str:
        if kind == "LITERAL":
            return chr(value)
        if kind in ("IN", "ANY", "NOT_LITERAL"):
            return self._random.choice(_members(kind, value))
        if kind in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, tree = value
            most = self._random.choice(OFTEN) if most == parser.MAXREPEAT else most
            return "".join(self._all(tree) for _ in range(self._random.randint(least, max(least, most))))
        if kind == "SUBPATTERN":
            return self._all(value[-1])
        if kind == "BRANCH":
            return self._all(self._random.choice(value[1]))
        assert kind in ("AT", "ASSERT", "ASSERT_NOT"), kind
        return ""


def _members(kind: str, value: Any) -> list[str]:
    """The characters of a class; of a negated one and of `.`, letters and digits."""
    if kind != "IN" or str(value[0][0]) == "NEGATE":
        return list(PLAIN)
    found: list[str] = []
    for what, argument in value:
        if str(what) == "LITERAL":
            found.append(chr(argument))
        elif str(what) == "RANGE":
            found += map(chr, range(argument[0], argument[1] + 1))
        else:
            found += {"CATEGORY_DIGIT": digits, "CATEGORY_WORD": PLAIN + "_", "CATEGORY_SPACE": " "}[str(argument)]
    return found


class Difference(NamedTuple):
    """What they find and we leave alone on purpose: in examples of a module for which `applies` holds."""

    module: str
    applies: Callable[[str], bool]
    why: str


# A line around their example, where it is a fragment, or where ours asks for the provider's name as well.
LINES = {
    "basic_auth": "url = https{}git.example.org/x.git",
    "discord": "discord_token = '{}'",
    "telegram_token": "telegram_bot_token = '{}'",
}

DIFFERENCES = (
    Difference(
        "artifactory",
        lambda text: re.search(r"\bAP[0-9A-F]", text) is not None,
        "`AP`, a digit and some letters: an encrypted password only where Artifactory is named.",
    ),
    Difference(
        "artifactory",
        lambda text: len(text) < 24,
        "Real API keys have 73 characters; shorter ones are looked at from 16 on, where they are random.",
    ),
    Difference(
        "aws", lambda text: text.startswith("A3T"), "AWS documents no identifiers that begin so; they turn up in data."
    ),
    Difference(
        "aws",
        lambda text: re.search(r"aws\w*[\"']", text) is not None,
        "Theirs goes over any 20 characters between `aws`, `key` and a quote; nothing is assigned there.",
    ),
    Difference(
        "azure_storage_key",
        lambda text: "=" in text.removeprefix("AccountKey=").rstrip("="),
        "Base64 has `=` at its end only.",
    ),
    Difference(
        "basic_auth",
        lambda text: re.search(r":[^:]{1,2}@", text) is not None,
        "Passwords of one or two characters are parts of drawings, patterns and made-up addresses.",
    ),
    Difference(
        "cloudant",
        lambda text: re.search(r"[0-9a-f]{64}", text) is None and "://" not in text,
        "24 lower-case letters are words, unless they are a password in an address or assigned as one.",
    ),
    Difference(
        "ibm_cloud_iam",
        lambda text: re.search(r"iam|ibm|cloud", text) is None,
        "44 characters at `key`, `pass` or `token` alone are judged as any other secret by context.",
    ),
    Difference(
        "npm",
        lambda text: re.search(r"npm_\w{36}", text) is None,
        "Tokens have 36 characters after `npm_`; theirs takes any.",
    ),
    Difference("slack", lambda text: len(text) < 16, "Shorter than any token was."),
    Difference(
        "slack",
        lambda text: "hooks" in text and len(text.partition("services/")[2]) < 24,
        "The path of a webhook has 44 characters and more.",
    ),
    Difference("square_oauth", lambda text: "\\" in text, "The backslash escapes a hyphen in their pattern."),
    Difference(
        "twilio",
        lambda text: re.fullmatch(r"(AC|SK)[0-9a-f]{32}", text) is None,
        "Twilio's identifiers are hexadecimal digits after the two letters.",
    ),
)

BODY = "MIIEowIBAAKCAQEA<base64:48>\n<base64:64>\n<base64:64>\n"
MORE = (  # by hand, where random text seldom is an example, or one that we find, too
    ("aws", "aws_secret_access_key = '<base64:38>a7'"),
    ("artifactory", "artifactory_key: AKCp<alnum:69>"),
    ("artifactory", "jfrog.password = AP6<alnum:28>47"),
    ("jwt", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIn0.<word:43>"),
    ("npm", "//registry.example.org/:_authToken=npm_<alnum:36>"),
    ("npm", "//registry.example.org/:_authToken=<uuid>"),
    ("slack", "https://hooks.slack.com/services/T<upper+digits:10>/B<upper+digits:10>/<alnum:24>"),
    ("softlayer", "http://api.softlayer.com/soap/v3.1/<lower+digits:64>"),
    ("twilio", "AC<hex:32>"),
    ("twilio", "SK<hex:32>"),
    *(
        ("private_key", f"-----{{}}-----\n{BODY}-----END-----".replace("{}", header))
        for header in (
            "BEGIN DSA PRIVATE KEY",
            "BEGIN EC PRIVATE KEY",
            "BEGIN OPENSSH PRIVATE KEY",
            "BEGIN PGP PRIVATE KEY BLOCK",
            "BEGIN PRIVATE KEY",
            "BEGIN RSA PRIVATE KEY",
        )
    ),
    ("private_key", f"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{BODY}"),
    ("private_key", f"PuTTY-User-Key-File-2: ssh-rsa\nComment: x\nPublic-Lines: 1\n{BODY}Private-Lines: 3\n{BODY}"),
)


def examples(module: str) -> Iterator[str]:
    """What their detector finds, made of its regular expressions."""
    for pattern in plugin(module).denylist:
        for seed in range(EXAMPLES):
            example = Maker(seed).make(pattern).strip()
            if list(plugin(module).analyze_string(f" {example} ")):
                yield example


def differences(module: str, example: str) -> list[Difference]:
    """The reasons for not finding an example."""
    return [row for row in DIFFERENCES if row.module == module and row.applies(example)]


# A header of a private key is all that they look for, and a random text is no JSON Web Token: see MORE for these.
@pytest.mark.parametrize("module", [module for module in MODULES if module not in ("private_key", "jwt")])
def test_we_find_what_their_regular_expressions_describe(module: str) -> None:
    line = LINES.get(module, "{}")
    made = list(examples(module))
    missed = [one for one in made if not differences(module, one) and not is_found(line.replace("{}", one), one)]
    assert len(made) >= EXAMPLES
    assert missed == []


@pytest.mark.parametrize(("module", "template"), MORE)
def test_we_find_what_they_find(module: str, template: str) -> None:
    for seed in range(EXAMPLES):
        text = expand(template, seed)
        assert any(list(plugin(module).analyze_string(line)) for line in text.split("\n"))
        assert spans(text) != []


def test_every_named_detector_is_compared() -> None:
    import detect_secrets.plugins

    others = {"__init__", "base", "high_entropy_strings", "ip_public", "keyword"}
    there = {path.stem for path in Path(detect_secrets.plugins.__file__).parent.glob("*.py")}
    assert there - others == set(MODULES)


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row.module)
def test_every_difference_is_one(row: Difference) -> None:
    """Otherwise its line is to be taken out."""
    line = LINES.get(row.module, "{}")
    made = [example for example in examples(row.module) if row.applies(example)]
    assert any(not is_found(line.replace("{}", example), example) for example in made)


def test_a_header_without_a_key_stays_quiet() -> None:
    for pattern in plugin("private_key").denylist:
        assert spans(f'if "-----{pattern.pattern}-----" in text: ...') == []


@cache
def corpus() -> tuple[Path, ...]:
    """A sample of the shared corpus: always the same, its largest files left out."""
    files = sorted(path for path in CORPUS.glob("**/*") if path.is_file() and path.stat().st_size < LARGEST)
    Random(7).shuffle(files)
    size = 0
    chosen = []
    for path in files:
        size += path.stat().st_size
        if size > MOST:
            break
        chosen.append(path)
    return tuple(chosen)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="LABCOAT_CORPUS is not here")
@pytest.mark.parametrize("shard", range(4))
def test_we_find_what_they_find_in_public_files(shard: int) -> None:
    missed = []
    for path in corpus()[shard::4]:
        text = path.read_text(encoding="utf-8", errors="replace")
        for module, line in theirs(text):
            if not spans(line):
                missed.append((module, str(path.relative_to(CORPUS))))
    assert missed == []


def theirs(text: str) -> Iterator[tuple[str, str]]:
    """(module, line) of what their named detectors find in a text."""
    for line in text.split("\n"):
        for module in MODULES:
            if list(plugin(module).analyze_string(line)):
                yield module, line
