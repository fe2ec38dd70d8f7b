"""Hostile texts for the rules about secrets in logs: what costs time, and forms that were overlooked once."""

from __future__ import annotations

from time import process_time

import pytest

from tests.tables import case, flagging, quiet, reported

ENVIRONMENT_FLAGS = [
    case(
        "before another",
        "docker-compose.yml",
        "services:\n  a:\n    image: x\n    command: sh -c '»env« && python a.py'\n",
    ),
    case("in a string", "a.sh", "ssh host 'make'; »env«\n"),
    case("errors elsewhere", "a.sh", "»env« 2>/dev/null\n"),
    case("in a loop", "a.py", "import os\nfor k, v in os.environ.items():\n    print(k, »v«)\n    print(k, »v«)\n"),
]
LOG_QUIET = [
    case("unterminated", "a.sh", "echo " + "${API_KEY " * 50 + "\n"),
    case("traced no more", "a.sh", "set -x\nls\n" * 50 + "set +x\necho a $HF_TOKEN > f\n"),
]
SLOW = {
    "braces": ("secret-in-log", "a.sh", "echo ", "${API_KEY ", "\n"),
    "backquotes": ("secret-in-log", "a.sh", "", "echo `", "$API_KEY\n"),
    "traces": ("secret-in-log", "a.sh", "", "set -x\nls\n", "echo $HF_TOKEN\n"),
    "loop": ("environment-dump", "a.py", "import os\nfor k, v in os.environ.items():\n", "    print(k, v)\n", "\n"),
}

test_environment_flags = flagging("environment-dump", ENVIRONMENT_FLAGS)
test_log_quiet = quiet("secret-in-log", LOG_QUIET)


@pytest.mark.parametrize("name", SLOW)
def test_time_is_linear(name: str) -> None:
    rule, path, start, repeated, end = SLOW[name]

    def seconds(times: int) -> float:
        began = process_time()
        reported(rule, path, start + repeated * times + end)
        return process_time() - began

    seconds(10)
    assert seconds(8000) < 10 * seconds(2000) + 0.2
