"""`python -m benchmarks.fuzz --files 100000`: fuzz, and say where what failed is kept."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile

from benchmarks.fuzz.run import Plan, fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Mutated files through every rule.")
    parser.add_argument("--files", type=int, default=2_000, help="how many (default: 2,000)")
    parser.add_argument(
        "--seed", type=int, default=int.from_bytes(os.urandom(3), "big"), help="(default: another one each time)"
    )
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run this case alone")
    parser.add_argument("--models", action="store_true", help="model files, in place of notebooks and text")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    kept = tempfile.mkdtemp(prefix="labcoat-fuzz-")
    numbers = range(arguments.files) if arguments.only is None else [arguments.only]
    print(f"seed {arguments.seed}, {len(numbers):,} files; failing inputs are kept in {kept}", flush=True)
    failures = fuzz(Plan(arguments.seed, list(numbers), kept, arguments.models), arguments.processes)
    if not failures:
        os.rmdir(kept)
    print(f"seed {arguments.seed}: {len(numbers):,} files, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
