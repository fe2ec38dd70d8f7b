"""`labcoat redact`: copies to share, with nothing in them that is not to be shared."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from labcoat.core.keys.examples import expand
from labcoat.core.personal import addresses, names, paths, places_of_names
from labcoat.find_keys.redaction import RedactError, Redaction
from tests.cli.conftest import Project
from tests.notebooks import STYLES, code, markdown, notebook, render

KEY = expand("hf_<letters:34>")
PASSWORD = "hunter2" + "Xk9!"
STREAM = {"output_type": "stream", "name": "stdout", "text": ["a\n", f"token {KEY}\n"]}
IMAGE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo" + "A" * 3000}}


def redacted(path: str, text: str, **options: bool) -> str:
    return Redaction(**options).redact(path, text.encode()).decode()


TEXTS = {
    "a literal": ("a.py", "t = '<K>'\n", "t = 'REDACTED'\n"),
    "a comment": ("a.py", "# <K>", "# REDACTED"),
    "the line that sets the variable": ("a.py", "os.environ['T'] = '<K>'", "os.environ['T'] = 'REDACTED'"),
    "pieces in one expression": ("a.py", "t = '<K1>' + '<K2>'", 't = "REDACTED"'),
    "pieces side by side": ("a.py", "t = ('<K1>'\n '<K2>')", 't = ("REDACTED")'),
    "pieces in variables": ("a.py", "a = '<K1>'\nb = '<K2>'\nc = a + b", "a = 'REDACTED'\nb = 'REDACTED'\nc = a + b"),
    "pieces in an f-string": ("a.py", "b = '<K2>'\nc = f'<K1>{b}'", "b = 'REDACTED'\nc = f'REDACTED{b}'"),
    "shell": ("a.sh", "export T=<K>\n", "export T=REDACTED\n"),
    "an environment file": (".env", "DB_PASSWORD=<P>\n", "DB_PASSWORD=REDACTED\n"),
    "yaml": ("a.yaml", 'token: "<K>"\npassword: <P>\n', 'token: "REDACTED"\npassword: REDACTED\n'),
    "json": ("a.json", '{"token": "<K>", "a": "<K>"}', '{"token": "REDACTED", "a": "REDACTED"}'),
    "markdown": ("a.md", "use `<K>`.", "use `REDACTED`."),
    "a log": ("a.log", "\x1b[31m<K>\x1b[0m", "\x1b[31mREDACTED\x1b[0m"),
    "a password in a URL": (
        "a.txt",
        "postgresql://bob:hunter2Xk9@db.corp.net/a",
        "postgresql://bob:REDACTED@db.corp.net/a",
    ),
    "a copy of a password elsewhere": ("a.py", "password = '<P>'\nf('<P>')", "password = 'REDACTED'\nf('REDACTED')"),
    "no key": ("a.py", "x = 'é'\r\n", "x = 'é'\r\n"),
}


def filled(text: str) -> str:
    return text.replace("<K1>", KEY[:12]).replace("<K2>", KEY[12:]).replace("<K>", KEY).replace("<P>", PASSWORD)


@pytest.mark.parametrize(("path", "before", "after"), TEXTS.values(), ids=TEXTS)
def test_texts(path, before, after):
    assert redacted(path, filled(before)) == after


def test_every_part_of_a_notebook():
    cells = [
        code(f"t = '{KEY}'", outputs=[STREAM, IMAGE]),
        code(f"%env T={KEY}\n!login {KEY}"),
        code(f"%%bash\nexport T={KEY}"),
        markdown(f"![]({'attachment'}:{KEY}.png)") | {"attachments": {f"{KEY}.png": {"image/png": "AAAA"}}},
        {"cell_type": "raw", "metadata": {"note": KEY}, "source": KEY},
        code("x") | {"odd": {"deep": [KEY]}, "id": KEY},
    ]
    text = json.dumps(notebook(*cells, widgets={"state": {KEY: KEY}}) | {"more": KEY}, indent=1)
    assert redacted("a.ipynb", text) == text.replace(KEY, "REDACTED")


def test_values_that_readers_pass_over():
    cell = f'{{"cell_type": "code", "source": "x", "outputs": [], "source": "{KEY}", "source": ""}}'
    text = f'{{"cells": [{cell}], "nbformat": 4}}'
    assert redacted("a.ipynb", text) == text.replace(KEY, "REDACTED")


def test_a_key_over_two_strings():
    data = notebook(code("x", outputs=[STREAM | {"text": ["a " + KEY[:10], KEY[10:] + "\n", "b"]}]))
    after = json.loads(redacted("a.ipynb", json.dumps(data)))
    assert "".join(after["cells"][0]["outputs"][0]["text"]) == "a REDACTED\nb"


@pytest.mark.parametrize("place", ["metadata", "output"])
def test_a_key_over_the_strings_of_a_list(place):
    lines = [expand("<base64:64>", seed) for seed in range(8)]
    key = [f"-----{word} RSA PRIVATE KEY-----\n" for word in ("BEGIN", "END")]
    value = {"private_key": [key[0], *[f"{line}\n" for line in lines], key[1]], "more": ["kept\n", "as it is"]}
    output = {"output_type": "display_data", "metadata": {}, "data": {"application/json": value}}
    data = notebook(code("x", outputs=[output])) if place == "output" else notebook(code("x"), some=value)
    after = redacted("a.ipynb", json.dumps(data, indent=1))
    assert [line for line in lines if line in after] == []
    assert "as it is" in after


@given(STYLES)
def test_every_way_of_writing_a_notebook(style):
    data = render([code(f"# é🙂/\nt = '{KEY}'"), markdown(f"a\n{KEY}")], style).data
    after = Redaction().redact("a.ipynb", data)
    expected = render([code("# é🙂/\nt = '»REDACTED«'"), markdown("a\n»REDACTED«")], style)
    if style.escapes == "needed" and style.sources != "pieces":
        assert after == expected.data
    assert Redaction().redact("a.ipynb", after) == after


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.ipynb", b"{", "not a readable notebook"),
        ("a.ipynb", b"<<<<<<< HEAD\n{}", "merge conflict"),
        ("a.ipynb", b'{"cells": [], "a": "\xff"}', "not valid utf-8"),
        ("a.bin", b"\0\1\2", "not a text file"),
        ("a.py", b"a = b'\\x68f_'", ""),
    ],
)
def test_what_cannot_be_read(path, data, reason):
    if not reason:
        assert Redaction().redact(path, data) == data
        return
    with pytest.raises(RedactError, match=reason):
        Redaction().redact(path, data)


def test_pieces_that_cannot_be_taken_out():
    source = "a = '\\x68f_'\n" + "".join([f"a += '\\x{ord(letter):x}'\n" for letter in KEY[3:]])
    try:
        after = redacted("a.py", source)
    except RedactError:
        return
    assert after == source  # nobody sees a key in it


def changed(text: str, spans: object) -> str:
    for start, end, replacement in sorted(spans, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


PATHS = {
    'File "/home/jane/work/x.py", line 3': 'File "REDACTED/x.py", line 3',
    "/Users/jane": "REDACTED",
    "cd /Users/jane/": "cd REDACTED",
    r'open("C:\\Users\\Jane Doe\\a b\\x.csv")': r'open("REDACTED\\x.csv")',
    r"C:\Users\jane\y": r"REDACTED\y",
    "file:///home/jane/x": "file://REDACTED/x",
    "PATH=/usr/bin:/home/jane/bin:/x": "PATH=/usr/bin:REDACTED/bin:/x",
    "\x1b[0;32m/home/jane/a/b.py\x1b[0m": "\x1b[0;32mREDACTED/b.py\x1b[0m",
    '"/Users/jane/Library/Application Support/x.db"': '"REDACTED/x.db"',
    "/mnt/c/Users/jane/x.py": "REDACTED/x.py",
    "see /home/jane.": "see REDACTED",
    "https://github.com/home/x ./home/x": "https://github.com/home/x ./home/x",
    "~/x /usr/lib/python3 /root/x": "~/x /usr/lib/python3 /root/x",
}


@pytest.mark.parametrize(("before", "after"), PATHS.items(), ids=range(len(PATHS)))
def test_paths(before, after):
    assert changed(before, paths(before)) == after


ADDRESSES = {
    "host 10.0.0.5:8888": "host REDACTED:8888",
    "http://10.1.2.3/x": "http://REDACTED/x",
    "<td>10.0.0.5</td>": "<td>REDACTED</td>",
    "ip=8.8.8.8": "ip=REDACTED",
    "jane@10.0.0.7": "jane@REDACTED",
    "fe80::1ff:fe23:4567:890a%eth0": "REDACTED%eth0",
    "2a00:1450:4001:81b::200e": "REDACTED",
    "Looking in indexes: http://10.0.0.9/simple": "Looking in indexes: http://REDACTED/simple",
}
QUIET = [
    "nvidia-curand-cu11==10.2.10.91",
    "opencv_python-4.5.1.48-cp37-cp37m-linux_x86_64.whl",
    "Requirement already satisfied: opencv-python in /usr/lib (4.5.1.48)",
    "Successfully installed nvidia-curand-cu12-10.3.2.106 x-1.2",
    "Chrome/91.0.4472.124",
    "version 1.2.3.4",
    "v1.2.3.4",
    "127.0.0.1 0.0.0.0 192.0.2.4 255.255.255.0 ::1 2001:db8::1",
    "Package  Version\n-----\nopencv-python   4.5.1.48\nnumpy     1.2.3",
    "a[::2] 12:30:45 std::abs 1.2.3.4.5 01.02.03.04 999.1.1.1",
    "pkg<1.2.3.4, other>=1.2.3.4",
]


@pytest.mark.parametrize(("before", "after"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
def test_addresses(before, after):
    assert changed(before, addresses(before)) == after


@pytest.mark.parametrize("text", QUIET, ids=range(len(QUIET)))
def test_no_addresses(text):
    assert list(addresses(text)) == []


def test_names():
    text = "(base) jane@thinkpad:~/x$ ls /home/bob/x /home/ubuntu; mail eve@example.com; [sue@cluster ~]$ root@box:/# "
    assert names([text]) == {"jane", "thinkpad", "bob", "sue", "cluster", "box"}
    before = "jane's jane_x janes Jane /home/jane/x \x1b[1mjane"
    assert changed(before, places_of_names(before, ["jane"])) == (
        "REDACTED's REDACTED_x janes Jane /home/REDACTED/x \x1b[1mREDACTED"
    )


def test_whose_machine_it_is():
    output = STREAM | {"text": ["/home/jane/a/b.py\n", "jane 10.0.0.5 1.2.3\n", "x==10.2.10.91\n"]}
    text = json.dumps(notebook(code("open('/home/jane/x.csv')", outputs=[output]), authors=[{"name": "jane"}]))
    assert redacted("a.ipynb", text) == text
    assert redacted("a.ipynb", text, ips=True) == text.replace("10.0.0.5", "REDACTED")
    by_path = text.replace("/home/jane/a/", "REDACTED/").replace("/home/jane/", "REDACTED/")
    assert redacted("a.ipynb", text, paths=True) == by_path
    assert redacted("a.ipynb", text, users=True) == text.replace("jane", "REDACTED")
    everything = by_path.replace("jane", "REDACTED").replace("10.0.0.5", "REDACTED")
    assert redacted("a.ipynb", text, paths=True, users=True, ips=True) == everything


@pytest.fixture
def project(project: Project) -> Project:
    project.write("a.ipynb", json.dumps(notebook(code(f"t = '{KEY}'", outputs=[STREAM])), indent=1))
    project.write("a.py", f"t = '{KEY}'\nopen('/home/jane/x')\n")
    project.write("bad.ipynb", f'{{"cells": "{KEY}')
    return project


def test_a_copy(project: Project) -> None:
    before = project.read("a.ipynb")
    assert project.labcoat("redact", "a.ipynb", "-o", "b.ipynb") == (0, "b.ipynb: 2 keys redacted\n", "")
    assert project.read("a.ipynb") == before
    assert project.read("b.ipynb") == before.replace(KEY, "REDACTED")
    assert project.labcoat("redact", "b.ipynb", "-o", "c.ipynb").out == "c.ipynb: nothing to redact\n"
    assert project.read("c.ipynb") == project.read("b.ipynb")
    assert project.lines("--select=find-keys", "b.ipynb") == []


def test_standard_output(project: Project) -> None:
    done = project.labcoat("redact", "--all", "a.py", "-o", "-")
    assert done == (0, "t = 'REDACTED'\nopen('REDACTED/x')\n", "")


def test_in_place(project: Project) -> None:
    project.labcoat("redact", "--in-place", "a.ipynb", "a.py")
    assert KEY not in project.read("a.ipynb") + project.read("a.py")
    assert [name for name in os.listdir(project.root) if "tmp" in name] == []


def test_several_files_go_into_a_directory(project: Project) -> None:
    (project.root / "out").mkdir()
    done = project.labcoat("redact", "a.ipynb", "bad.ipynb", "a.py", "missing.py", "-o", "out")
    assert done.code == 2
    assert sorted(os.listdir(project.root / "out")) == ["a.ipynb", "a.py"]
    assert KEY not in project.read("out/a.ipynb") + project.read("out/a.py") + done.err + done.out
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == ["bad.ipynb", "missing.py"]
    assert done.err.count("no copy was written") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.ipynb"],
        ["-o", "b.ipynb"],
        ["a.ipynb", "-o", "a.ipynb"],
        ["a.ipynb", "-o", "./a.ipynb"],
        ["a.ipynb", "-o", "link.ipynb"],
        ["a.ipynb", "-o", "."],
        ["a.ipynb", "a.py", "-o", "b.ipynb"],
        ["a.ipynb", "a.py", "-o", "-"],
        ["a.ipynb", "-o", "b.ipynb", "--in-place"],
        ["a.ipynb", "-o", "missing/b.ipynb"],
        ["a.ipynb", "-o", ""],
        ["a.py", "sub/a.py", "-o", "sub/out"],
        ["bad.ipynb", "-o", "b.ipynb"],
        ["bad.ipynb", "-o", "-"],
        ["bad.ipynb", "--in-place"],
    ],
    ids=" ".join,
)
def test_nothing_is_written(project: Project, arguments: list[str]) -> None:
    project.write("sub/a.py", f"t = '{KEY}'")
    (project.root / "sub" / "out").mkdir()
    os.symlink("a.ipynb", project.root / "link.ipynb")
    before = {path: path.read_bytes() for path in files(project.root)}
    done = project.labcoat("redact", *arguments)
    assert done.code == 2
    assert done.err
    assert KEY not in done.out + done.err
    assert {path: path.read_bytes() for path in files(project.root)} == before


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]


def test_help_says_what_is_not_looked_into(project: Project) -> None:
    done = project.labcoat("redact", "--help")
    assert done.code == 0
    assert "Images are not looked into" in " ".join(done.out.split())
