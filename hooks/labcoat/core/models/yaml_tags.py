"""Tags of YAML that let PyYAML's unsafe loaders import and call: `!!python/object/apply:os.system`."""

from __future__ import annotations

import re

from labcoat.core.models.targets import danger_of, is_known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Tag = tuple[int, int, str, str]  # start, end, message, severity

MARK = "python/"
ADVICE = "write the value as plain YAML, and read it with `yaml.safe_load`"
_TAG = re.compile(r"(?:!!|!<?tag:yaml\.org,2002:|![\w-]*!)python/(object/apply|object/new|object|name|module):([\w.]+)")
_CALLS = ("object/apply", "object/new", "object")


def judge_tags(text: str, in_model: bool = False) -> Iterator[Tag]:
    """Tags that name what runs code; inside of a model also those that make objects of unknown libraries."""
    for found in _TAG.finditer(text) if MARK in text else ():
        kind, name = found.groups()
        start = text.rfind("\n", 0, found.start()) + 1
        if "#" in text[start : found.start()].lstrip()[:1]:
            continue
        dangerous = danger_of(f"{name}.load" if kind == "module" else name)
        if dangerous:
            yield *found.span(), f"the tag of YAML names `{name}`, which unsafe loaders import and run", "high"
        elif in_model and kind in _CALLS and not is_known(name):
            yield *found.span(), f"the tag of YAML names `{name}`, which is of no known library", ""
