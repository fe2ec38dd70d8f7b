"""Which files are models: by the name, and where that says too little by the first bytes."""

from __future__ import annotations

import os

from labcoat.core.kinds import kind_of

MODELS = frozenset(
    "pt pth ckpt pkl pickle joblib dill cloudpickle h5 hdf5 keras onnx safetensors gguf ggml tflite pte pt2 ptl "
    "mlmodel rds rdata nemo mar skops pmml llamafile engine bst ubj cbm".split()
)
OFTEN_MODELS = ("bin", "pb", "msgpack")  # also of other things; in Git LFS or DVC, and with such a name, a model
_WORDS = ("model", "weight", "adapter", "checkpoint", "ggml", "embedding")
_ZIP, _PICKLE, _LONGEST_HEADER = b"PK\3\4", b"\x80", 100_000_000
HEAD = 512  # bytes of a file that tell what it is


def is_model_name(path: str) -> bool | None:
    """Whether the name alone says that a file is a model; None where only its bytes can."""
    stem, extension = os.path.splitext(os.path.basename(path).lower())
    extension = extension[1:]
    if extension in MODELS:
        return True
    if extension in OFTEN_MODELS and any([word in stem for word in _WORDS]):
        return True
    return None if kind_of(path) in ("model", "other") else False


def is_model(path: str, head: bytes) -> bool:
    """Whether a file is a model: by its name, or by the first HEAD bytes of it."""
    named = is_model_name(path)
    return _is_model_head(head) if named is None else named


def is_stored_model(path: str) -> bool:
    """Whether a file of which only the name is known is a model: one that Git LFS or DVC keeps elsewhere."""
    return is_model_name(path) or os.path.splitext(path)[1].lower()[1:] in OFTEN_MODELS


def _is_model_head(head: bytes) -> bool:
    if head.startswith((b"GGUF", b"ggml", b"lmgg", b"tjgg")) or head[4:8] == b"TFL3":
        return True
    if head.startswith(_ZIP):
        return b"data.pkl" in head[:200] or b"data.json" in head[:200]  # of torch.save and torch.export
    if head[8:9] == b"{" and head[9:10] in b'"} \n':
        return 2 <= int.from_bytes(head[:8], "little") <= _LONGEST_HEADER  # safetensors
    return head[:1] == _PICKLE and b"\2" <= head[1:2] <= b"\5"
