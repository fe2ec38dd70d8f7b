"""Files that everybody on the machine may write, or read: of real files, since only those have a mode."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from labcoat.cli import main
from tests.model_files import assemble as a
from tests.model_files.cases import case

pytestmark = pytest.mark.skipif(os.name == "nt", reason="files have no such modes there")
WEIGHTS = a.torch_zip(a.state_dict())
MODE_QUIET = [case("no mode is known of what is no file", "model.pt", WEIGHTS)]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def reported(path: Path, mode: int, *arguments: str, data: bytes = WEIGHTS) -> list[str]:
    path.write_bytes(data)
    path.chmod(mode)
    output = path.parent / "out.json"
    main(["check", str(path), "--format", "jsonl", "--output", str(output), *arguments])
    found = [json.loads(line) for line in output.read_text().splitlines()]
    return [one["message"] for one in found if one["rule"] == "world-readable-checkpoint"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o644, 0o755])
def test_what_others_may_read_is_quiet_by_default(tmp_path: Path, mode: int) -> None:
    assert reported(tmp_path / "model.pt", mode) == []


@pytest.mark.parametrize("mode", [0o666, 0o602, 0o777])
def test_what_others_may_write_is_reported(tmp_path: Path, mode: int) -> None:
    [message] = reported(tmp_path / "model.pt", mode)
    assert message == "everybody on this machine may write to it (model.pt)"


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o641, 0o666])
def test_what_others_may_read_is_reported_where_it_is_asked_for(tmp_path: Path, mode: int) -> None:
    assert len(reported(tmp_path / "model.pt", mode, "--select", "world-readable-checkpoint")) == 1


@pytest.mark.parametrize("mode", [0o644, 0o666])
def test_what_others_may_read_is_reported_where_the_project_asks_for_it(tmp_path: Path, mode: int) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat.model-files]\nworld-readable = true\n")
    assert len(reported(tmp_path / "model.pt", mode)) == 1


@pytest.mark.parametrize("data", [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:"])
def test_where_no_weights_are_anybody_may_read(tmp_path: Path, data: bytes) -> None:
    assert reported(tmp_path / "model.pt", 0o644, "--select", "world-readable-checkpoint", data=data) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_owner_and_group_may_do_anything(tmp_path: Path, mode: int) -> None:
    assert reported(tmp_path / "model.pt", mode, "--select", "world-readable-checkpoint") == []


@pytest.mark.parametrize("name", ["id_ed25519", "server.pem", "kaggle.json", ".env"])
def test_files_of_keys(tmp_path: Path, name: str) -> None:
    arguments = ("--select", "world-readable-checkpoint")
    assert len(reported(tmp_path / name, 0o644, *arguments, data=b"text\n")) == 1
    assert reported(tmp_path / name, 0o600, *arguments, data=b"text\n") == []
    assert reported(tmp_path / name, 0o644, data=b"text\n") == []


@pytest.mark.parametrize("name", ["id_ed25519.pub", "notes.txt", "model.py"])
def test_other_files(tmp_path: Path, name: str) -> None:
    assert reported(tmp_path / name, 0o644, "--select", "world-readable-checkpoint", data=b"text\n") == []
