"""labcoat-model-files: what model files would run when they are loaded, and the keys in them. Nothing is loaded."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.model_files.bombs import model_bomb
from labcoat.model_files.broken_pickle import broken_pickle
from labcoat.model_files.chat_templates import unsafe_chat_template
from labcoat.model_files.code import code_in_model
from labcoat.model_files.leaving_paths import path_in_model
from labcoat.model_files.malformed import malformed_model
from labcoat.model_files.model_config import code_in_model_config
from labcoat.model_files.permissions import world_readable_checkpoint
from labcoat.model_files.pickle_imports import dangerous_pickle_import, unknown_pickle_import
from labcoat.model_files.secrets import secret_in_model
from labcoat.model_files.uninspectable import uninspectable_model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {"allow": list, "world-readable": bool}
RULES = [
    dangerous_pickle_import,
    unknown_pickle_import,
    broken_pickle,
    code_in_model,
    path_in_model,
    malformed_model,
    model_bomb,
    code_in_model_config,
    unsafe_chat_template,
    secret_in_model,
    uninspectable_model,
    world_readable_checkpoint,
]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-model-files", ["model_files"], argv)
