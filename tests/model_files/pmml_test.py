"""PMML: entities and extensions. Nothing of them is ever resolved."""

from __future__ import annotations

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

HEAD = '<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">'
TREE = "<Header/><DataDictionary/><TreeModel functionName='regression'/>"


def pmml(inner: str = "", before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}{HEAD}{inner}{TREE}</PMML>'.encode()


def doctype(entities: str) -> str:
    return f"<!DOCTYPE PMML [{entities}]>"


JAVA = "java.lang.Runtime.getRuntime().exec(1)"
LAUGHS = "".join([f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 20)])

CODE = [
    case("an external entity", "m.pmml", pmml("&x;", doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'))),
    case("a parameter entity", "m.pmml", pmml("", doctype('<!ENTITY % x SYSTEM "http://example.com/x"> %x;'))),
    case("an external DOCTYPE", "m.pmml", pmml("", '<!DOCTYPE PMML SYSTEM "http://example.com/x.dtd">')),
    case("a public DOCTYPE", "m.pmml", pmml("", '<!DOCTYPE PMML PUBLIC "x" "http://example.com/x.dtd">')),
    case("an extension", "m.pmml", pmml(f'<Extension name="x" value="{JAVA}"/>')),
    case("the text of an extension", "m.pmml", pmml(f"<Extension><X>{JAVA}</X></Extension>")),
    case("a script", "m.pmml", pmml("<Extension><script>1</script></Extension>")),
    case("a script elsewhere", "m.pmml", pmml("<script>alert(1)</script>")),
    case("with a prefix", "m.pmml", f'<p:PMML xmlns:p="x"><p:Extension value="{JAVA}"/></p:PMML>'.encode()),
    case("UTF-16", "m.pmml", pmml(f'<Extension value="{JAVA}"/>').decode().encode("utf-16")),
    case("in an archive", "m.tar.gz", a.tar_file({"m.pmml": pmml(f'<Extension value="{JAVA}"/>')}, mode="w:gz")),
]
test_code = flagging("code-in-model", CODE)

BOMBS = [
    case("a billion laughs", "m.pmml", pmml("&a19;", doctype('<!ENTITY a0 "lol">' + LAUGHS))),
    case("one entity", "m.pmml", pmml("&a;", doctype('<!ENTITY a "x">'))),
    case("a tag", "m.pmml", b"<PMML " + b" ".join([b'a%d="c"' % n for n in range(500_000)]) + b"/>"),
    case("deep", "m.pmml", pmml("<a>" * 5000 + "</a>" * 5000)),
]
test_bombs = flagging("model-bomb", BOMBS)
test_malformed = flagging("malformed-model", [case("not closed", "m.pmml", pmml()[:-5])])

QUIET = [
    case("a model", "m.pmml", pmml()),
    case("an extension", "m.pmml", pmml('<Extension name="author" value="somebody"/>')),
    case("a declaration alone", "m.pmml", pmml("", "<!DOCTYPE PMML>")),
    case("an expression", "m.pmml", pmml('<Apply function="java.util.Date"/>')),
    case("not PMML", "m.zip", a.zip_file(a.Member("page.xml", b'<?xml version="1.0"?><!DOCTYPE html><html/>'))),
    case("a word in a text", "m.zip", a.zip_file(a.Member("notes.txt", b"We save PMML"))),
]
test_quiet = quiet(QUIET)


@pytest.mark.parametrize(("path", "data", "options"), CODE[:1])
def test_a_finding_says_what_would_be_read(path: str, data: bytes, options: dict[str, object]) -> None:
    [finding] = findings(data, path, options)
    assert finding.message.startswith("its entity `x` reads `file:///etc/passwd` when it is parsed")
