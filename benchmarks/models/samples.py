"""The model files in the peers' own tests, with the labels that those tests give them.

They are not ours to ship. `python -m benchmarks.models.samples CLONE…` copies them from clones of the peers'
repositories to LABCOAT_MODEL_SAMPLES (by default below build/bench), from where the benchmark takes them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.environment import CACHE

DIRECTORY = Path(os.environ.get("LABCOAT_MODEL_SAMPLES", CACHE / "models" / "samples"))

# The first pattern that fits counts: + something to find, - nothing.
LABELS = """
picklescan - tests/data/benign*
picklescan - tests/data/new_pytorch_model.bin
picklescan - tests/data/pytorch_model.bin
picklescan - tests/data/not_a_pickle.bin
picklescan - tests/data/bad_pytorch.pt
picklescan - tests/data2/int_array*
picklescan - tests/data2/object_array*
picklescan + tests/data/*
picklescan + tests/data2/*
modelscan + tests/data/unsafe*
fickling - test/fixtures/*.pt
modelaudit + tests/assets/exploits/*
modelaudit + tests/assets/pickles/*_attack.pkl
modelaudit + tests/assets/samples/archives/path_traversal.zip
modelaudit - tests/assets/samples/archives/safe_model.zip
modelaudit - tests/assets/samples/jinja2/benign*
modelaudit + tests/assets/samples/jinja2/edge_cases/multiple_templates.json
modelaudit - tests/assets/samples/jinja2/edge_cases/*
modelaudit + tests/assets/samples/jinja2/malicious*
modelaudit + tests/assets/samples/jinja2/obfuscated/*
modelaudit + tests/assets/samples/jinja2/standalone/malicious*
modelaudit - tests/assets/samples/jinja2/standalone/*
modelaudit + tests/assets/samples/jinja2/tokenizer_config.json
modelaudit + tests/assets/samples/jinja2/yaml/malicious*
modelaudit - tests/assets/samples/jinja2/yaml/*
modelaudit + tests/assets/samples/keras/malicious*
modelaudit - tests/assets/samples/keras/safe*
modelaudit - tests/assets/samples/manifests/safe*
modelaudit + tests/assets/samples/manifests/suspicious*
modelaudit - tests/assets/samples/pickles/safe*
modelaudit + tests/assets/samples/pickles/*
modelaudit + tests/assets/samples/pytorch/malicious*
modelaudit - tests/assets/samples/pytorch/safe*
modelaudit - tests/assets/samples/pipeline.skops
modelaudit - tests/assets/samples/safetensors/safe*
modelaudit + tests/assets/samples/safetensors/*
modelaudit + tests/assets/samples/tensorflow/malicious*
modelaudit - tests/assets/samples/tensorflow/safe*
modelaudit + tests/assets/scenarios/security_scenarios/*.json
modelaudit + tests/assets/scenarios/security_scenarios/*.pkl
modelaudit - tests/assets/scenarios/license_scenarios/*.pkl
modelaudit - tests/assets/scenarios/license_scenarios/*.npy
modelaudit - tests/assets/scenarios/license_scenarios/*.json
"""


def labelled() -> dict[Path, tuple[str, bool]]:
    """Each file with its repository and whether there is something to find; empty when nothing was copied."""
    found = {}
    for path in sorted(DIRECTORY.rglob("*")):
        if path.is_file():
            repository, _, inside = path.relative_to(DIRECTORY).as_posix().partition("/")
            label = label_of(repository, inside)
            if label is not None:
                found[path] = (repository, label)
    return found


def label_of(repository: str, path: str) -> bool | None:
    """True for something to find, False for nothing, None for a file that no test labels."""
    for line in LABELS.strip().split("\n"):
        name, sign, pattern = line.split(" ", 2)
        if name == repository and fnmatch(path, pattern):
            return sign == "+"
    return None


def main() -> None:
    """Copy the labelled files of clones; a clone is known by the peer's name in its path."""
    for clone in sys.argv[1:]:
        git = ["git", "-C", clone]
        listed = subprocess.run(
            [*git, "ls-tree", "-r", "--name-only", "HEAD"], check=True, capture_output=True, text=True
        )
        repository = next(name for name in ("picklescan", "modelscan", "fickling", "modelaudit") if name in clone)
        paths = [path for path in listed.stdout.splitlines() if label_of(repository, path) is not None]
        for path in paths:
            shown = subprocess.run([*git, "show", f"HEAD:{path}"], check=False, capture_output=True)
            if shown.returncode:
                print(f"not in this clone: {path}", file=sys.stderr)
                continue
            target = DIRECTORY / repository / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(shown.stdout)
        print(f"{repository}: {len(paths)} files")


if __name__ == "__main__":
    main()
