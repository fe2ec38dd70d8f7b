"""Where a text names an organisation, and what is used as a model."""

from __future__ import annotations

import re

from labcoat.remote_code.hub_names import repository
from labcoat.remote_code.likeness import in_ascii

_URL = re.compile(
    r"(?:https?://(?:[^@/\s]{1,200}@)?|git@|hf://)(?:www\.)?(?:(?:huggingface\.co|hf\.co|hf-mirror\.com)[/:])?"
    r"(?:datasets/|spaces/|models/)?([A-Za-z0-9][\w.-]{0,95})/[\w.-]",
    re.ASCII,
)
_HUBS = ("huggingface.co", "hf.co", "hf-mirror.com", "hf://")
SCHEMES = ("hf-hub:", "hf_hub:", "hf:")
PREFIXES = (*SCHEMES, "huggingface/", "models/", "spaces/", "datasets/")
LONGEST = 100  # characters that are looked at
# Words of a name that says that its value is a model, a dataset or a repository.
WORDS = frozenset(
    "model models repo repos repository checkpoint checkpoints ckpt tokenizer dataset datasets pretrained adapter "
    "adapters lora embedding embeddings embedder llm llms encoder decoder vae unet controlnet reranker processor hub "
    "teacher student draft".split()
)
NOT_WORDS = frozenset(
    "deny denied blocked block fake bad typo malicious suspicious invalid wrong test expected".split()
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_hub_url(text: str) -> bool:
    """Whether a text starts with the address of something on Hugging Face's hub."""
    return any([hub in text[:LONGEST] for hub in _HUBS]) and _URL.match(in_ascii(text)) is not None


def organisation_of(text: str) -> str:
    """The organisation of `org/name`, or of its address; empty where it is neither."""
    plain = in_ascii(text)
    if is_hub_url(text):
        match = _URL.match(plain)
        return text[match.start(1) : match.end(1)] if match else ""
    for prefix in PREFIXES:
        plain = plain.removeprefix(prefix)
    found = repository(plain.partition("@")[0].partition(":")[0]).partition("/")[0]
    return text[len(text) - len(plain) :][: len(found)]


def is_named(key: str, value: str) -> bool:
    """Whether a setting names a repository: by its key, or with a prefix that only those have, as in models.lock."""
    return is_model_name(key) or value.startswith(SCHEMES)


def is_model_name(name: str) -> bool:
    """Whether a variable, a key or an option of this name holds a model: `base_model`, `modelId`, `repo-id`."""
    words = {word.lower() for word in _WORD.findall(name[:LONGEST])}
    return not words.isdisjoint(WORDS) and words.isdisjoint(NOT_WORDS)
