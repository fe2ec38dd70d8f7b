"""A worker process for tests, and how an editor finds the places that it names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from labcoat_jupyter.worker import BOOT, read_frame, write_frame

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[4] / "shared" / "corpus"))
KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2  # put together here, so that this file has none
SETTINGS = {"select": None, "ignore": None, "min_severity": "", "max_bytes": 100_000_000}


class Worker:
    """A process that has its own folder; `stderr` is what it has said there when it has been closed."""

    def __init__(self, root):
        self.root = str(root)
        paths = json.dumps(["", ".", self.root, *[path for path in sys.path if path]])
        command = [sys.executable, "-I", "-S", "-c", BOOT, paths]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(command, cwd=self.root, **pipes)
        self.stderr = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.stderr = self.process.stderr.read()
        code = self.process.wait(30)
        self.process.stdout.close()
        self.process.stderr.close()
        assert (code, self.stderr) == (0, b"")

    def ask(self, op, path="", content=None, **own):
        """The answer's header and body; without content the file is read from disk."""
        body = content.encode() if isinstance(content, str) else content
        kind = "notebook" if path.endswith(".ipynb") else "file"
        header = {"op": op, "path": path, "file": os.path.join(self.root, path), "root": self.root, "kind": kind}
        header |= {"from_disk": body is None, "settings": SETTINGS, **own}
        write_frame(self.process.stdin, header, body or b"")
        return read_frame(self.process.stdout)

    def scan(self, path, content=None, **own):
        """A report."""
        return self.ask("scan", path, content, **own)[0]

    def rules(self, path, content=None, **own):
        """The rules that a scan reports, in its order."""
        report = self.scan(path, content, **own)
        assert report["status"] == "ok"
        return [finding["rule"] for finding in report["findings"]]

    def change(self, op, path, content, finding, action, **own):
        """The answer to a wish for a change."""
        wish = {"fingerprint": finding["fingerprint"], "rule": finding["rule"], "action": action}
        return self.ask(op, path, content, **wish, **own)


def marked_text(content, finding):
    """What an editor marks: the characters of the finding's range in the value that it is in."""
    text = content
    if finding["cell"] is not None or finding["pointer"]:
        data = json.loads(content)
        value = data if finding["cell"] is None else data["cells"][finding["cell"] - 1]
        for step in finding["pointer"] or ["source"]:
            value = value[step]
        joiner = "\n" if finding["pointer"][-1:] == ["traceback"] else ""
        text = value if isinstance(value, str) else joiner.join(value)
    return sliced(text, finding["range"])


def sliced(text, span):
    """The characters of a range."""
    start, end = offset(text, span["start"]), offset(text, span["end"])
    return text.encode("utf-16-le", "surrogatepass")[start:end].decode("utf-16-le", "surrogatepass")


def offset(text, position):
    """Where a position is, in bytes of UTF-16."""
    lines = text.replace("\r\n", "\n\n").replace("\r", "\n")
    starts = [0]
    at = 0
    while at < len(text):
        end = min([found for found in (text.find("\n", at), text.find("\r", at)) if found >= 0], default=len(text))
        at = end + (2 if text[end : end + 2] == "\r\n" else 1)
        starts.append(at)
    assert len(lines) == len(text)
    before = text[: starts[position["line"]]].encode("utf-16-le", "surrogatepass")
    return len(before) + 2 * position["character"]


def edited(text, edits):
    """The text after an editor has made the edits, from the last one to the first."""
    data = text.encode("utf-16-le", "surrogatepass")
    for edit in sorted(edits, key=lambda edit: offset(text, edit["range"]["start"]), reverse=True):
        start, end = offset(text, edit["range"]["start"]), offset(text, edit["range"]["end"])
        data = data[:start] + edit["text"].encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le", "surrogatepass")


def edited_notebook(content, answer):
    """A notebook after the front end has made the edits, and set the tags."""
    data = json.loads(content)
    for index, cell in enumerate(data["cells"], 1):
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        cell["source"] = edited(source, [edit for edit in answer["edits"] if edit["cell"] == index])
        tags = [tag["tag"] for tag in answer["tags"] if tag["cell"] == index]
        if tags:
            cell["metadata"]["tags"] = [*(cell["metadata"].get("tags") or []), *tags]
    return json.dumps(data)
