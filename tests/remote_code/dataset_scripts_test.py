"""`trust_remote_code` of Datasets, which version 4 dropped: what is said about it, and what deletes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.core.document import read_document
from labcoat.core.engine import check
from labcoat.core.packages.project import forget_projects
from labcoat.core.rule import Rule
from labcoat.core.rule_set import RuleSet
from labcoat.remote_code.trust_remote_code import trust_remote_code
from labcoat.remote_code.unpinned import unpinned_hub_model
from tests.cases import marked, notebook
from tests.tables import case, flagging, quiet

DATASET_FLAGS = [
    case("dataset", "a.py", "import datasets\nd = datasets.load_dataset('o/d', »trust_remote_code=True«)\n"),
    case("attribute", "a.py", "import datasets\n»datasets.config.HF_DATASETS_TRUST_REMOTE_CODE = True«\n"),
    case("SageMaker", "a.py", "env = {»'OPTION_TRUST_REMOTE_CODE': 'true'«, 'HF_MODEL_ID': 'o/m'}\n"),
    case(
        "SageMaker, capitals",
        "nb.ipynb",
        notebook("env['HF_MODEL_TRUST_REMOTE_CODE'] = 'TRUE'").replace("env[", "»env["),
    ),
    case("Terraform map", "main.tf", 'x = {\n  »OPTION_TRUST_REMOTE_CODE = "true«"\n}\n'),
    case(
        "Terraform, name and value", "main.tf", 'env {\n  name = "HF_MODEL_TRUST_REMOTE_CODE"\n  »value = "true«"\n}\n'
    ),
    case("Terraform, arguments", "main.tf", 'args = ["serve", "»--trust-remote-code«"]\n'),
    case("Terraform, key", "main.tf", "y = 1\n»trust_remote_code = true«\n"),
    case("shell variable", "run.sh", "export »HF_DATASETS_TRUST_REMOTE_CODE=1«\n"),
    case("shell variable before a command", "run.sh", "»HF_DATASETS_TRUST_REMOTE_CODE=true« python run.py\n"),
    case("MCP tools", "a.py", "tools = ToolCollection.from_mcp(server, »trust_remote_code=True«)\n"),
]
DATASET_QUIET = [
    case("dataset, off", "a.py", "load_dataset('o/d', trust_remote_code=False)\n"),
    case("dataset, passed on", "a.py", "load_dataset('o/d', trust_remote_code=args.trust)\n"),
    case("attribute read", "a.py", "if datasets.config.HF_DATASETS_TRUST_REMOTE_CODE:\n    pass\n"),
    case("Terraform, off", "main.tf", 'x = {\n  OPTION_TRUST_REMOTE_CODE = "false"\n}\n'),
    case("Terraform, variable", "main.tf", "x = {\n  OPTION_TRUST_REMOTE_CODE = var.trust\n}\n"),
    case("Terraform, comment", "main.tf", '# OPTION_TRUST_REMOTE_CODE = "true"\nx = 1\n'),
]

test_dataset_flags = flagging("trust-remote-code", DATASET_FLAGS)
test_dataset_quiet = quiet("trust-remote-code", DATASET_QUIET)


@pytest.mark.parametrize("path", ["tests/a.py", "test_a.py"])
def test_a_test_is_less_severe(path: str) -> None:
    [finding] = _reported(path, "load('o/m', trust_remote_code=True)\n")
    assert finding.severity == "medium"


@pytest.mark.parametrize(
    ("pin", "severity", "is_safe"),
    [
        ("datasets>=4.0", "low", True),
        ("datasets==4.4.1", "low", True),
        ("datasets>=3", "high", False),
        ("x", "high", False),
    ],
)
def test_the_argument_is_deleted_for_certain_where_datasets_4_is(
    tmp_path: Path, pin: str, severity: str, is_safe: bool
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").write_text(pin + "\n")
    forget_projects()
    [finding] = _reported(str(tmp_path / "a.py"), "load_dataset('o/d', trust_remote_code=True)\n")
    assert (finding.severity or "high", finding.fix.safe) == (severity, is_safe)
    assert finding.help.startswith("delete the argument")


@pytest.mark.parametrize(("pin", "reported"), [("datasets==4.4.1", 0), ("datasets>=3", 1)])
def test_datasets_4_runs_nothing_that_could_change(tmp_path: Path, pin: str, reported: int) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").write_text(pin + "\n")
    forget_projects()
    text = "load_dataset('o/d', trust_remote_code=True)\nload.from_pretrained('o/m', trust_remote_code=True)\n"
    assert len(_reported(str(tmp_path / "a.py"), text, unpinned_hub_model)) == 1 + reported


def _reported(path: str, text: str, rule: Rule = trust_remote_code):
    rules = RuleSet([rule])
    return [hit for _, hit in check(read_document(path, text.encode()), rules)]


DELETIONS = {
    "last": ("load_dataset('o/d'», trust_remote_code=True«)", True),
    "last of many lines": ("load_dataset(\n    'o/d'»,\n    trust_remote_code=True«,\n)", True),
    "in between": ("load_dataset('o/d', »trust_remote_code=True, «split='t')", True),
    "in between, own line": ("load_dataset(\n    'o/d',\n    »trust_remote_code=True,\n    «split='t',\n)", True),
    "before a dictionary": ("load_dataset('o/d', »trust_remote_code=True, «**kwargs)", True),
    "after a dictionary": ("load_dataset('o/d', **kwargs», trust_remote_code=True«)", True),
    "comment": ("load_dataset(\n    'o/d',  # it\n    trust_remote_code=True,\n)", False),
    "parentheses": ("load_dataset(('o/d'), trust_remote_code=True)", False),
}


@pytest.mark.parametrize(("text", "is_deleted"), DELETIONS.values(), ids=DELETIONS)
def test_exactly_the_argument_is_deleted(text: str, is_deleted: bool) -> None:
    plain, _ = marked(text)
    [finding] = _reported("a.py", plain)
    if not is_deleted:
        assert finding.fix.title != "Delete the argument"
        return
    [edit] = finding.fix.edits
    before, _, rest = text.partition("»")
    assert (edit.start, edit.end, edit.replacement) == (len(before), len(before) + rest.index("«"), "")
