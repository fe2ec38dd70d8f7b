"""Values that only stand where a key should be: nobody loses anything when they are shown."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"""(?ix) \s* (?: | [$<{\[(%].* | .*(?:\.\.\.|…|\*\*\*|xxx).* | none | null | true | false | -+ | _+ | \?+
    | .*(?:\b|_|-)(?:your|my|insert|replace|paste|enter|put|change)[-_ ]?(?:own|the|me|this|it|with|here|api|key|token|
      secret|password|hf|wandb|openai|hugging|access|personal|email|user).*
    | .*(?:placeholder|redacted|changeme|dummy|fake|example).* | .*[-_ ]here\W*
    | .*<[a-z][\w\s-]*>.* | anonymous | minioadmin | minio123 | password1234 | todo.* | your?[-_ ].* ) \s*"""
)
_NAME = re.compile(r"(?i)(?:[a-z]+[-_ ])*(?:api[-_ ]?)?(?:key|token|secret|password|sample)(?:[-_ ][a-z]+)*")


def is_placeholder(value: str) -> bool:
    """Whether it is empty, a variable (`$KEY`, `{key}`), or like `your-key`, `<token>`, `API_KEY`."""
    value = value[:200].strip("\"'")
    return bool(_PLACEHOLDER.fullmatch(value.replace("\n", " ")) or _NAME.fullmatch(value))
