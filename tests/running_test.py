"""What documents run: command lines of scripts, configuration and Python, and the scripts and files inside them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.document import read_document
from labcoat.core.running import CommandLine
from labcoat.core.running.collect import MOST_NESTED, expand
from labcoat.core.segment import Segment
from labcoat.core.segments import Parts, split, whole_segments
from tests.cases import notebook
from tests.tables import case


def expanded(path: str, text: str) -> Parts:
    document = read_document(path, text.encode("utf-8", "surrogatepass"))
    return expand(split(whole_segments(document)), lambda segment: True)


def shown(command: CommandLine) -> str:
    """`program argument …`, and after `<` the program whose output it gets."""
    source = f" < {command.piped_from.program}" if command.piped_from else ""
    return " ".join([command.program, *[word.value for word in command.arguments]]) + source


def run(path: str, text: str) -> list[str]:
    """All that is run, in the order of the text. Every word is in its place."""
    found = expanded(path, text).commands
    for command in found:
        segment = command.segment
        for word in command.words:
            written = segment.parent[segment.offset + word.start : segment.offset + word.end]
            assert 0 <= word.start <= word.end <= len(segment.text)
            assert word.quoted or word.value == segment.text[word.start : word.end]
            assert word.quoted or word.value == written or written[:1] in " {%s"  # what only running it would tell
    found.sort(key=lambda command: command.segment.offset + min([word.start for word in command.words], default=0))
    return [shown(command) for command in found if command.words]


def rows(table: list[object]):
    return pytest.mark.parametrize(("path", "text", "options"), table)


def line(name: str, text: str, *expected: str):
    return case(name, "a.sh", text, expected=list(expected))


WRAPPED = [
    line("none", "a b", "a b"),
    line("path", "/usr/bin/a b", "a b"),
    line("assignments", "A=1 B='x y' a b", "a b"),
    line("sudo", "sudo a b", "a b"),
    line("sudo with options", "sudo -E -H -u x a b", "a b"),
    line("sudo, options in one", "sudo -Eu x a b", "a b"),
    line("sudo, a glued value", "sudo -uroot a b", "a b"),
    line("sudo, a long option", "sudo --user x a b", "a b"),
    line("sudo, a long option with its value", "sudo --user=x a b", "a b"),
    line("sudo to the end of options", "sudo -u x -- a b", "a b"),
    line("sudo alone", "sudo", ""),
    line("many", "sudo -u x env A=1 nohup python -m jupyter lab --port=8", "jupyter lab --port=8"),
    line("env", "/usr/bin/env -i -u A B=1 a b", "a b"),
    line("python", "python3 a.py -m b", "python3 a.py -m b"),
    line("module", "python3.11 -m a b", "a b"),
    line("module after options", "python -u -W ignore -X dev -m a b", "a b"),
    line("module of Windows", "'C:\\x\\python.exe' -m a", "a"),
    line("timeout", "timeout 5 a b", "a b"),
    line("timeout with options", "timeout -s KILL --kill-after 3 5 a b", "a b"),
    line("timeout with a value in the option", "timeout --signal=KILL 5m a b", "a b"),
    line("nice", "nice -n 10 a; nice -10 b", "a", "b"),
    line("xargs", "xargs -n1 -P 4 a; xargs -0 -I{} b {}; xargs -I {} c {}", "a", "b {}", "c {}"),
    line("conda", "conda run --no-capture-output -n x python -m a", "a"),
    line("conda that installs", "conda install a", "conda install a"),
    line("uv", "uv run --with b --extra c a d", "a d"),
    line("uv that installs", "uv pip install a", "uv pip install a"),
    line("uv, its tools", "uvx --from b a; uv tool run a; uv tool install a", "a", "a", "uv tool install a"),
    line("poetry", "poetry run python -m a", "a"),
    line("pipx", "pipx run a; pipx install b", "a", "pipx install b"),
    line("tini", "exec tini -g -- a b", "a b"),
    line("gosu", "gosu x a b; su-exec x:y a b", "a b", "a b"),
    line("if", "if ! a; then sudo b; else c; fi", "a", "b", "c"),
    line("while", "while a; do b; done; until c; do d; done", "a", "b", "c", "d"),
    line("a word like a wrapper", "a sudo b", "a sudo b"),
    line("very many", "sudo " * 30 + "a", ""),
]


PIPES = [
    line("pipe", "a | b", "a", "b < a"),
    line("with errors", "a |& b", "a", "b < a"),
    line("redirected errors", "a 2>&1 | b", "a", "b < a"),
    line("to a file, too", "a > f | b", "a", "b < a"),
    line("on the next line", "a |\n  b", "a", "b < a"),
    line("on the next line but a comment", "a | # why\n  # and\n  b", "a", "b < a"),
    line("continued", "a \\\n  | b", "a", "b < a"),
    line("continued, Windows", "a \\\r\n  | b", "a", "b < a"),
    line("three", "a | b | c", "a", "b < a", "c < b"),
    line("no blanks", "a|b", "a", "b < a"),
    line("or", "a || b", "a", "b"),
    line("and", "a && b | c", "a", "b", "c < b"),
    line("lines", "a\nb | c\nd", "a", "b", "c < b", "d"),
    line("background", "a & b", "a", "b"),
    line("substitution", "x=$(a | b)", "a", "b < a"),
    line("substitution in quotes", 'c "$(a | b)" d', "c $(a | b) d", "a", "b < a"),
    line("outer one of a substitution", 'c "$(a)" | d', "c $(a)", "a", "d < c"),
    line("backticks", "`a | b`", "`a | b`", "a", "b < a"),
    line("subshell", "(a; b) | c", "a", "b", "c < b"),
    line("group", "{ a; b; } | c", "a", "b", "c < b"),
    line("to a subshell", "a | (b; c)", "a", "b < a", "c"),
    line("to a group", "a | { b; c; }", "a", "b < a", "c"),
    line("of a loop", "for x in y; do a; done | b", "for x in y", "a", "b < a"),
    line("of a condition", "if x; then a; fi | b", "x", "a", "b < a"),
    line("to wrapped", "a | sudo -E bash -s -- x", "a", "bash -s -- x < a"),
    line("in quotes", "a ' | b'", "a  | b"),
    line("before a heredoc", "a <<EOF | b\nx | y\nEOF\nc", "a", "b < a", "c"),
    line("process substitution", "a <(b)", "a <(b)", "b"),
]

INSIDE = [
    line("sh -c", "sh -c 'a | b'", "sh -c a | b", "a", "b < a"),
    line("bash -lc", 'bash -lc "a \\"b\\""', 'bash -lc a "b"', "a b"),
    line("sudo bash -c", "sudo bash -c 'a b'", "bash -c a b", "a b"),
    line("ssh", "ssh h 'a b'", "ssh h a b", "a b"),
    line("eval", 'eval "a b"', "eval a b", "a b"),
    line("heredoc", "bash <<'EOF'\na | b\nEOF", "bash", "a", "b < a"),
    line("python -c", "python -c 'import os; os.system(\"a b\")'", 'python -c import os; os.system("a b")', "a b"),
    line("python on its input", "python - <<EOF\nimport os\nos.system('a b')\nEOF", "python -", "a b"),
    line("written script", "cat > x.sh <<EOF\na b\nEOF", "cat", "a b"),
    line("written settings", "cat <<EOF | tee x.yaml\ncmd: a b\nEOF", "cat", "tee x.yaml < cat", "a b"),
    line("written by echo", "echo 'a b' > x.sh", "echo a b", "a b"),
    line("text that is written", "cat > x.txt <<EOF\na b\nEOF", "cat"),
    line("shown", "echo 'bash -c \"a b\"'", 'echo bash -c "a b"'),
    line("searched", "grep -r bash -c 'a b' .", "grep -r bash -c a b ."),
]

POD = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
SERVICE = "services:\n  s:\n    image: x\n"


def settings(name: str, path: str, text: str, *expected: str):
    return case(name, path, text, expected=list(expected))


SETTINGS = [
    settings("list", "a.yaml", "cmd: [a, b, -c]\n", "a b -c"),
    settings("list in lines", "a.yaml", "cmd:\n- a\n- 'b'\n", "a b"),
    settings("string", "a.yaml", "cmd: a b | c\n", "a b", "c < a"),
    settings("word", "a.yaml", "cmd: a\n"),
    settings("literal", "a.yaml", "run: |\n  a b\n  c | d\n", "a b", "c", "d < c"),
    settings("folded", "a.yaml", "run: >\n  a b\n  c\n\n  d e\n", "a b c", "d e"),
    settings("folded, stripped", "a.yaml", "run: >-\n  a\n  --b\n", "a --b"),
    settings("plain in lines", "a.yaml", "run: a b\n  --c d\n", "a b --c d"),
    settings("quoted in lines", "a.yaml", 'run: "a b\n  --c d"\n', "a b --c d"),
    settings("escaped", "a.yaml", 'run: "a b\\nc \\"d e\\""\n', "a b", "c d e"),
    settings("prose", "a.yaml", "description: run a b\nhelp: a b\nName: a b\n"),
    settings("command lines", ".gitlab-ci.yml", "j:\n  script:\n  - a b\n  - c | d\n", "a b", "c", "d < c"),
    settings("pod", "a.yaml", POD + "  - command: [a, b]\n    args: [-c]\n", "a b -c"),
    settings("pod, sorted keys", "a.yaml", POD + "  - args: [-c]\n    command: [a, b]\n", "a b -c"),
    settings("pod, between", "a.yaml", POD + "  - command: [a]\n    image: x\n    args:\n    - b\n", "a b"),
    settings(
        "pod, a script", "a.yaml", POD + "  - command: [sh, -c]\n    args: ['a | b']\n", "sh -c a | b", "a", "b < a"
    ),
    settings(
        "pod, two containers",
        "a.yaml",
        POD + "  - command: [a]\n  - args: [b]\n    command: [c]\n  - args: [d]\n",
        "a",
        "c b",
        "d",
    ),
    settings(
        "pods",
        "a.yaml",
        POD + "  - args: [a]\n    command: [b]\n---\n" + POD + "  - args: [c]\n    command: [d]\n",
        "b a",
        "d c",
    ),
    settings("compose", "compose.yaml", SERVICE + "    entrypoint: [a]\n    command: [b, c]\n", "a b c"),
    settings("compose, reversed", "compose.yaml", SERVICE + "    command: [b, c]\n    entrypoint: [a]\n", "a b c"),
    settings("compose, string", "compose.yaml", SERVICE + "    command: a b\n", "a b"),
    settings("compose, check", "compose.yaml", SERVICE + "    healthcheck:\n      test: [CMD, a, -b]\n", "a -b"),
    settings("config map", "a.yaml", "data:\n  x.sh: |\n    a b\n  y.py: |\n    os.system('c d')\n", "a b", "c d"),
    settings("JSON", "a.json", '{"scripts": {"x": "a \\"b c\\" && d e"}, "cmd": ["f", "g"]}', "a b c", "d e", "f g"),
    settings("JSON in lines", "a.json", '{"run": "a b\\nc | d"}', "a b", "c", "d < c"),
    settings("TOML", "a.toml", 'x = "a b"\ny = ["c", "d"]\n', "a b", "c d"),
    settings("ini", "a.ini", "[x]\ncommand = a b\n", "a b"),
    settings("Dockerfile", "Dockerfile", 'FROM x\nRUN a | b\nCMD ["c", "d"]\n', "a", "b < a", "c d"),
    settings("Dockerfile, a script", "Dockerfile", 'FROM x\nCMD ["sh", "-c", "a b"]\n', "sh -c a b", "a b"),
    settings("Dockerfile, heredoc", "Dockerfile", "FROM x\nRUN <<EOF\na b\nEOF\n", "a b"),
    settings("Makefile", "Makefile", "x:\n\t@a b | c\n", "a b", "c < a"),
]


def python(name: str, text: str, *expected: str):
    return case(name, "a.py", text, expected=list(expected))


PYTHON = [
    python("list", "subprocess.run(['a', 'b'])", "a b"),
    python("tuple", "Popen(('a', 'b'))", "a b"),
    python("variables", "run(['a', b, f'--c={d}', *e])", "a {b} --c={d}"),
    python("by name", "run(args=['a', 'b'])", "a b"),
    python("string", "os.system('a b | c')", "a b", "c < a"),
    python("lines", "os.system('''\na b\nc d\n''')", "a b", "c d"),
    python("f-string", "os.system(f'a {b} c')", "a {b} c"),
    python("adjacent", "os.system('a '\n  'b '\n  f'c')", "a b c"),
    python("added", "os.system('a ' + b + ' c')", "a {b} c"),
    python("per cent", "os.system('a %s c' % b)", "a {} c"),
    python("format", "os.system('a {} c'.format(b))", "a {} c"),
    python("name", "x = ['a', 'b']\nrun(x)", "a b"),
    python("name of a string", "x = 'a b'\nos.system(x)", "a b"),
    python("name and run: once", "cmd = ['a', 'b']\nrun(cmd)\nrun(cmd)", "a b"),
    python("sum of lists", "run(['a'] + ['b', *['c']] + d)", "a b c"),
    python("split", "run(shlex.split('a b | c'))", "a b", "c < a"),
    python("split by import", "from shlex import split as s\nimport shlex\nrun(shlex.split('a b'))", "a b"),
    python("split method", "run('a b'.split())", "a b"),
    python("joined", "run(' '.join(['a', 'b']), shell=True)", "a b"),
    python("interpreter", "run([sys.executable, '-m', 'a', 'b'])", "a b"),
    python("interpreter in a string", "os.system(f'{sys.executable} -m a b')", "a b"),
    python("execvp", "os.execvp('a', ['a', 'b'])", "a b"),
    python("execlp", "os.execlp('a', 'a', 'b')", "a b"),
    python("spawnlp", "os.spawnlp(os.P_WAIT, 'a', 'a', 'b')", "a b"),
    python("asyncio", "await asyncio.create_subprocess_exec('a', 'b', c)", "a b {c}"),
    python("get_ipython().system", "get_ipython().system('a b')", "a b"),
    python("get_ipython().getoutput", "x = get_ipython().getoutput('a b')", "a b"),
    python("line magic", "get_ipython().run_line_magic('pip', 'install x')", "pip install x"),
    python("cell magic", "get_ipython().run_cell_magic('bash', '', 'a b\\nc d\\n')", "a b", "c d"),
    python("cell magic of Python", "get_ipython().run_cell_magic('time', '', 'a b\\nc d\\n')"),
    python("magic", "get_ipython().magic('pip install x')", "pip install x"),
    python("images", "modal.Image.debian_slim().run_commands('a b', 'c d')", "a b", "c d"),
    python("list of command lines", "commands = ['a b', 'c | d']", "a b", "c", "d < c"),
    python("keyword", "BashOperator(bash_command='a b')", "a b"),
    python("key", "x = {'command': ['a', 'b'], 'other': ['c', 'd']}", "a b"),
    python("script in a list", "run(['bash', '-c', 'a | b'])", "bash -c a | b"),
    python("open", "with open('x.sh', 'w') as f:\n    f.write('a b')", "a b"),
    python("open of a path", "with open(os.path.join(d, 'x.sh'), 'w') as f:\n    f.write('a b')", "a b"),
    python("open of an f-string", "with open(f'{d}/x.sh', 'w') as f:\n    f.write('a b')", "a b"),
    python("second of with", "with a() as b, open('x.sh', 'w') as f:\n    f.write('a b')", "a b"),
    python("open twice", "for n in (1, 2):\n    with open('x.sh', 'w') as f:\n        f.write('a b')", "a b"),
    python(
        "two files of one name",
        "with open('x.txt', 'w') as f:\n    f.write('a b')\nwith open('x.sh', 'w') as f:\n    f.write('c d')",
        "c d",
    ),
    python("opened before", "f = open('x.sh', 'w')\nf.write('a b')", "a b"),
    python("path", "Path('x.sh').write_text('a b')", "a b"),
    python("path of parts", "p = Path('d') / 'x.sh'\np.write_text('a b')", "a b"),
    python("settings", "Path('x.yaml').write_text('cmd: a b\\n')", "a b"),
    python("text", "Path('x.txt').write_text('a b')"),
    python("loaded", "yaml.safe_load('cmd: a b')", "a b"),
    python("loaded JSON", 'json.loads(\'{"cmd": ["a", "b"]}\')', "a b"),
    python("comment", "# os.system('a b')"),
    python("docstring", "def f():\n    '''os.system(\"a b\")'''"),
    python("another call", "f('a b')\nprint('c d')"),
    python("unknown", "run(cmd)\nos.system(x)\nrun()"),
    python("a number", "run(8080)\nos.system(None)\nrun([1, 2])", "{1} {2}"),
]

CELLS = [
    case("line", "a.ipynb", notebook("!a b | c"), expected=["a b", "c < a"]),
    case("cell", "a.ipynb", notebook("%%bash\na b\nc d"), expected=["a b", "c d"]),
    case("system magic", "a.ipynb", notebook("%%writefile x.sh\na b"), expected=["a b"]),
    case("written Python", "a.ipynb", notebook("%%writefile x.py\nos.system('a b')"), expected=["a b"]),
    case("over cells", "a.ipynb", notebook("x = ['a', 'b']", "run(x)"), expected=["a b"]),
    case("words of two cells", "a.ipynb", notebook("x = 'b'", "run(['a', x, 'c'])"), expected=["a {x} c"]),
]


@rows(WRAPPED + PIPES + INSIDE + SETTINGS + PYTHON)
def test_runs(path, text, options):
    assert run(path, text) == options["expected"]


@rows(CELLS)
def test_cells(path, text, options):
    assert [shown(command) for command in expanded(path, text).commands] == options["expected"]


OPTIONS = {
    "next word": ("a »--x y« z", "y"),
    "equals": ("a »--x=y« z", "y"),
    "quoted": ("a »--x='y z'« z", "y z"),
    "empty": ("a »--x=« z", ""),
    "at the end": ("a »--x«", None),
    "before another option": ("a »--x« --z", None),
    "a lone dash is a value": ("a »--x -« z", "-"),
    "short": ("a »-p 8000«", "8000"),
    "short, glued": ("a »-p8000«", "8000"),
    "last one wins": ("a --x=1 »--x 2«", "2"),
    "last one wins, short": ("a --x=1 »-p2« b", "2"),
    "longer one": ("a --xy=1 --x-y 2 b", None),
    "no option": ("a x -- --", None),
    "of another program before it": ("sudo a »--x=y«", "y"),
    "variable": ('a »--x "$Y"«', "$Y"),
}


@pytest.mark.parametrize(("text", "value"), OPTIONS.values(), ids=OPTIONS)
def test_options(text, value):
    plain = text.replace("»", "").replace("«", "")
    [command] = expanded("a.sh", plain).commands
    option = command.option("--x", "-p")
    assert (option is not None) == command.has("--x", "-p") == ("»" in text)
    if option:
        assert plain[option.start : option.end] == text.partition("»")[2].partition("«")[0]
        assert option.value == value
        assert plain[option.value_start : option.value_end].strip("'\"") == (value or "").strip('"')


CONTAINERS = [
    case("Dockerfile", "Dockerfile", "FROM x\nRUN a b\n", expected=True),
    case("Dockerfile, a script in it", "Dockerfile", "FROM x\nRUN bash -c 'a b'\n", expected=True),
    case("pod", "a.yaml", POD + "  - command: [a, b]\n", expected=True),
    case("pod, a script in it", "a.yaml", POD + "  - command: [sh, -c, 'a b']\n", expected=True),
    case("compose", "a.yaml", SERVICE + "    command: a b\n", expected=True),
    case("compose that is built", "a.yml", "services:\n  s:\n    build: .\n    command: a b\n", expected=True),
    case(
        "workflow",
        "a.yaml",
        "jobs:\n  a:\n    runs-on: x\n    services:\n      image: y\n    run: a b\n",
        expected=False,
    ),
    case("other settings", "a.yaml", "services:\n  s:\n    command: a b\n", expected=False),
    case("script", "a.sh", "a b\n", expected=False),
    case("Python", "a.py", "os.system('a b')\n", expected=False),
    case("pod in a string", "a.sh", f"kubectl apply -f - <<EOF\n{POD}  - command: [a, b]\nEOF\n", expected=True),
]


@rows(CONTAINERS)
def test_what_runs_in_a_container(path, text, options):
    assert expanded(path, text).commands[-1].segment.in_container == options["expected"]


def test_scripts_in_scripts_are_read_to_a_depth():
    script = "a b"
    for quote in ("'", '"', "'", '"', "'", '"'):
        script = (
            f"eval {quote}{script}{quote}"
            if quote not in script
            else f"cat <<E{len(script)} | sh\n{script}\nE{len(script)}\n"
        )
    depths = len([command for command in expanded("a.sh", script).commands if command.words])
    assert MOST_NESTED < depths <= 2 * (MOST_NESTED + 1)


def test_only_what_is_relevant_is_taken_apart():
    parts = split([Segment("bash -c 'a b'\nbash -c 'c d'", "shell")])
    found = expand(parts, lambda segment: "c" in segment.text).commands
    assert [shown(command) for command in found] == ["bash -c a b", "bash -c c d", "c d"]


HOSTILE = {
    "pipes": ("a.sh", "a | "),
    "quotes": ("a.sh", "bash -c '"),
    "substitutions": ("a.sh", "$(a | "),
    "subshells": ("a.sh", "(((("),
    "options": ("a.sh", "--x=y "),
    "wrappers": ("a.sh", "sudo "),
    "ends of groups": ("a.sh", "done fi ; "),
    "blanks": ("a.sh", "a" + " " * 400 + "\n"),
    "comments": ("a.sh", "a | # b\n"),
    "escaped": ("a.json", "\\\\"),
    "lists": ("a.yaml", "- [a, b]\n"),
    "commands": ("a.yaml", "- command: [a]\n  args: [b]\n"),
    "documents": ("a.yaml", "command: [a]\n---\n"),
    "folded": ("a.yaml", "- >\n  a\n  b\n"),
    "words": ("a.py", "run(['a', 'b'])\n"),
    "one list": ("a.py", "run(x)\nx = ['a', 'b']\n"),
    "files": ("a.py", "with open('x.sh') as f:\n    f.write('a b')\n"),
    "f-strings": ("a.py", "os.system(f'a {b} | c')\n"),
}


@pytest.mark.parametrize(("path", "piece"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_repetition_costs_linear_time(path, piece):
    seconds = [min([look_up(path, piece * n) for _ in range(2)]) for n in (500, 2000)]
    assert seconds[1] < 8 * seconds[0] + 0.1


def look_up(path: str, text: str) -> float:
    start = time.perf_counter()
    for command in expanded(path, text).commands:
        command.option("--x", "-p")
        assert isinstance(command.program, str)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.sh", "a \0 | \ud800 b"),
        ("a.py", "run(['a\\ud800', '\\0', b'c', 1j, ...])\nos.system('\\N{DASH}\\x00 \\ud800')"),
        ("a.py", "run([" + "'a', " * 5000 + "])"),
        ("a.py", "x = x\nrun(x)\ny = z\nz = y\nrun(*y, **z)\nos.execv()\nos.spawnlp(1)\nrun_line_magic('a', '')"),
        ("a.py", "run([])\nrun([[]])\nrun([*a])\nrun('')\nrun(f'{a}')\nopen().write('a b')\nPath().write_text('')"),
        ("a.py", "x = " + "[" * 80 + "]" * 80 + "\ncmd = x\nrun(" + "+".join(["x"] * 300) + ")"),
        ("a.yaml", "command: [{a: b}, [c], null, 1e999, 0x" + "f" * 5000 + "]\nargs: 3\n"),
        ("a.yaml", "command:\n- |\n  a b\n- >\n"),
        ("a.json", '{"command": ["\\ud800 \\u0000", {}], "": "\\'),
        ("Dockerfile", "CMD [\nRUN\nENTRYPOINT"),
        ("a.ipynb", notebook("!", "%%bash", "!{", "%run", "x = !")),
    ],
)  # fmt: skip
def test_odd_texts_are_read(path, text):
    for command in expanded(path, text).commands:
        assert isinstance(shown(command), str)
        assert command.option("--x") is None


@given(st.sampled_from(["a.sh", "a.py", "a.yaml", "a.json", "Dockerfile"]), st.text("ab'\"$(){}|\\;\n<>-=[]:,#& "))
def test_any_text_is_read(path, text):
    run(path, text)
