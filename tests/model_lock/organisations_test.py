"""impersonated-organisation: names that look like those of organisations that a models.lock has."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.cli import main as labcoat
from labcoat.core.config import forget_configs
from labcoat.core.lockfile.lookup import forget_locks
from labcoat.model_lock import main as labcoat_model_lock
from tests.tables import case, flagging, quiet, reported

RULE = "impersonated-organisation"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
LOCK = f"""
version = 1
model = [
  {{ name = "a", source = "hf:acme-vision/a", revision = "{COMMIT}" }},
  {{ name = "b", source = "hf:Acme_Visions/b", revision = "{COMMIT}" }},
  {{ name = "c", source = "hf:datasets/northwind-labs/c", revision = "{COMMIT}" }},
  {{ name = "d", source = "hf:gpt2", revision = "{COMMIT}" }},
  {{ name = "e", source = "url:https://example.com/southwind-labs/e", revision = "{COMMIT}" }},
  {{ name = "f", source = "hf:mistral-labs/f", revision = "{COMMIT}" }},
]
"""


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "models.lock").write_text(LOCK)
    monkeypatch.chdir(tmp_path)
    forget_locks()


FLAGS = [
    case("dash", "a.py", "A.from_pretrained(»'acme_vision/a'«)\n"),
    case("digit", "a.py", "A.from_pretrained(»'acme-visi0n/a'«)\n"),
    case("letter", "a.py", "A.from_pretrained(»'northwnd-labs/a'«)\n"),
    case("order of words", "a.py", "A.from_pretrained(»'vision-acme/a'«)\n"),
    case("claim", "a.py", "A.from_pretrained(»'northwind-labs-official/a'«)\n"),
    case("added", "a.py", "model = »'northwind-labs-hf/a'«\n"),
    case("other alphabet", "a.py", "A.from_pretrained(»'\u0430cme-vision/a'«)\n"),
    case("command", "run.sh", "hf download »northwindlabs/a«\n"),
    case("setting", "a.yaml", "»model_name_or_path: northwind_labs/x«\n"),
    case("publisher", "a.py", "A.from_pretrained(»'meta_llama/x'«)\n"),
    case(
        "lock",
        "models.lock",
        f'version = 1\n[[model]]\nname = "f"\n»source = "hf:meta_llama/x«"\nrevision = "{COMMIT}"\n',
    ),
]
QUIET = [
    case("in the lock", "a.py", "A.from_pretrained('acme-vision/a')\nB.from_pretrained('acme_visions/a')\n"),
    case("other", "a.py", "A.from_pretrained('acme-audio/a')\n"),
    case("not from the hub", "a.py", "A.from_pretrained('southwind_labs/e')\n"),
    case("publisher", "a.py", "A.from_pretrained('mistralai/a')\n"),
    case("allowed", "a.py", "A.from_pretrained('acmevision/a')\n", allow_organisations=["acmevision"]),
    case("the lock itself", "models.lock", LOCK),
]

test_organisation_flags = flagging(RULE, FLAGS)
test_organisation_quiet = quiet(RULE, QUIET)


def test_the_message_names_the_one_in_the_lock() -> None:
    (found,) = [f for f in reported(RULE, "a.py", "A.from_pretrained('acme.vision/a')\n") if f.rule == RULE]
    assert (found.message, found.severity) == (
        "`acme.vision` looks like `acme-vision` of models.lock, and is another organisation",
        "high",
    )


def test_quiet_without_the_lock(tmp_path: Path) -> None:
    (tmp_path / "models.lock").unlink()
    forget_locks()
    assert [f for f in reported(RULE, "a.py", "A.from_pretrained('acme_vision/a')\n") if f.rule == RULE] == []


def test_another_projects_lock_does_not_count(tmp_path: Path) -> None:
    text = "A.from_pretrained('acme_vision/a')\n"
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    assert [f.rule for f in reported(RULE, "a.py", text) if f.rule == RULE] == [RULE]
    assert [f for f in reported(RULE, "sub/a.py", text) if f.rule == RULE] == []


def test_the_hook_says_it_as_well_and_check_says_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text("A.from_pretrained('acme_vision/a')\nB.from_pretrained(x, trust_remote_code=True)\n")
    told = "a.py:1:19: high[impersonated-organisation] `acme_vision` looks like `acme-vision` of models.lock"
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat.model-lock]\nallow-unlisted = true\n")
    for run in (labcoat_model_lock, lambda argv: labcoat(["check", *argv])):
        assert run(["--format", "concise", "a.py"]) == 1
        said = capsys.readouterr().out
        assert said.count(told) == 1
        assert ("trust-remote-code" in said) == (run is not labcoat_model_lock)
    (tmp_path / "pyproject.toml").write_text(
        "[tool.labcoat.model-lock]\nallow-unlisted = true\n"
        '[tool.labcoat.remote-code]\nallow-organisations = ["acme_vision"]\n'
    )
    forget_configs()
    assert labcoat_model_lock(["a.py"]) == 0
    assert labcoat_model_lock(["--select", "model-lock", "a.py"]) == 0
