"""Names on a model hub: repositories, commits, and what only looks like one."""

from __future__ import annotations

import re

COMMIT = 40  # digits
_HEXADECIMAL = frozenset("0123456789abcdef")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
# Folders that people keep models and data in: `from_pretrained("outputs/run-1")` loads one.
FOLDERS = frozenset(
    "output outputs out model models ckpt ckpts checkpoint checkpoints result results data dataset datasets saved "
    "saved_model saved_models save saves weights weight pretrained pretrained_models pretrained_weights runs run logs "
    "log tmp temp cache path path_to to trained trained_models finetuned fine_tuned experiments experiment exp exps "
    "artifacts artifact assets src test tests fixtures local home mnt content root drive downloads download lora loras "
    "adapter adapters export exports build dist train training work workspace workdir work_dirs lightning_logs wandb "
    "mlruns images image input inputs metrics metric scripts configs config utils base final best vocab tokenizer "
    "tokenizers bert gpt llama mydir my_dir folder dir".split()
)
FILES = (".py", ".json", ".jsonl", ".csv", ".tsv", ".txt", ".parquet", ".yaml", ".yml", ".zip", ".arrow", ".pkl", ".h5")
_CHECKPOINT = re.compile(r"(?:checkpoint|epoch|step|iter)[-_]?\d*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"your.*|my[-_]?(?:hf[-_]?)?user.*|(?:hf[-_]?)?user[-_]?name", re.IGNORECASE)

_MODEL_ARGUMENT = re.compile(r"(?:\A|,)\s*(?:pretrained|model|path)\s*=\s*([^,\s]+)")
_TRUST_ARGUMENT = re.compile(r"(?i)(?:\A|,)\s*trust_remote_code\s*=\s*(?:true|1|yes|on)\s*(?:,|\Z)")
_REVISION_ARGUMENT = re.compile(r"(?:\A|,)\s*(?:code_)?revision\s*=\s*([^,\s]+)")


def in_arguments(text: object) -> tuple[str, int]:
    """The repository that `pretrained=org/name,trust_remote_code=True` of lm-eval loads without a commit."""
    if not isinstance(text, str) or not _TRUST_ARGUMENT.search(text):
        return "", 0
    revision = _REVISION_ARGUMENT.search(text)
    is_pinned = revision is not None and (is_commit(revision[1]) or revision[1].startswith(("$", "{")))
    model = None if is_pinned else _MODEL_ARGUMENT.search(text)
    return (repository(model[1]), model.start(1)) if model else ("", 0)


def named_in_arguments(text: object) -> tuple[str, str, int, int]:
    """The model and the revision of `pretrained=org/name,revision=main` of lm-eval; the place of the revision."""
    model = _MODEL_ARGUMENT.search(text) if isinstance(text, str) else None
    if not isinstance(text, str) or model is None:
        return "", "", 0, 0
    revision = _REVISION_ARGUMENT.search(text)
    return (model[1], revision[1], *revision.span(1)) if revision else (model[1], "", 0, 0)


def is_commit(text: object) -> bool:
    """Whether this is a whole commit, 40 hexadecimal digits."""
    return isinstance(text, str) and len(text) == COMMIT and _HEXADECIMAL.issuperset(text.lower())


def repository(text: object) -> str:
    """The text, where it is the name of a repository with its organisation, and no folder or placeholder."""
    if not isinstance(text, str) or not _REPOSITORY.fullmatch(text):
        return ""
    first, _, second = text.partition("/")
    if _PLACEHOLDER.fullmatch(first):
        return ""
    is_folder = first.lower().replace("-", "_") in FOLDERS or _CHECKPOINT.fullmatch(second) is not None
    return "" if is_folder or text.lower().endswith(FILES) else text
