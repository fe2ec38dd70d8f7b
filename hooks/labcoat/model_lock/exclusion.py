"""What a project leaves out: `exclude` of [tool.labcoat.model-lock], patterns as those of [tool.labcoat]."""

from __future__ import annotations

import os

from labcoat.core.config import ConfigError, load_config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.rule import Options

OPTION = "exclude"


def is_left_out(path: str, options: Options) -> bool:
    """Whether the project takes a file for no model. Raises ConfigError for an invalid pattern."""
    patterns = options.get(OPTION)
    if not patterns:
        return False
    from labcoat.core.globs import compile_globs
    from labcoat.core.paths import project_root, relative

    config = load_config(os.path.dirname(path))
    inside = relative(path, config.root or project_root(os.path.dirname(path) or "."))
    try:
        return inside is not None and bool(compile_globs(tuple(patterns))(inside))
    except ValueError as error:
        raise ConfigError(f"{config.path}: model-lock.{OPTION}: {error}") from None
