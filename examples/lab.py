"""`make lab`: JupyterLab on a notebook with problems, which is written to `examples/lab/`.

Arguments go to JupyterLab. Save the notebook to see what labcoat says; the keys in it are fake, and put together here.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ml_repo import HUGGING_FACE, OPENAI

LAB = Path(__file__).resolve().parent / "lab"
SETTINGS = "[tool.labcoat.pinned-requirements]\nnotebooks = true\n"
CELLS = [
    ("markdown", "# Train a small model\nSave this notebook (Ctrl+S), and labcoat marks what should not be shared."),
    ("code", f'token = "{HUGGING_FACE}"'),
    ("code", "import torch\n\nweights = torch.load('model.bin', weights_only=False)"),
    ("code", "!pip install transformers"),
    (
        "code",
        "from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained('lab/head', trust_remote_code=True)",
    ),
]


def cell(number: int, kind: str, source: str) -> dict[str, object]:
    """One cell of the format 4.5."""
    made: dict[str, object] = {"cell_type": kind, "id": f"lab-{number}", "metadata": {}, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def notebook() -> dict[str, object]:
    """The notebook; its last cell printed a key."""
    cells = [cell(number, kind, source) for number, (kind, source) in enumerate(CELLS, 1)]
    printed = cell(len(CELLS) + 1, "code", "import os\n\nprint(os.environ['OPENAI_API_KEY'])")
    printed["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"{OPENAI}\n"}]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": [*cells, printed], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def main() -> None:
    """Write the notebook, unless it is there, and become JupyterLab."""
    path = LAB / "problems.ipynb"
    if not path.exists():
        LAB.mkdir(exist_ok=True)
        (LAB / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
        path.write_text(json.dumps(notebook(), indent=1) + "\n", encoding="utf-8")
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    command = [sys.executable, "-m", "jupyterlab", str(path), f"--ServerApp.root_dir={LAB}", *root, *sys.argv[1:]]
    os.execv(sys.executable, command)  # noqa: S606 - a list of words, for which a shell is of no use


if __name__ == "__main__":
    main()
