"""The json, jsonl and GitLab reports."""

from __future__ import annotations

import json

from tests.report_samples import NOTEBOOK, SCRIPT, rendered

CONTRACT = {
    "path": "nb.ipynb",
    "rule": "trust-remote-code",
    "severity": "high",
    "message": "`trust_remote_code=True` runs code of the model's repository",
    "help": "Pin a revision, or remove the argument.",
    "cell": 3,
    "cell_id": "b2",
    "part": "source",
    "line": 2,
    "column": 33,
    "end_line": 2,
    "end_column": 55,
    "raw_line": 41,
    "excerpt": "AutoModel.from_pretrained(name, trust_remote_code=True)",
    "fingerprint": "f00d",
    "fixable": False,
    "url": "https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/",
}


def test_jsonl_is_one_object_a_line_in_the_order_of_the_contract() -> None:
    first, second, end = rendered("jsonl", NOTEBOOK, SCRIPT).split("\n")
    assert list(json.loads(first).items()) == list(CONTRACT.items())
    assert json.loads(second)["cell"] is None
    assert end == ""


def test_jsonl_of_a_clean_run_is_empty() -> None:
    assert rendered("jsonl") == ""


def test_json() -> None:
    document = json.loads(rendered("json", NOTEBOOK, SCRIPT, errors=("x: not found",), ignored=1))
    assert list(document) == ["version", "findings", "stats"]
    assert document["version"] == 1
    assert document["findings"][0] == CONTRACT
    assert len(document["findings"]) == 2
    assert document["stats"] == {"files": 2, "ignored": 1, "errors": 1}


def test_json_of_a_clean_run() -> None:
    assert rendered("json") == '{"version": 1, "findings": [\n], "stats": {"errors": 0, "files": 2}}\n'


def test_gitlab() -> None:
    assert json.loads(rendered("gitlab", NOTEBOOK, SCRIPT)) == [
        {
            "description": "`trust_remote_code=True` runs code of the model's repository (cell 3, line 2)",
            "check_name": "trust-remote-code",
            "fingerprint": "f00d",
            "severity": "critical",
            "location": {"path": "nb.ipynb", "lines": {"begin": 41}},
        },
        {
            "description": "`trust_remote_code=True` runs code of the model's repository",
            "check_name": "trust-remote-code",
            "fingerprint": "beef",
            "severity": "minor",
            "location": {"path": "src/train.py", "lines": {"begin": 2, "end": 2}},
        },
    ]


def test_gitlab_says_where_in_a_cell() -> None:
    (issue,) = json.loads(rendered("gitlab", NOTEBOOK._replace(part="output")))
    assert issue["description"].endswith(f"(cell {NOTEBOOK.cell}, output, line {NOTEBOOK.line})")


def test_gitlab_severities() -> None:
    findings = [NOTEBOOK._replace(severity=severity) for severity in ("low", "medium", "high", "critical")]
    issues = json.loads(rendered("gitlab", *findings))
    assert [issue["severity"] for issue in issues] == ["minor", "major", "critical", "blocker"]


def test_gitlab_fingerprints_are_unique() -> None:
    issues = json.loads(rendered("gitlab", NOTEBOOK, NOTEBOOK, SCRIPT, NOTEBOOK))
    assert [issue["fingerprint"] for issue in issues] == ["f00d", "f00d-2", "beef", "f00d-3"]


def test_gitlab_of_a_clean_run() -> None:
    assert rendered("gitlab") == "[]\n"
