"""Who else on the machine may read or change a model."""

from __future__ import annotations

import os

from labcoat.core.models.place import Place
from labcoat.core.rule import Rule, rule
from labcoat.model_files.hits import hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options, ScanDocument

OTHERS_MAY_WRITE, OTHERS_MAY_DO_ANYTHING = 0o002, 0o007
KEY_FILES = (".pem", ".key", ".ppk", ".netrc", ".pgpass", "kaggle.json", ".env", "credentials")
POINTER = b"version https://git-lfs.github.com/spec/"
SSH_KEYS = ("id_rsa", "id_ed25519", "id_ecdsa", "id_dsa")


@rule("medium", looks_at="model")
def world_readable_checkpoint(model: Model, options: Options) -> Iterator[Hit]:
    """Everybody on the machine may read, or even replace, a model file.

    What it does
    ------------
    Reports a model file that users other than its owner and its group may write to.

    With `world-readable = true` in `[tool.labcoat.model-files]`, or where the rule is selected by name, it also
    reports those that others may read, and files of private keys. That is off by default, because git gives every
    file that it checks out the mode 644, unless the umask says otherwise: turn it on where checkpoints are written,
    on shared machines.

    Why is this bad?
    ----------------
    On a cluster, a file that everybody may write is a way into the account of whoever loads it next; and one that
    everybody may read gives away the weights, and the data that can be got out of them.

    Example
    -------
    A `checkpoint.pt` of which `ls -l` says `-rw-rw-rw- 1 ana research`.

    Use instead
    -----------
        chmod o= checkpoint.pt

    or `umask 027` in the job that writes checkpoints.

    References
    ----------
    - https://cwe.mitre.org/data/definitions/732.html
    """
    yield from _hits(model.document, OTHERS_MAY_WRITE)


def _hits(document: Document, mask: int) -> Iterator[Hit]:
    """A hit where the mode of a file has any of these bits. Windows has no such bits."""
    mode = document.mode & 0o777
    if os.name != "nt" and mode & mask:
        action = "write to" if mode & OTHERS_MAY_WRITE else "read"
        advice = f"`chmod o= {document.path}`, and `umask 027` where it is written"
        yield hit(document, Place(), f"mode {mode:o}", f"everybody on this machine may {action} it", advice)


world_readable = Rule(
    world_readable_checkpoint.name, world_readable_checkpoint.family, world_readable_checkpoint.doc, "medium"
)
world_readable_checkpoint.wider = world_readable
world_readable_checkpoint.switch = world_readable.switch = "world-readable"


@world_readable.register("model")
def _in_models(model: Model, options: Options) -> Iterator[Hit]:
    return _hits(model.document, OTHERS_MAY_DO_ANYTHING) if _holds_weights(model.document) else iter(())


def _holds_weights(document: Document) -> bool:
    """Whether there is anything to read in a file: the pointers of git-LFS are open to everybody."""
    head = document.source.read(0, len(POINTER)) if document.source else b""
    return bool(head) and head != POINTER


def _scanner(rules: Sequence[Rule]) -> ScanDocument:
    return _in_key_files


def _in_key_files(document: Document) -> Iterator[tuple[Rule, Hit]]:
    name = document.path.rpartition("/")[2].lower()
    if document.source is None and (name.endswith(KEY_FILES) or name.startswith(SSH_KEYS)) and ".pub" not in name:
        for found in _hits(document, OTHERS_MAY_DO_ANYTHING):
            yield world_readable, found


world_readable.scanner = _scanner
