"""What users read about key rules: a page for each detector's row, and one over all of them."""

from __future__ import annotations

from labcoat.core.keys.providers import TABLES, load_table
from labcoat.find_keys.advice import variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.keys.detector import Detector

HEADINGS = {
    "ai": "Models and model hubs",
    "ai_tools": "Tools around models",
    "cloud": "Clouds",
    "code": "Code, packages, builds",
    "chat": "Chat",
    "payment": "Payment and shops",
    "mail": "Mail",
    "data": "Data stores and databases",
    "web": "Web services",
    "crypto": "Private keys",
    "generic": "By name alone",
}

_PAGE = """{title} in a file.

What it does
------------
Reports {what}: in sources, outputs, tracebacks, metadata and names of attachments of a notebook, and in any other
text file. {how} Placeholders and look-ups such as `os.environ["{env}"]` are left alone.

Why is this bad?
----------------
Whoever can read the repository, a fork, a shared notebook or its history can use the key{provider} until it is
revoked. Deleting the line does not take it out of git's history.

Example
-------
    {example}

Use instead
-----------
Revoke the key{rotate}, and keep the new one outside of the repository:

    import os

    {variable} = os.environ["{env}"]

`labcoat fix --select {name}` makes that change where a string in Python holds the key, and redacts it in outputs.

References
----------
- {source}
- https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html
"""
_OVERVIEW = """# Keys

`labcoat-find-keys` looks at every part of a notebook (sources, outputs, tracebacks, metadata, names of attachments) and
at any other text file. A key is recognised by its own format where its provider gave it one, by its shape near the
provider's name, or by the name that a literal is assigned to. It is also found in pieces that Python puts together
(`"hf_" + "..."`, f-strings, `join`, over several cells), and in one layer of base64, hexadecimal digits or URL
encoding. No report shows more of it than its first four characters. [Finding keys](../find-keys.md) says what stays
quiet, and how to accept a finding.

Each of the {count} rules below can be selected and ignored by its name, all of them as `find-keys`.
`labcoat explain RULE` says what to do about one. `<letters:34>` stands for 34 random letters, and so on.
"""


_DETECT_SECRETS = """
## Teams with detect-secrets

What `.secrets.baseline` in the git root (or in the working directory) accepts is not reported: findings whose SHA-1, or
that of the value around them, is among the file's entries. An entry that `audit` has marked as a real secret hides
nothing. Neither does one of the detectors for GitHub, GitLab and private keys, which hash what all their keys have in
common: it would hide the next key, too. `--pedantic` counts those. The file is read only when a key is found,
`--no-baseline` leaves it out, and no command writes it: `labcoat baseline` makes one of our own.

### detect-secrets-plugin

This rule runs detect-secrets' own plugins and yours, with `--detect-secrets-plugins` or with a setting. It needs
`pip install 'labcoat[detect-secrets]'`.

```toml
[tool.labcoat.find-keys]
detect-secrets-plugins = ["KeywordDetector", "file://tools/our_plugin.py"] # or true
```

`true` stands for the plugins that `.secrets.baseline` lists, and for all of them where there is none. A file with
plugins is code, so it runs only with the option on the command line. Nothing is verified over the network.
"""
_TABLE_HEAD = "| rule | key | looks like | severity | revoke |\n| --- | --- | --- | --- | --- |\n"


def page(detector: Detector) -> str:
    """The documentation of one rule, with the headings that all rules have."""
    title = _title(detector)
    env = variable(detector)
    how = "It is also found in pieces, and in one layer of base64, hexadecimal digits or URL encoding."
    return _PAGE.format(
        title=title if detector.provider else f"{title[:1].upper()}{title[1:]}",
        what=f"a key of this kind ({title})" if detector.pattern else f"a literal whose name says that it is a {title}",
        how=how if detector.pattern else "The literal must look like one, too.",
        provider=f" at {detector.provider}" if detector.provider else "",
        example=_example(detector).replace("\n", "\n    "),
        rotate=f" at {detector.rotate}" if detector.provider and detector.rotate else "",
        variable=env.lower(),
        env=env,
        name=detector.name,
        source=detector.source or "no public source, so the rule is opt-in",
    )


def _example(detector: Detector) -> str:
    """A line of Python with a fake key, as a template: a real-looking one would alarm other tools."""
    if not detector.pattern:
        return detector.example
    name = f"{detector.near[0]}_api_key" if detector.near and detector.near[0] else "key"
    name = "".join([char if char.isalnum() else "_" for char in name])
    quotes = '"""' if "\n" in detector.example else "'" if '"' in detector.example else '"'
    return f"{name} = {quotes}{detector.example}{quotes}"


def overview() -> str:
    """The page of all key rules, in Markdown."""
    return (
        _OVERVIEW.format(count=sum([len(load_table(table)) for table in TABLES]))
        + "".join(_sections())
        + _DETECT_SECRETS
    )


def _sections() -> Iterator[str]:
    for table in TABLES:
        yield f"\n## {HEADINGS[table]}\n\n{_TABLE_HEAD}"
        yield from [_table_row(row) for row in load_table(table)]


def _table_row(row: Detector) -> str:
    name = f'<a id="{row.name}"></a>`{row.name}`'
    looks = "`{}`".format(row.example.partition("\n")[0].replace("|", "\\|"))
    near = f" near `{row.near[0]}`" if row.near and row.near[0] else ""
    severity = row.severity + (", opt-in" if row.opt_in else "")
    rotate = f"[page]({row.rotate})" if row.rotate else ""
    return f"| {name} | {_title(row)} | {looks}{near} | {severity} | {rotate} |\n"


def _title(row: Detector) -> str:
    return f"{row.provider} {row.what}".strip()
