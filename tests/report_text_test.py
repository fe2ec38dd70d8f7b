"""The report for people, and its one-line form."""

from __future__ import annotations

import pytest

from tests.report_samples import NOTEBOOK, SCRIPT, rendered

FRAME = """\
high[trust-remote-code]: `trust_remote_code=True` runs code of the model's repository
 --> nb.ipynb:cell 3:2:33
  |
2 | AutoModel.from_pretrained(name, trust_remote_code=True)
  |                                 ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: Pin a revision, or remove the argument.
  = docs: https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/

"""


def carets(excerpt: str, first: int, last: int) -> tuple[str, str]:
    """The excerpt and the carets under it, both as printed."""
    finding = NOTEBOOK._replace(excerpt=excerpt, excerpt_column=first, excerpt_end_column=last)
    lines = rendered("text", finding).split("\n")
    return lines[3][4:], lines[4][4:]


def test_frame_and_summary() -> None:
    assert rendered("text", NOTEBOOK) == FRAME + "1 finding (1 high) in 1 file.\n"


def test_several_findings() -> None:
    text = rendered("text", NOTEBOOK, SCRIPT, NOTEBOOK._replace(severity="critical", fixable=True))
    assert "\n --> src/train.py:2:33\n" in text
    assert text.endswith("\n3 findings (1 critical, 1 high, 1 low) in 2 files. 1 fixable with `labcoat fix`.\n")


def test_the_gutter_is_as_wide_as_the_line_number() -> None:
    text = rendered("text", NOTEBOOK._replace(line=120, help=""))
    assert "\n   --> nb.ipynb:cell 3:120:33\n    |\n120 | AutoModel" in text
    assert "\n    = docs: " in text


def test_without_an_excerpt_there_is_no_frame() -> None:
    assert rendered("text", NOTEBOOK._replace(excerpt="", help="", url="")) == (
        "high[trust-remote-code]: `trust_remote_code=True` runs code of the model's repository\n"
        " --> nb.ipynb:cell 3:2:33\n\n"
        "1 finding (1 high) in 1 file.\n"
    )


@pytest.mark.parametrize(
    ("excerpt", "first", "last", "shown", "marks"),
    [
        ("abc", 1, 2, "abc", "^"),
        ("abc", 3, 4, "abc", "  ^"),
        ("abc", 1, 99, "abc", "^^^"),
        ("abc", 2, 2, "abc", " ^"),
        ("abc", 4, 4, "abc", "   ^"),
        ("雪雪x", 2, 4, "雪雪x", "  ^^^"),
        ("e\u0301x", 3, 4, "e\u0301x", " ^"),
        ("a\tb", 3, 4, "a   b", "    ^"),
        ("a\tb", 2, 3, "a   b", " ^^^"),
        ("雪\tb", 3, 4, "雪  b", "    ^"),
        ("\x1bb", 2, 3, r"\x1bb", "    ^"),
        ("\ud800b", 1, 2, r"\ud800b", "^^^^^^"),
        (r"\tb", 3, 4, r"\tb", "  ^"),
    ],
)
def test_carets_stand_under_the_place(excerpt: str, first: int, last: int, shown: str, marks: str) -> None:
    assert carets(excerpt, first, last) == (shown, marks)


def test_color() -> None:
    text = rendered("text", NOTEBOOK, color=True)
    assert text.startswith("\x1b[1;31mhigh[trust-remote-code]\x1b[0m\x1b[1m: ")
    assert "\n\x1b[34m  |\x1b[0m " + "\x1b[1;31m" + " " * 32 + "^" * 22 + "\x1b[0m\n" in text
    for code in ("1;31", "1", "34", "0"):
        text = text.replace(f"\x1b[{code}m", "")
    assert text == rendered("text", NOTEBOOK)


@pytest.mark.parametrize(
    ("details", "line"),
    [
        ({}, "All clear: 2 files checked."),
        ({"files": 1}, "All clear: 1 file checked."),
        ({"files": 0}, "No files to check."),
        ({"ignored": 2, "baselined": 1}, "All clear: 2 files checked. (2 ignored, 1 baselined)"),
        ({"ignored": 0}, "All clear: 2 files checked."),
        ({"errors": ("x: not found",)}, "No findings in 2 files. 1 path could not be handled."),
    ],
)
def test_summary_of_a_run_without_findings(details: dict[str, int], line: str) -> None:
    assert rendered("text", **details) == line + "\n"


def test_concise() -> None:
    assert rendered("concise", NOTEBOOK, SCRIPT) == (
        "nb.ipynb:cell 3:2:33: high[trust-remote-code] `trust_remote_code=True` runs code of the model's repository\n"
        "src/train.py:2:33: low[trust-remote-code] `trust_remote_code=True` runs code of the model's repository\n"
    )
    assert rendered("concise") == ""


def test_a_path_cannot_start_a_workflow_command() -> None:
    assert rendered("concise", SCRIPT._replace(path="::error::x")).startswith("./::error::x:2:33: ")


def test_the_place_of_an_output_and_of_metadata() -> None:
    in_output = NOTEBOOK._replace(part="output")
    in_metadata = NOTEBOOK._replace(part="metadata", cell=None, cell_id=None, raw_line=246, raw_column=38)
    assert f" --> {in_output.path}:cell 3:{in_output.line}:{in_output.column} (output)\n" in rendered("text", in_output)
    text = rendered("text", in_metadata)
    assert f"   --> {in_metadata.path}:246:38 (metadata)\n    |\n246 | " in text
    assert rendered("concise", in_metadata).startswith(f"{in_metadata.path}:246:38 (metadata): ")


def test_a_long_masked_key_does_not_fill_the_screen() -> None:
    excerpt = f"KEY=sk-p{'*' * 150}"
    places = {"excerpt_column": 5, "excerpt_end_column": len(excerpt) + 1, "group": 1}
    lines = rendered("text", SCRIPT._replace(excerpt=excerpt, **places)).split("\n")
    shown = next(line for line in lines if "KEY=" in line)
    carets = next(line for line in lines if "^" in line)
    assert shown.endswith(f"| KEY=sk-p{'*' * 40}")
    assert (carets.index("^"), len(carets)) == (shown.index("sk-p"), len(shown))
    assert "*" * 150 in rendered("text", SCRIPT._replace(excerpt=excerpt, **{**places, "group": 0}))
