"""Items of lists in Python code, read as what an installer makes of them."""

from __future__ import annotations

import ast

from labcoat.core.code.text import laid_out, places_of, text_of
from labcoat.core.code.values import elements, literal_of
from labcoat.core.packages.pip.pip_file import read_line
from labcoat.core.packages.pip.pip_lines import Line, logical_lines
from labcoat.core.packages.requirement import ENV, POETRY_FORM, URL, VCS, Option, Reference, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.code.text import Text
    from labcoat.core.code.values import Seen
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

INDEX_KEYWORDS = {
    "index_url": "index-url",
    "index_urls": "index-url",
    "pip_index": "index-url",
    "pip_index_url": "index-url",
    "pip_index_urls": "index-url",
    "extra_index_url": "extra-index-url",
    "pip_extra_index_url": "extra-index-url",
    "find_links": "find-links",
    "trusted_host": "trusted-host",
    "pip_trusted_hosts": "trusted-host",
}


def add_pip_list(module: Module, node: ast.AST | None, found: Packages, place: str, seen: Seen) -> None:
    """A list of requirements, each one a line as in a requirements file."""
    for element in elements(module, node, seen):
        add_pip_item(module, element, found, place, seen)


def add_pip_item(module: Module, node: ast.AST | None, found: Packages, place: str, seen: Seen) -> None:
    """A string with one requirement, or with some lines of them."""
    text = _text_once(module, node, seen)
    if text is None:
        return
    line = line_of(text)
    if "#" not in line.text and len(line.text.splitlines()) == 1:
        read_line(text[0], line, found, place)
        return
    add_lines(text, found, place)


def line_of(text: Text) -> Line:
    """The text as one line of a requirements file."""
    value = "".join([piece for piece, _, _ in text[1]])
    lead = len(value) - len(value.lstrip())
    places = [(max(0, index - lead), place + max(0, lead - index)) for index, place in places_of(text)]
    first = [place for index, place in places if index == 0][-1]
    return Line(value.strip(), 1, first, [place for place in places if place[0]])


def add_lines(text: Text, found: Packages, place: str) -> None:
    """The lines of a requirements file; what an expression stands in, that decides."""
    known = len(found.requirements)
    script = laid_out(text, "requirements")
    for line in logical_lines(script.text):
        read_line(script, line, found, place)
    for made in found.requirements[known:]:
        decided = made.text if made.form not in (VCS, URL) else made.text.rpartition("/")[2]
        if "{" in decided:
            made.level, made.reason = ENV, ""


def _text_once(module: Module, node: ast.AST | None, seen: Seen) -> Text | None:
    """The text of an expression that was not read before."""
    node = literal_of(module, node)
    text = text_of(module, node) if node not in seen else None
    if text and node is not None:
        seen.add(node)
    return text


def add_conda_list(module: Module, node: ast.AST | None, found: Packages, place: str, seen: Seen) -> None:
    """A list of conda's match specs, with a list for pip perhaps: `["python=3.11", {"pip": […]}]`."""
    for element in elements(module, node, seen):
        if isinstance(element, ast.Dict):
            add_pip_list(module, items(element).get("pip"), found, place, seen)
        else:
            add_conda_item(module, element, found, place, seen)


def add_conda_item(module: Module, node: ast.AST | None, found: Packages, place: str, seen: Seen) -> None:
    """A string with one match spec."""
    from labcoat.core.packages.configuration.conda_spec import conda_requirement

    text = _text_once(module, node, seen)
    plain = plain_text(text) if text else None
    if text and plain and plain[0].strip():
        found.add(conda_requirement(text[0], plain[1], plain[0]), place)


def plain_text(text: Text) -> tuple[str, int] | None:
    """The text and where it starts, if it is written just so."""
    piece, start, end = text[1][0]
    return (piece, start) if len(text[1]) == 1 and len(piece) == end - start else None


def items(display: ast.Dict) -> dict[str, ast.expr]:
    """The values of a dictionary that are under a string."""
    return {
        key.value: value
        for key, value in zip(display.keys, display.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def add_versions(module: Module, node: ast.AST | None, found: Packages, place: str, seen: Seen) -> None:
    """A dictionary of names and versions: `{"pandas": "1.5.3", "torch": ""}`."""
    display = literal_of(module, node)
    if not isinstance(display, ast.Dict) or display in seen:
        return
    seen.add(display)
    for key, value in zip(display.keys, display.values, strict=True):
        name, version = (text_of(module, part) for part in (key, value))
        if name and version and (written := plain_text(version)) and plain_text(name):
            found.add(_versioned(module, key, value, written), place)


def _versioned(module: Module, key: ast.expr | None, value: ast.expr, written: tuple[str, int]) -> Requirement:
    from labcoat.core.packages.levels import level_of_specifier

    version, at = written
    segment, start, _ = module.span(key)
    made = Requirement(segment, start, module.span(value)[2], str(module.value(key)), "none", POETRY_FORM)
    made.spec_start, made.spec_end = at, at + len(version)
    if version.strip():
        made.level = level_of_specifier(version if version.strip()[0] in "<>=~!" else f"=={version.strip()}")
    return made


def add_reference(module: Module, node: ast.AST | None, found: Packages) -> None:
    """A string that names a requirements file."""
    text = text_of(module, literal_of(module, node))
    plain = plain_text(text) if text else None
    if text and plain and plain[0].strip().endswith((".txt", ".in")) and "\n" not in plain[0]:
        path, start = plain
        found.references.append(Reference(text[0], path, False, start, start + len(path)))


def add_options(module: Module, call: ast.Call, found: Packages, place: str) -> None:
    """The indexes that a call names."""
    for keyword in call.keywords:
        if keyword.arg in INDEX_KEYWORDS:
            for number, element in enumerate(_one_or_more(module, keyword.value)):
                name = INDEX_KEYWORDS[keyword.arg]
                is_further = number and name == "index-url"
                add_option(module, keyword, element, found, place, "extra-index-url" if is_further else name)
        elif keyword.arg == "pre" and module.value(keyword.value) is True:
            segment, start, end = module.span(keyword)
            found.options.append(Option(segment, "pre", "", (start, end), (end, end), place))


def _one_or_more(module: Module, node: ast.expr) -> Iterator[ast.AST | None]:
    literal = literal_of(module, node)
    if isinstance(literal, (ast.List, ast.Tuple)):
        yield from elements(module, literal, set())
    else:
        yield literal


def add_option(module: Module, around: ast.AST, node: ast.AST | None, found: Packages, place: str, name: str) -> None:
    """The option that a string is the value of; `around` is what sets it."""
    text = text_of(module, literal_of(module, node))
    if text is None:
        return
    segment, pieces = text
    setter, start, end = module.span(around)
    span = pieces[0][1], pieces[-1][2]
    whole = (start, end) if setter is segment and start <= span[0] <= end else span
    found.options.append(Option(segment, name, line_of(text).text, whole, span, place))
