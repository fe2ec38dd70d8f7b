"""The environments of the peers and of the libraries that save files: one each, since they disagree about versions."""

from __future__ import annotations

import subprocess
import sys
import venv
from typing import TYPE_CHECKING

from benchmarks.environment import CACHE

if TYPE_CHECKING:
    from pathlib import Path

PEERS = {
    "picklescan": "picklescan numpy py7zr",
    "fickling": "fickling typing_extensions",  # which it imports, and does not declare
    "modelscan": "modelscan[h5py]",
    "modelaudit": "modelaudit",
    "hayward": "hayward",
}

# Those of today, and those that many checkpoints in repositories were saved by.
LIBRARIES = {
    "today": (
        "numpy pandas pyarrow scikit-learn scipy joblib lz4 torch==2.13.0 xgboost lightgbm catboost onnx safetensors "
        "gguf skops h5py keras transformers tokenizers datasets accelerate statsmodels category_encoders "
        "imbalanced-learn optuna networkx matplotlib"
    ),
    "before": (
        "numpy==1.24.4 pandas==1.5.3 scikit-learn==1.2.2 scipy==1.10.1 joblib==1.2.0 xgboost==1.7.6 lightgbm==3.3.5 "
        "statsmodels==0.14.0 imbalanced-learn==0.10.1 category_encoders==2.6.1 catboost setuptools<70"
    ),
}


def peer(name: str) -> Path:
    """The directory with the programs of a peer."""
    return _made(f"peer-{name}", PEERS[name])


def libraries(name: str) -> Path:
    """The directory with a Python that has libraries."""
    return _made(f"libraries-{name}", LIBRARIES[name])


def version(name: str) -> str:
    """The version of a peer that is installed."""
    script = f"import importlib.metadata; print(importlib.metadata.version({name!r}))"
    done = subprocess.run([peer(name) / "python", "-c", script], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _made(name: str, requirements: str) -> Path:
    directory = CACHE / "models" / name
    stamp = directory / "requirements.stamp"
    wanted = f"{sys.version}\n{requirements}\n"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing {requirements[:60]} …", file=sys.stderr)
        venv.create(directory, with_pip=True, clear=True)
        pip = [directory / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, *requirements.split()], check=True, stderr=subprocess.DEVNULL)
        stamp.write_text(wanted)
    return directory / "bin"
