"""Requirements files as people might write them, each with what it is to be once its requirements are pinned."""

from __future__ import annotations

import codecs
from random import Random

PINS = {
    "numpy": "1.26.4",
    "torch": "2.1.0+cu121",
    "ruamel.yaml": "0.18.6",
    "Flask_SQLAlchemy": "3.1.1",
    "zope.interface": "7.0.3",
    "black": "24.4b1",
    "pytz": "2024.1",
    "six": "1.16.0.post1",
    "x": "1!2.0",
}
FORKED = "scipy"  # of which the lock file has two versions
LOCK = "".join(
    [
        f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'
        f'sdist = {{ url = "https://x.test/a.tar.gz", hash = "sha256:{digit * 64}" }}\n\n'
        for name, version, digit in [
            *[(name, version, "a") for name, version in PINS.items()],
            (FORKED, "1.10.1", "b"),
            (FORKED, "1.14.0", "c"),
        ]
    ]
)
OTHERS = [FORKED, "unknown-name", "Q"]
FITTING = [
    *("", "", "", ">=0.1", ">0.1,!=0.2", "~= {major}.0", ">={version}", "<= {version}", "!=9.9", "=={major}.*"),
    ">0a1",
]
OUTSIDE = ["<0.1", ">=99!0", "!={version},>0", "==77.*"]
PINNED = ["==1.0", "=== 1.0", "==1.0,>0"]
EXTRAS = ["", "", "", "[a]", "[a,b]", " [a , b-c]", "[]"]
MARKERS = ["", "", "", ' ; python_version < "3.9"', ";sys_platform=='win32'", '; extra == "x" or os_name != "nt"']
COMMENTS = ["", "", "  # why", " #", " # numpy>=1 # twice", "\t# x", " # é 日本 🙂", " # numpy", " # swallows \\"]
BLANKS = ["", "", "", " ", "  ", "\t"]
WRONG_HASH, RIGHT_HASH = f"--hash=sha256:{'d' * 64}", f"--hash=sha256:{'a' * 64}"
WHOLE = [
    "",
    "   ",
    "# a comment, numpy",
    "  # indented",
    "# a comment with a backslash \\",
    "-r other.txt",
    "-c constraints.txt",
    "--requirement=base.txt  # more",
    "--index-url https://pypi.org/simple",
    "-i https://pypi.org/simple --pre",
    "--extra-index-url https://download.pytorch.org/whl/cu121",
    "--find-links ./wheels",
    "-e .",
    "-e git+https://github.com/a/b@main#egg=numpy",
    "git+https://github.com/a/b.git@v1#egg=torch",
    "numpy @ git+https://github.com/a/numpy",
    "numpy @ https://x.test/numpy-1.0.tar.gz ; os_name == 'nt'",
    "https://x.test/numpy-1.0-py3-none-any.whl",
    "./six",
    "./wheels/six-1.0-py3-none-any.whl",
    "--only-binary :all:",
    "numpy==${VERSION}",
    "${NAME}>=1",
    "numpy torch",
    "numpy=1.26",
    "'numpy',",
    "pip install numpy",
    "numpy\t--pre",
]
HIDDEN = [  # str.splitlines ends a line at more than editors do
    ("# ok\u2028numpy", "# ok\u2028numpy==1.26.4"),
    ("six\x0ctorch>=1 # a", "six==1.16.0.post1\x0ctorch==2.1.0+cu121 # a"),
    ("numpy # a\x85x[a]  # b", "numpy==1.26.4 # a\x85x[a]==1!2.0  # b"),
]
EOLS = ["\n", "\n", "\r\n", "\r"]
ENCODINGS = [
    (b"", "utf-8"),
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
]


def requirements_file(random: Random) -> tuple[bytes, bytes]:
    """A file's bytes, and those that it should have once every requirement that can be is pinned."""
    eol = random.choice(EOLS)
    lines: list[tuple[str, str]] = []
    while len(lines) < random.randint(1, 6):
        is_swallowed = bool(lines) and _swallows(lines[-1][0])
        before, after = random.choice(HIDDEN) if random.random() < 0.02 and not is_swallowed else _line(random, eol)
        lines.append((before, before if is_swallowed else after))
    if random.random() < 0.8:
        lines.append(("", ""))  # an end to the last line
    bom, encoding = random.choice(ENCODINGS)
    before, after = (eol.join([line[index] for line in lines]) for index in (0, 1))
    return bom + before.encode(encoding), bom + after.encode(encoding)


def _swallows(line: str) -> bool:
    """Whether the next line is part of this one's comment."""
    last = line.splitlines()[-1] if line else ""
    return last.endswith("\\") and not last.lstrip().startswith("#")


def _line(random: Random, eol: str) -> tuple[str, str]:
    if random.random() < 0.2:
        line = random.choice(WHOLE)
        return line, line
    name = random.choice([*PINS, *PINS, *OTHERS])
    if name in PINS and random.random() < 0.7:
        return _open(random, name, eol)
    line = _around(random, name, random.choice([*OUTSIDE, *PINNED] if name in PINS else FITTING), eol)
    return (line[0] + line[1] + line[2],) * 2


def _open(random: Random, name: str, eol: str) -> tuple[str, str]:
    """A line that is to be pinned, unless its hash is of another file."""
    options = [" --config-settings=a=b", f" {RIGHT_HASH}", f" {RIGHT_HASH} {WRONG_HASH}", f" {WRONG_HASH}"]
    option = random.choice(options) if random.random() < 0.2 else ""
    lead, specifier, rest = _around(random, name, random.choice(FITTING), eol, option)
    before = lead + specifier + rest
    return before, before if option == f" {WRONG_HASH}" else lead + _pinned(name, specifier) + rest


def _around(random: Random, name: str, specifier: str, eol: str, option: str = "") -> tuple[str, str, str]:
    """What stands before a specifier, the specifier, and what stands behind it."""
    version = PINS.get(name, "1.0")
    specifier = specifier.format(version=version.partition("+")[0], major=version.partition(".")[0])
    lead = random.choice(BLANKS) + _spelled(random, name) + random.choice(EXTRAS)
    if specifier:
        lead += random.choice(BLANKS)
        specifier = f"({specifier})" if "===" not in specifier and random.random() < 0.1 else specifier
    else:
        lead = lead.rstrip()
    rest = random.choice(MARKERS) + option
    if random.random() < 0.15:
        lead, rest = _joined(random, lead, eol), _joined(random, rest, eol)
        specifier = specifier.replace(",", f",\\{eol}  ")
    return lead, specifier, rest + random.choice(COMMENTS)


def _spelled(random: Random, name: str) -> str:
    return random.choice([name, name, name.upper(), name.replace(".", "-").replace("_", ".")])


def _joined(random: Random, text: str, eol: str) -> str:
    """A text that may go on in the next line, at one of its blanks."""
    at = text.find(" ", 1)
    return text if at < 0 or random.random() < 0.5 else text[:at] + f" \\{eol}" + text[at:]


def _pinned(name: str, specifier: str) -> str:
    """The specifier that names the version, blanks and parentheses as they are."""
    is_open = specifier.startswith("(")
    blank = " " if specifier.lstrip("(<>=~!").startswith(" ") else ""
    return f"{'(' * is_open}=={blank}{PINS[name]}{')' * is_open}"
