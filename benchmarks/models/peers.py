"""What each scanner says about each file: a hit, an error, or nothing."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.models.environments import PEERS, peer

SCRIPT = Path(__file__).with_name("scan_each.py")
TOOLS = (
    "labcoat",
    "picklescan",
    "picklescan_strict",
    "fickling",
    "fickling_api",
    "modelscan",
    "modelaudit",
    "hayward",
    "hayward_strict",
)
EVERY = {"modelaudit": 4}  # a file takes it half a second


class Verdict(NamedTuple):
    """What a scanner said: `hit`, `error` (it could not say) or `clean`; its exit code, CPU, peak and output."""

    kind: str
    code: int | None
    cpu: float
    peak: int
    said: str


def verdicts(tool: str, paths: list[Path], python: Path, kept: int = 20_000) -> dict[Path, Verdict]:
    """Scan every path, or every so many of a slow scanner; `python` has the scanner installed."""
    chosen = paths[:: EVERY.get(tool, 1)]
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ},
        "CI": "1",
        "NO_ANALYTICS": "1",
        "SCAN_OUTPUT": str(kept),
        "HOME": os.environ.get("TMPDIR", "/tmp"),
    }
    listed = "\n".join(map(str, chosen)) + "\n"
    done = subprocess.run(
        [python, SCRIPT, tool], input=listed, capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{tool}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return dict([_verdict(json.loads(line)) for line in done.stdout.splitlines()])


def _verdict(row: dict[str, object]) -> tuple[Path, Verdict]:
    code = row["code"]
    kind = {0: "clean", 1: "hit"}.get(code, "error")  # type: ignore[call-overload]
    return Path(str(row["path"])), Verdict(kind, code, row["cpu"], row["peak"], str(row["said"]))  # type: ignore[arg-type]


def python_of(tool: str, labcoat: Path) -> Path:
    """The interpreter that has the scanner; that of labcoat is given."""
    name = tool.partition("_")[0]
    return peer(name) / "python" if name in PEERS else labcoat
