"""Texts made to be slow: what regular expressions, stacks and tables like least, at any length."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

ANY = (
    *(
        '"',
        "'",
        "`",
        "\\",
        " ",
        "\t",
        "\n",
        "\r",
        "\\\n",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "$(",
        "${",
        "((",
        "[[",
        "<<a\n",
        "#",
        "%",
    ),
    *(
        "=",
        ":",
        "://",
        "a=",
        "a:",
        "--",
        "-",
        "a b ",
        "a.",
        "'\"",
        "\"'\\",
        "'''",
        '"""',
        '\\"',
        "{{",
        "{#",
        "/*",
        "x " * 20,
    ),
    *(
        "password=",
        "token: ",
        "key='",
        "bearer ",
        "-----BEGIN PRIVATE KEY-----\n",
        "eyJ",
        "?key=",
        "A" * 40,
        "a1" * 30 + "/",
    ),
    *(
        "labcoat: ignore[",
        "# labcoat: ignore[a,",
        "# labcoat: ignore[trust-remote-code]\n",
        "# pragma: allowlist secret\n",
    ),
    *(
        "trust_remote_code",
        "--trust-remote-code ",
        "trust_remote_code=True,",
        "TRUST_REMOTE_CODE=1 ",
        "trust_repo=True\n",
    ),
)
PYTHON = (
    *(
        "f(",
        "[",
        "{1:",
        "lambda:",
        "not ",
        "-",
        "~",
        "1+",
        "x.",
        "x[0]",
        "x if ",
        "a=",
        "a:=(",
        "*",
        "@a\n",
        "if 1:\n ",
        "f'{",
        "%time ",
    ),
    *(
        "x = x\n",
        "def f(trust_remote_code=True): pass\n",
        "f(trust_remote_code=True)\n",
        "{'trust_remote_code': True}\n",
    ),
    *(
        "trust_remote_code = True\n",
        "x = trust_remote_code\n",
        "x = 'run --trust-remote-code'\n",
        "d['trust_remote_code'] = True\n",
    ),
    *(
        "['--trust-remote-code']\n",
        "!run --trust-remote-code\n",
        "x?\n",
        "%%time\n",
        "x = !ls\n",
        "import a.b as c\n",
        "class A:\n x=1\n",
    ),
)
SHELL = (
    *("python -c 'f(trust_remote_code=True)'\n", "bash -c '", 'bash -c "', "echo 'trust_remote_code: true' > a.yaml\n"),
    *(
        "cat <<E > a.py\nf(trust_remote_code=True)\nE\n",
        "eval '",
        "kubectl apply <<E\ntrust_remote_code: true\nE\n",
        "| tee a.py\n",
    ),
    *(
        "$(",
        "`",
        "<<EOF\n",
        "<<<",
        "a=(",
        "case x in ",
        "esac ",
        "(( ",
        "[[ ",
        "${a:-",
        "$'",
        "$'\\x41",
        "a|",
        "&&",
        ";;",
        ">&",
        "2>",
        "\\\n",
    ),
    *(
        "run --trust-remote-code\n",
        "A='--trust-remote-code' ",
        "export TRUST_REMOTE_CODE=1\n",
        "a,b=c,trust_remote_code=True,",
        '"$(',
        "# x\n",
    ),
)
SETTINGS = (
    *(
        "- ",
        "? ",
        "&a ",
        "*a ",
        "&a [*a,",
        "a: ",
        "a:\n ",
        "[",
        "{a: ",
        "|\n ",
        ">\n\n",
        "!!str ",
        "--- \n",
        "'",
        "%YAML 1.1\n",
        "<<: *a\n",
    ),
    *(
        "trust_remote_code: true\n",
        "a: --trust-remote-code\n",
        "{trust_remote_code: true}, ",
        "[a]\n",
        "[[a]]\n",
        "a.b.c = 1\n",
        "[a.b.c.d]\n",
    ),
    *(
        "a = '''",
        'a = """',
        "a = [",
        "a = {b=",
        "x = 1979-05-27\n",
        '"a"."b".',
        "key = a \\\n",
        "a = 1\n",
        "trust_remote_code = true\n",
    ),
)
DOCKERFILE = (
    *(
        "RUN ",
        "RUN \\\n",
        "ONBUILD ",
        "RUN <<EOF\n",
        "ENV a=b ",
        "ARG a\n",
        "# escape=`\n",
        "CMD [",
        'CMD ["--trust-remote-code"]\n',
    ),
    *("RUN run --trust-remote-code\n", "RUN a \\\n# comment\n", "FROM a AS b\n", "COPY <<a <<b /\n", "SHELL ["),
)
MAKEFILE = (
    *(
        "$(",
        "${",
        "a: b\n",
        "\ta \\\n",
        "define a\n",
        "endef\n",
        "ifeq (a,b)\n",
        "\t@",
        "a := ",
        "$$",
        "\trun --trust-remote-code\n",
        ".RECIPEPREFIX = >\n",
    ),
    *("a = --trust-remote-code\n", "$(shell ", "a: ; ", "include ", "export TRUST_REMOTE_CODE=1\n"),
)
BY_NAME = {
    "Dockerfile": DOCKERFILE,
    "Makefile": MAKEFILE,
    "a.sh": SHELL,
    "script": SHELL,
    "a.py": PYTHON,
    "a.ipynb": PYTHON,
}
FLAGS = ("trust_remote_code=True", "trust_remote_code: true", "--trust-remote-code", "trust_repo=True", "")
LENGTHS = (100, 1_000, 1_000, 10_000)


def text(random: Random, name: str, *, length: int = 0) -> str:
    """A text of about `length` characters, made of one or a few pieces over and over."""
    length = length or random.choice(LENGTHS)
    pieces: Sequence[str] = BY_NAME.get(name, SETTINGS) if random.random() < 0.6 else ANY
    chosen = [random.choice(pieces) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    unit = "".join(chosen)
    if random.random() < 0.2:
        unit = "".join([random.choice(chosen) for _ in range(200)])
    if random.random() < 0.2:
        unit = unit.replace("\n", "") + random.choice(("\n", "{number}\n"))
    repeated = _repeated(unit, max(1, length // len(unit)))
    flag = random.choice(FLAGS)
    return random.choice((f"{flag}\n{repeated}", f"{repeated}{flag}", f"{repeated}\n{flag}\n", repeated))


def _repeated(unit: str, count: int) -> str:
    if "{number}" in unit:
        return "".join([unit.replace("{number}", str(number)) for number in range(count)])
    return unit * count


def notebook(random: Random, *, length: int = 0) -> str:
    """A notebook with hostile sources, in few or many cells, or with hostile JSON around them."""
    length = length or random.choice(LENGTHS)
    kind = random.randrange(6)
    if kind == 0:
        return random.choice(("[", '{"cells":[', '{"a":', "[[],", '{"cells":[{"source":')) * (length // 8)
    if kind == 1:
        return _with_cells(random.choice(("{}", "[]", "null", '{"source":""}', '{"outputs":[1],"outputs":[]}')), length)
    if kind == 2:
        cell = {
            "cell_type": "code",
            "source": "f(trust_remote_code=True)",
            "outputs": [{"output_type": "x"}],
            "metadata": {},
        }
        return _with_cells(json.dumps(cell), length)
    if kind == 3:
        return json.dumps({"cells": [_cell(["x"] * (length // 6))], "nbformat": 4})
    sources = [text(random, "a.ipynb", length=max(50, length // 8)) for _ in range(random.choice((1, 3, 8)))]
    cells = [_cell(source if random.random() < 0.5 else source.splitlines(keepends=True)) for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=random.choice((None, 1)))


def _with_cells(cell: str, length: int) -> str:
    return '{"cells":[' + ",".join([cell] * max(1, length // len(cell))) + '],"nbformat":4}'


def _cell(source: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [source], "execution_count": 1}
