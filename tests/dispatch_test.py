"""Which parts of a document each check of a rule gets, and that those who look at one document share what is parsed."""

from __future__ import annotations

import pytest

from labcoat.core import parsing, python
from labcoat.core.document import read_document
from labcoat.core.engine import check
from labcoat.core.rule import Hit, Rule
from labcoat.core.rule_set import RuleSet
from labcoat.core.segment import Segment
from labcoat.core.segments import split, whole_segments
from tests.cases import found, notebook
from tests.tables import case


def looking_rule(*kinds: str, words: tuple[str, ...] = ("serve",), severity: str = "high") -> Rule:
    """A rule that reports what each of its checks gets."""
    rule = Rule("looking", "some-family", "", severity, words=words)
    reports = {"python": of_module, "command": of_command, "file": of_file}
    for kind in kinds:
        rule.register(kind)(reports.get(kind, of_segment))
    return rule


def of_module(module, options):
    yield Hit(module.segments[0], 0, 0, f"module of {len(module.segments)}")


def of_command(command, options):
    if command.words:
        yield Hit(command.segment, command.words[0].start, command.words[-1].end, f"command {command.program}")


def of_file(parts, options):
    segments = [*parts.segments, *[segment for module in parts.modules for segment in module.segments]]
    whole = segments[0] if segments else parts.unparsed[0].segment
    message = f"file: {len(parts.modules)} modules, {len(parts.commands)} commands, {len(parts.segments)} segments"
    yield Hit(whole, 0, 0, message)


def of_segment(segment, options):
    yield Hit(segment, 0, len(segment.text), f"{segment.language} segment")


def messages(path: str, text: str, rule: Rule) -> list[str]:
    return [hit.message for owner, hit in check(read_document(path, text.encode()), RuleSet([rule])) if owner is rule]


R_CELL = notebook("serve()", kernelspec={"name": "ir", "language": "R"})

ROWS = [
    case("Python", "a.py", "serve()", kinds="python command unparsed", expected=["module of 1"]),
    case("cells", "a.ipynb", notebook("serve()", "x"), kinds="python", expected=["module of 2"]),
    case(
        "commands of Python",
        "a.py",
        "run(['serve'])",
        kinds="python command",
        expected=["module of 1", "command serve"],
    ),
    case("only commands of Python", "a.py", "run(['serve'])", kinds="command", expected=["command serve"]),
    case("commands of a cell", "a.ipynb", notebook("!serve"), kinds="command", expected=["command serve"]),
    case("script", "a.sh", "serve; a", kinds="command", expected=["command serve", "command a"]),
    case("script, long: by words", "a.sh", "a\n" * 200, kinds="command", expected=[]),
    case("shell", "a.sh", "serve", kinds="shell command", expected=["command serve", "shell segment"]),
    case("settings", "a.yaml", "cmd: serve a", kinds="yaml command", expected=["command serve", "yaml segment"]),
    case("other settings", "a.yaml", "cmd: serve a", kinds="json", expected=[]),
    case("settings without words", "a.yaml", "cmd: a b", kinds="yaml command", expected=[]),
    case(
        "settings that are written",
        "a.py",
        "open('x.yaml', 'w').write('serve: a')",
        kinds="yaml python",
        expected=["module of 1", "yaml segment"],
    ),
    case("file", "a.py", "run('serve a')", kinds="file", expected=["file: 1 modules, 1 commands, 1 segments"]),
    case("file of settings", "a.yaml", "a: serve", kinds="file", expected=["file: 0 modules, 0 commands, 1 segments"]),
    case("file without words", "a.yaml", "a: b", kinds="file", expected=[]),
    case("unparsed", "a.py", "serve(", kinds="unparsed", expected=["python segment"]),
    case("unparsed without words", "a.py", "a(", kinds="python unparsed", expected=[]),
    case("unparsed cell", "a.ipynb", notebook("serve(", "x"), kinds="unparsed", expected=["python segment"]),
    case("unparsed, no check", "a.py", "serve(", kinds="command", expected=[]),
    case("other language", "a.ipynb", R_CELL, kinds="unparsed", expected=["r segment"]),
    case("markdown", "a.ipynb", notebook("[markdown]!serve"), kinds="python command unparsed", expected=[]),
]


@pytest.mark.parametrize(("path", "text", "options"), ROWS)
def test_each_check_gets_its_parts(path, text, options):
    assert messages(path, text, looking_rule(*options["kinds"].split())) == options["expected"]


def test_a_rule_that_takes_scripts_apart_itself_gets_no_commands():
    rule = looking_rule("command", "yaml")
    rule.takes_apart = True
    assert messages("a.yaml", "cmd: serve a", rule) == ["yaml segment"]


def test_a_rule_that_looks_closer_is_asked_first():
    rule = looking_rule("command")
    rule.confirm = lambda text: "port" in text
    assert messages("a.sh", "serve --port 1", rule) == ["command serve"]
    assert messages("a.sh", "serve", rule) == []


@pytest.mark.parametrize(
    ("in_tests", "path", "severities"),
    [
        ("", "tests/a.sh", ["high"]),
        ("medium", "tests/a.sh", ["medium"]),
        ("medium", "src/a.sh", ["high"]),
        ("critical", "tests/a.sh", ["high"]),
        ("off", "tests/a.sh", []),
        ("off", "src/a.sh", ["high"]),
        ("medium", "src/test_a.py", ["medium"]),
    ],
)
def test_hits_in_tests(in_tests, path, severities):
    rule = looking_rule("command")
    rule.in_tests = in_tests
    text = "serve" if path.endswith(".sh") else "run(['serve'])"
    hits = [hit for owner, hit in check(read_document(path, text.encode()), RuleSet([rule])) if owner is rule]
    assert [hit.severity or rule.severity for hit in hits] == severities


def test_a_hit_that_is_less_severe_stays_so_in_tests():
    rule = Rule("looking", "some-family", "", "high", words=("serve",))
    rule.in_tests = "medium"
    rule.register("shell")(lambda segment, options: [Hit(segment, 0, 1, "", severity="low")])
    [(_, hit)] = check(read_document("tests/a.sh", b"serve"), RuleSet([rule]))
    assert hit.severity == "low"


IN_NOTEBOOKS = {"pinned-requirements": {"notebooks": True}}
BOTH = "import os\nimport torch\nos.system('pip install torch')\ntorch.load('a.pt')\nf(trust_remote_code=True)\n"


@pytest.fixture
def parsed(monkeypatch):
    """The texts that are parsed."""
    texts = []

    def parse(text):
        texts.append(text)
        return parsing.parse(text)

    monkeypatch.setattr(python, "parse", parse)
    return texts


def test_a_file_is_parsed_once_for_all_rules(parsed):
    rules = {finding.rule for finding in found("a.py", BOTH.encode())}
    assert {"torch-load", "trust-remote-code", "unpinned-requirement"} <= rules
    assert parsed == [BOTH]


def test_a_cell_is_parsed_once_for_all_rules(parsed):
    rules = {finding.rule for finding in found("a.ipynb", notebook(BOTH, "x = 1").encode(), IN_NOTEBOOKS)}
    assert {"torch-load", "trust-remote-code", "unpinned-requirement"} <= rules
    assert parsed == [BOTH, "x = 1"]


def test_whoever_looks_at_a_document_gets_the_same_segments():
    document = read_document("a.py", BOTH.encode())
    assert whole_segments(document) is whole_segments(document)
    [first], [second] = split(whole_segments(document)).modules, split(whole_segments(document)).modules
    assert first is second


def test_segments_of_one_text_share_nothing():
    [first] = split([Segment(BOTH, "python")]).modules
    [second] = split([Segment(BOTH, "python")]).modules
    assert first is not second


def test_a_file_that_does_not_parse_says_so_to_everybody():
    document = read_document("a.py", b"a(\n")
    for _ in range(2):
        assert len(split(whole_segments(document)).unparsed) == 1
