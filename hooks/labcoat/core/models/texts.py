"""Text files inside of containers, and text formats of models."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

LONGEST_TEXT = 8 << 20  # bytes of a text file in a container
PMML_HEAD = 4096  # bytes in which the first element of an XML file is
SETTINGS = {"json": "json", "yaml": "yaml", "yml": "yaml", "mlmodel": "yaml"}
TEMPLATES = ("jinja", "jinja2", "j2")


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Note the text of a member, and what its name or its first bytes say that it is."""
    head = source.read(0, PMML_HEAD)
    if b"PMML" in head.replace(b"\0", b"") or (head.lstrip()[:2] == b"<?" and b"<!DOCTYPE" in head):
        from labcoat.core.models.pmml import read as read_pmml

        read_pmml(source, place, inspection)
        return
    if not place.members:
        return
    text = _decoded(source.read(0, LONGEST_TEXT), place.name)
    inspection.string("", text, place)
    _read_text(text, place, inspection)
    if source.read(LONGEST_TEXT, 1):
        message = f"only the first {LONGEST_TEXT >> 20} MB of this text were looked at"
        inspection.see("uninspectable", place, place.name, message)


def _decoded(data: bytes, name: str) -> str:
    """The text of a member; of JSON in the encoding that Python's reader of bytes takes it for."""
    if not name.lower().endswith(".json"):
        return data.decode("utf-8", "replace")
    from json import detect_encoding

    return data.decode(detect_encoding(data), "replace")


def _read_text(text: str, place: Place, inspection: Inspection) -> None:
    name = place.name.replace("\\", "/").rpartition("/")[2].lower()
    extension = name.rpartition(".")[2]
    if extension in TEMPLATES:
        see_template(text, place, inspection)
    elif extension in SETTINGS:
        if name == "schema.json" and "__loader__" in text:
            from labcoat.core.models.skops import read_schema

            read_schema(text, place, inspection)
        else:
            from labcoat.core.models.configs import read_config

            read_config(text, SETTINGS[extension], place, inspection)


def see_template(text: str, place: Place, inspection: Inspection, name: str = "") -> None:
    """Note what a template does that no chat template needs."""
    if "{" not in text:
        return
    from labcoat.core.models.configs import TEMPLATE_ADVICE
    from labcoat.core.models.templates import expression, judge_template

    for start, end, why in judge_template(text):
        whose = f"the template `{name}`" if name else "the template"
        inspection.see("template", place, expression(text, start, end), f"{whose} {why}", TEMPLATE_ADVICE)
