"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The number of examples bounds the work; how long one takes on a busy machine says nothing about the code.
settings.register_profile("labcoat", deadline=None)
settings.load_profile("labcoat")
