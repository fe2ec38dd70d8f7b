"""Strip outputs, execution counts and passing metadata from notebooks, and change no other byte.

Semantics and option names are nbstripout's: https://github.com/kynan/nbstripout
"""

from __future__ import annotations

from labcoat.strip_outputs.command import main, strip_files
from labcoat.strip_outputs.options import FAMILY, OPTIONS, OptionError, Options
from labcoat.strip_outputs.settings import Settings
from labcoat.strip_outputs.stripping import strip, strip_bytes

__all__ = ["FAMILY", "OPTIONS", "OptionError", "Options", "Settings", "main", "strip", "strip_bytes", "strip_files"]
