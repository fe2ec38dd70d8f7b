"""CPU and memory beside the peers, taken in turns: large files, many opcodes, one small file, a hundred of them."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.models import honest
from benchmarks.models.case import write
from benchmarks.models.environments import peer
from benchmarks.table import Row
from tests.model_files.assemble import APPENDS, EMPTY_LIST, MARK, MEMOIZE, float_, pickle, state_dict, text, torch_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.environment import Environment

SECONDS = 60
GIGABYTES = 8  # of addresses: a file of 5 GB may be mapped
ROUNDS = 5
LIMITED = Path(__file__).with_name("limited.py")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
PEERS = {
    "picklescan": ("picklescan", "picklescan --path"),
    "picklescan --strict": ("picklescan", "picklescan --strict --path"),
    "fickling": ("fickling", "fickling --check-safety"),
    "modelscan": ("modelscan", "modelscan scan --path"),
    "modelaudit": ("modelaudit", "modelaudit scan --no-cache"),
    "hayward": ("hayward", "hayward scan"),
}


class Cost(NamedTuple):
    """Seconds of CPU, peak memory in MB, and the exit code; None for what was killed."""

    cpu: float
    peak: float
    code: int | None


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """All comparisons. `scratch` needs little room: the large files are holes."""
    scratch.mkdir(parents=True)
    safetensors = large_safetensors(scratch / "large.safetensors", 5 << 30)
    checkpoint = large_checkpoint(scratch / "large.pt", 1 << 30)
    many = many_opcodes(scratch / "many.pkl")
    small = scratch / "small.pt"
    small.write_bytes(torch_zip(state_dict()))
    yield from _large("safetensors of 5 GB", environment, safetensors)
    yield from _large("torch zip of 1 GB", environment, checkpoint)
    yield from _opcodes(environment, many)
    yield from _start(environment, small)
    yield from _hundred(environment, scratch / "hundred")


def large_safetensors(path: Path, size: int) -> Path:
    """A safetensors file with one tensor that is a hole in the file."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        file.truncate(8 + len(header) + size)
    return path


def large_checkpoint(path: Path, size: int) -> Path:
    """A checkpoint whose one storage is a hole in the file; its size and sum are true."""
    archive = torch_zip(state_dict())
    directory = archive.rindex(b"PK\5\6")
    start = struct.unpack("<I", archive[directory + 16 : directory + 20])[0]
    name = b"archive/data/0"
    local = archive.index(b"PK\3\4", archive.index(name, 0, start) - 31)
    entry = archive.index(name, start) - 46
    sizes = struct.pack("<III", _sum_of_zeros(size), size, size)
    head = bytearray(archive[: local + 30 + len(name)])
    head[local + 14 : local + 26] = sizes
    tail = bytearray(archive[start:])
    tail[entry - start + 16 : entry - start + 28] = sizes
    tail[directory - start + 16 : directory - start + 20] = struct.pack("<I", len(head) + size)
    with path.open("wb") as file:
        file.write(head)
        file.seek(len(head) + size)
        file.write(tail)
    return path


def _sum_of_zeros(size: int) -> int:
    total, chunk = 0, bytes(1 << 20)
    for _ in range(size >> 20):
        total = zlib.crc32(chunk, total)
    return total


def many_opcodes(path: Path) -> Path:
    """A pickle of 20 MB and 3 million opcodes: texts of eight letters, memoised, and floats."""
    one = b"".join([text(f"key{number:05}") + MEMOIZE + float_(number / 7) for number in range(1000)])
    path.write_bytes(pickle(EMPTY_LIST, (MARK + one + APPENDS) * 1000))
    return path


def _large(what: str, environment: Environment, path: Path) -> Iterator[Row]:
    costs = compared(environment, [path], rounds=3)
    bare, ours = costs["python -c pass"], costs["labcoat"]
    yield Row(f"{what}: labcoat over python -c pass, CPU", ours.cpu / bare.cpu, most=1.5)
    yield Row(f"{what}: labcoat, memory beyond python -c pass", ours.peak - bare.peak, " MB", most=30)
    yield from _others(what, costs)


def _opcodes(environment: Environment, path: Path) -> Iterator[Row]:
    what = "pickle of 20 MB and 3 million opcodes"
    costs = compared(environment, [path], rounds=2)
    yield Row(f"{what}: labcoat over picklescan, CPU", costs["labcoat"].cpu / costs["picklescan"].cpu, most=0.33)
    yield Row(f"{what}: labcoat, CPU", costs["labcoat"].cpu, " s")
    yield Row(f"{what}: labcoat, peak memory", costs["labcoat"].peak, " MB")
    yield from _others(what, costs)


def _start(environment: Environment, path: Path) -> Iterator[Row]:
    costs = compared(environment, [path], rounds=ROUNDS)
    quickest = min([cost.cpu for name, cost in costs.items() if name in PEERS])
    yield Row("one small file: labcoat over python -c pass, CPU", costs["labcoat"].cpu / costs["python -c pass"].cpu)
    yield Row("one small file: labcoat over the quickest peer, CPU", costs["labcoat"].cpu / quickest, most=1)
    yield from _others("one small file", costs)


def _hundred(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Scanners that take one path are given the folder."""
    written = list(write(list(honest.cases())[:100], scratch))
    costs = compared(environment, written, rounds=3, folder=scratch)
    yield Row("100 small files: labcoat over python -c pass, CPU", costs["labcoat"].cpu / costs["python -c pass"].cpu)
    yield from _others("100 small files", costs)


def _others(what: str, costs: dict[str, Cost]) -> Iterator[Row]:
    bare = costs["python -c pass"]
    for name, cost in costs.items():
        if name in PEERS:
            said = "killed" if cost.code is None else f"exit code {cost.code}"
            yield Row(f"… {name} over python -c pass ({said}, {cost.peak:,.0f} MB)", cost.cpu / bare.cpu)


def compared(environment: Environment, paths: list[Path], rounds: int, folder: Path | None = None) -> dict[str, Cost]:
    """The median cost of each contestant; what is killed once is not asked again."""
    commands = {
        "python -c pass": environment.bare,
        "labcoat": environment.command("labcoat-model-files", *paths),
        **{name: _command(*PEERS[name], folder or paths[0]) for name in PEERS},
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if all(cost.code is not None for cost in costs[name]):
                costs[name].append(measured(command, paths[0].parent))
    return {name: _median(found) for name, found in costs.items()}


def _command(program: str, line: str, path: Path) -> list[str]:
    name, *options = line.split()
    return [str(peer(program) / name), *options, str(path)]


def measured(command: list[str], directory: Path) -> Cost:
    """Run a command with limits of time and of memory."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(directory), "CI": "1", "NO_ANALYTICS": "1"}
    limited = [sys.executable, "-I", "-S", str(LIMITED), str(SECONDS), str(GIGABYTES), *command]
    done = subprocess.run(limited, cwd=directory, env=environment, check=True, capture_output=True, text=True)
    code, cpu, peak = done.stdout.split()
    return Cost(float(cpu), int(peak) * _RSS_UNIT / 1e6, int(code) if int(code) >= 0 else None)


def _median(costs: list[Cost]) -> Cost:
    killed = [cost for cost in costs if cost.code is None]
    return killed[0] if killed else Cost(median([c.cpu for c in costs]), median([c.peak for c in costs]), costs[0].code)
