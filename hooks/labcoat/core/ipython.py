"""IPython's syntax, masked in place: what is left is Python with every line and column where it was.

The forms are those of IPython's input transformers,
https://ipython.readthedocs.io/en/stable/interactive/reference.html; IPython itself is not imported: it is 48 times
slower here, and it loses the positions.
"""

from __future__ import annotations

import re

from labcoat.core.kinds import kind_of

PYTHON_CELL_MAGICS = (
    "time timeit capture prun memit mprun lprun python python3 pypy snakeviz heat px local spark pyspark wandb "
    "ipytest run_pytest manim cache skip_if_exists"
).split()
SHELL_CELL_MAGICS = "bash sh dash zsh ksh ! sx system shell cmd".split()
FOREIGN_CELL_MAGICS = "perl ruby r julia cpp cuda".split()
TEXT_CELL_MAGICS = (
    "html markdown latex javascript js svg sql bigquery configure sparksql writetemplate ai mermaid"
).split()
WRITING_CELL_MAGICS = ("writefile", "file")
PYTHON_LINE_MAGICS = "time timeit prun memit".split()
SHELL_LINE_MAGICS = ("sx", "system")  # as `!!`
DATABRICKS_CELL_MAGICS = {"sh": "shell", "sql": "", "md": "", "scala": "", "r": "", "fs": ""}
AUTOMAGICS = (
    "alias autoreload cat cd conda cp env less ll load_ext ls mamba man matplotlib mkdir more mv pip pwd pylab "
    "reload_ext rm rmdir run uv who whos"
)

_CELL_MAGIC = re.compile(r"\s*%%(!|\w+)[ \t]*([^\r\n]*)(?:\r\n|\r|\n|$)")
_LINE_MAGIC = re.compile(r"[ \t]*(?:(%%?)[ \t]*(\w[\w.]*)|(!!?)|\?)")
_UNQUOTED = r"""[^=\r\n#"']*"""
_QUOTED = r"""(?:"[^"\\\r\n]*"|'[^'\\\r\n]*')"""
_ASSIGNED = re.compile(rf"{_UNQUOTED}(?:{_QUOTED}{_UNQUOTED})*=[ \t]*(?:(%)(\w[\w.]*)|(!!?))")
_HELP = r"\?(?=\??[ \t]*(?:[\r\n]|\Z))"
_TOKEN = re.compile(rf"""("{{3}}|'{{3}})|(["'])|(\#[^\r\n]*)|([\[({{])|([\])}}])|({_HELP})|(\\?(?:\r\n|\r|\n))""")
_REST_OF_LINE = re.compile(r"(?:[^\\\r\n]+|\\(?:\r\n|[\s\S])|\\\Z)*")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_STRING_ENDS = {quote: re.compile(rf"(?:[^\\]|\\[\s\S])*?{quote}") for quote in ('"""', "'''")} | {
    quote: re.compile(rf"(?:[^\\\r\n{quote}]|\\(?:\r\n|[\s\S]))*{quote}") for quote in ('"', "'")
}
_OPTIONS = re.compile(r"(?:[ \t]+-(?:[nrRpt]?[ \t]*\d+|[slTD][ \t]*[\w./]+|-?[a-zA-Z][a-zA-Z-]*))*[ \t]*")
_AUTOMAGIC = re.compile(rf"^[ \t]*((?:{AUTOMAGICS.replace(' ', '|')})\b(?!\.|[ \t]*[=(,\[:])[^\r\n]*)$", re.MULTILINE)
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.|In \[\d+\]:|   \.+:)(?: |$)", re.MULTILINE)
_COMPOUND = re.compile(r"(?:for|while|if|with|try|def|class|async|match|@)\b")


class Masked:
    """A cell's code without IPython's syntax, and what was taken out.

    `slices` are (start, end, language) of the source. `is_python` is False where the body is in another language;
    `foreign` names that language where it is code that nobody here reads, and any magic that nobody here knows: then
    only parsing can tell.
    """

    __slots__ = ("foreign", "is_python", "slices", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.slices: list[tuple[int, int, str]] = []
        self.is_python = True
        self.foreign = ""


def mask(source: str) -> Masked:
    """Mask the IPython syntax of one cell. Linear in its length."""
    masked = Masked(source)
    body = _cell_magics(source, masked)
    if masked.is_python and any(sign in source for sign in "%!?"):
        masked.text = source[:body] + _mask_lines(source, body, masked)
    masked.text = _blank(source[:body]) + masked.text[body:]
    return masked


def mask_leniently(source: str) -> Masked | None:
    """For a cell that does not parse: also mask automagics (`pip install x`), prompts and Databricks' magics.

    None where nothing of that kind is in it.
    """
    first = re.match(r"\s*%(\w+)", source)
    if first and first.group(1) in DATABRICKS_CELL_MAGICS:
        return _other_language(source, first.end(), DATABRICKS_CELL_MAGICS[first.group(1)])
    without_prompts = _PROMPT.sub(lambda prompt: " " * len(prompt.group()), source)
    masked = mask(without_prompts)
    automagics = [line.span(1) for line in _AUTOMAGIC.finditer(masked.text)]
    masked.slices += [(start, end, "shell") for start, end in automagics]
    masked.text = _AUTOMAGIC.sub(lambda line: _pass(line.group()), masked.text)
    return masked if automagics or without_prompts != source else None


def _other_language(source: str, start: int, language: str) -> Masked:
    masked = Masked(_blank(source))
    masked.is_python = False
    if language:
        masked.slices.append((start, len(source), language))
    return masked


def _cell_magics(source: str, masked: Masked) -> int:
    """Read the `%%magic` lines at the top; the offset where the body starts."""
    start = 0
    while magic := _CELL_MAGIC.match(source, start):
        start = magic.end()
        name, arguments = magic.groups()
        language = _body_language(name, arguments)
        if name == "timeit":
            _add_setup(source, magic, masked)
        if language in ("foreign", "unknown"):
            masked.foreign = name
        if language == "unknown" or (language == "python" and name not in WRITING_CELL_MAGICS):
            continue
        masked.is_python = False
        if language not in ("", "foreign"):
            masked.slices.append((start, len(source), language))
        return len(source)
    return start


def _add_setup(source: str, magic: re.Match[str], masked: Masked) -> None:
    """`%%timeit SETUP` runs what is on its line, too."""
    options = _OPTIONS.match(source, magic.end(1))
    if options and options.end() < magic.end(2):
        masked.slices.append((options.end(), magic.end(2), "python"))


def _body_language(magic: str, arguments: str) -> str:
    """Language of a cell magic's body: `foreign` for other code, empty for no code at all; `unknown` may be Python."""
    if magic in WRITING_CELL_MAGICS:
        return kind_of(_file_name(arguments))
    if magic == "script":
        return _script_language(arguments)
    if magic in SHELL_CELL_MAGICS:
        return "shell"
    if magic.lower() in FOREIGN_CELL_MAGICS:
        return "foreign"
    if magic.lower() in TEXT_CELL_MAGICS:
        return ""
    return "python" if magic in PYTHON_CELL_MAGICS else "unknown"


def _file_name(arguments: str) -> str:
    return arguments.replace("-a ", "").replace("--append ", "").strip().strip("\"'")


def written_file(source: str) -> str:
    """The name of the file that a cell writes, with `%%writefile` at its top; empty for any other cell."""
    magic = _CELL_MAGIC.match(source)
    return _file_name(magic[2]) if magic and magic[1] in WRITING_CELL_MAGICS else ""


def _script_language(arguments: str) -> str:
    programs = [word.rpartition("/")[2] for word in arguments.split()]
    if any([program in SHELL_CELL_MAGICS for program in programs]):
        return "shell"
    return "python" if any([program.startswith("python3") for program in programs]) else "foreign"


def _mask_lines(source: str, start: int, masked: Masked) -> str:
    """The text from `start` on, every logical line of IPython's masked."""
    pieces: list[str] = []
    while start < len(source):
        start = _masked_line(source, start, masked, pieces)
    return "".join(pieces)


def _masked_line(source: str, start: int, masked: Masked, pieces: list[str]) -> int:
    """Append one logical line to `pieces`, masked where it is IPython's; the offset where the next one starts."""
    magic = _LINE_MAGIC.match(source, start) or _ASSIGNED.match(source, start)
    if magic is None:
        end, is_help = _logical_line(source, start)
        pieces.append(_pass(source[start:end]) if is_help else source[start:end])
        return end
    end = _REST_OF_LINE.match(source, magic.end()).end()  # type: ignore[union-attr]  # it matches the empty string too
    pieces.append(_masked_magic(source, start, end, magic, masked))
    return end


def _masked_magic(source: str, start: int, end: int, magic: re.Match[str], masked: Masked) -> str:
    """The Python that stands for `source[start:end]`, a logical line with a magic or a shell command."""
    groups = magic.groups()
    line = source[start:end]
    if len(groups) == 3 and groups[0] and groups[1] in PYTHON_LINE_MAGICS:
        return _timed(source, start, end, magic, masked)
    if groups[2] or groups[1] in SHELL_LINE_MAGICS:
        masked.slices.append((magic.end(), end, "shell"))
    elif groups[0]:
        masked.slices.append((magic.start(2), end, "shell"))
    if magic.re is _ASSIGNED:
        equals = line.rfind("=", 0, magic.end() - start) + 1
        return line[:equals] + "_" + _blank(line[equals + 1 :])
    return _pass(line)


def _timed(source: str, start: int, end: int, magic: re.Match[str], masked: Masked) -> str:
    """`%time f(x)` as `if 1: f(x)` and `t = %time f(x)` as `t =       f(x)`, columns kept."""
    percent = magic.start(1)
    code = _OPTIONS.match(source, magic.end()).end()  # type: ignore[union-attr]
    if magic.re is _ASSIGNED:
        return source[start:percent] + " " * (code - percent) + source[code:end]
    if source[code:end][:1] not in ("", "#", "?", "!", "%") and not _COMPOUND.match(source, code):
        return source[start:percent] + "if 1:".ljust(code - percent) + source[code:end]
    if source[code:end][:1] in ("!", "%"):
        masked.slices.append((code + 1, end, "shell"))
    elif _COMPOUND.match(source, code, end):
        masked.slices.append((code, end, "python"))
    return _pass(source[start:end])


def _logical_line(source: str, start: int) -> tuple[int, bool]:
    """End of the logical line at `start`, its line end included, and whether it asks for help."""
    depth, at, is_help = 0, start, False
    while token := _TOKEN.search(source, at):
        at = token.end()
        triple, single, _comment, opening, closing, question, newline = token.groups()
        if triple or single:
            string = _STRING_ENDS[triple or single].match(source, at)
            at = string.end() if string else _end_of_open_string(source, at, triple)
        elif opening:
            depth += 1
        elif closing:
            depth = max(0, depth - 1)
        elif question:
            is_help = True
        elif newline and (is_help or (depth == 0 and newline[0] != "\\")):
            return token.end(), is_help
    return len(source), is_help


def _end_of_open_string(source: str, at: int, triple: str | None) -> int:
    return len(source) if triple else _LINE_END.search(source, at).start()  # type: ignore[union-attr]  # \Z is found


def _pass(line: str) -> str:
    """A statement without effect, as long as the line."""
    indent = len(line) - len(line.lstrip(" \t"))
    return line[:indent] + "0" + _blank(line[indent + 1 :])


def _blank(text: str) -> str:
    if "\n" not in text and "\r" not in text:
        return " " * len(text)
    return re.sub(r"[^\r\n]", " ", text)
