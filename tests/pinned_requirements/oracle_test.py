"""Requirements files, read by us as pip reads them: real ones, hard ones, and generated ones.

`LABCOAT_CORPUS` says where the real files lie. What we do on purpose where pip does not: `${VARIABLE}` is never looked
up, UTF-16 is read without its byte-order mark, too, `#egg=name[extra]` is taken, as older pips do, and a wheel
on the disk may have any name.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pip._internal.req.req_file import _decode_req_file

from labcoat.core.document import read_document
from labcoat.core.kinds import kind_of
from tests.pinned_requirements.pip_oracle import EGG, Found, Given, of_ours, of_pip

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
FILES = [path for path in sorted(CORPUS.rglob("*")) if path.is_file() and kind_of(str(path)) == "requirements"]
SHA = "sha256:" + "0a" * 32
COMMIT = "052e652d6d53c2b26ffde87e039b723949a53493"


def differences(text: str) -> list[tuple[Found | Given, Found | Given | None]]:
    """What pip reads and we do not: (its, ours)."""
    ours = {each.number: each for each in of_ours(text)}
    theirs = {each.number: each for each in of_pip(text)}
    taken = {number for number, each in theirs.items() if each[1] != EGG}
    assert set(ours) == set(theirs), (sorted(set(ours) ^ set(theirs)), text)
    return [(theirs[number], ours[number]) for number in sorted(taken) if theirs[number] != ours[number]]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="LABCOAT_CORPUS is not here")
@pytest.mark.parametrize("shard", range(4))
def test_real_files(shard):
    assert len(FILES) > 200
    found = []
    for path in FILES[shard::4]:
        data = path.read_bytes()
        text = _decode_req_file(data, str(path))
        assert read_document(str(path), data).text == text
        found += [(str(path.relative_to(CORPUS)), each) for each in differences(text)]
    assert found == []


HARD = {
    "names": "a\nA\na1\n1a\na-b_c.d\n-a\n_a\na-\na.\n.a\na..b\na b\né\na\u0301\n"
    "a_\na._==1\na_[x_]\n1_\na_é\n",
    "versions": "a==1\na == 1\na==1.*\na===1.*\na===x\na==1.0.post1\na==1!2\na==1.0+cu118\na==1.0+\na~=1\na~=1.0\na=1\n"
    "a==1..0\na==v1\na==1.\na==.1\na==1a\na==1.0RC1\na==1.0-1\na==1.0-rc.1\na=='1'\na==\na<\na>1.*\na==1.0.*.1\n",
    "sets": "a>=1,<2\na>=1 , <2\na>=1,\na,>=1\na>=1 <2\na>=1;\na(>=1)\na (>=1,<2)\na (>=1\na[x](==1)\na==1,!=2\n"
    "a!=1,==2\n",
    "extras": "a[x]\na[x,y]==1\na[ x , y ] >=1\na[]\na[,]\na[x,]\na[x y]\na[x][y]\na[x\na [x]==1\na[x-]\n"
    "a[x.y_z]\n.[x]\n.[x,]\n",
    "markers": "a;python_version>'3'\na ; python_version > '3'\na; extra == 'x'\na ;\na ; x\na ; python_version\n"
    "a ; 'linux' in sys_platform\na ; sys_platform in 'linux'\na ; sys_platform not  in 'linux'\n"
    "a ; (os_name == 'nt')\n"
    "a==1 ; python_version < '3' and os_name != 'nt' or extra == \"x\"\na ; os_name == 'nt'and os_name == 'x'\n"
    "a ; python_version in'3'\na ; os_name == 'nt\na ; os.name == 'nt'\na ; platform_python_implementation == 'x'\n"
    "a ; python_version >= '3' , os_name\na ; python_full_version ~= '3.8'\na;sys_platform=='x';os_name=='y'\n",
    "addresses": f"a @ https://h/a.zip\na@https://h/a.zip\na @https://h/a.zip;os_name=='nt'\n"
    f"a @ https://h/a.zip ; os_name=='nt'\n"
    f"a[x] @ git+https://h/r@{COMMIT}\na @ \na @ x y\na @ ./lib\na @ file:///x/y\nhttps://h/a.zip\n"
    f"https://h/a-1.0.tar.gz\n"
    "https://h/a-1.0-py3-none-any.whl\nhttps://h/a.whl\nhttps://h/a-1-py3.whl\nhttp:x\nftp://h/a.zip\nHTTPS://h/a.zip\n"
    "s3://b/k\ngs://b/k\ngit://h/r\nssh://git@h/r\n"
    "https://h/a.zip ; os_name == 'nt'\nhttps://h/a.zip; os_name == 'nt'\nhttps://h/a.zip;os_name == 'nt'\n"
    f"https://h/a.zip#sha256={'0a' * 32}\nhttps://h/a.zip#md5=00\nhttps://h/r/archive/{COMMIT}.zip\n"
    f"\x01https://h/a.zip\nht\ttps://h/a.zip\n"
    "https://e[x]\nhttps://e[x/a\nhttps://[::1]/a\na @ git+https://e[x]\na @ //[x]\nhttps://h/a[x]\na@[:]\na@b[x]\n"
    "https://h/a-1.0x.zip\nhttps://h/a-1..0.zip\nhttps://h/a-1.0rc1.zip\n",
    "repositories": f"git+https://h/o/r\ngit+https://h/o/r.git@{COMMIT}\ngit+https://h/o/r@{COMMIT[:8]}\n"
    f"git+https://h/o/r@v1#egg=r\n"
    f"git+ssh://git@h/o/r\ngit+ssh://git@h/o/r@{COMMIT}#egg=r&subdirectory=a\ngit+https://u:p@h/o/r\nGIT+https://h/r\n"
    "hg+https://h/r#egg=r\nsvn+https://h/r@12#egg=r\nbzr+https://h/r#egg=r\ngit+https://h/o/r@\ngit+foo://h/r\n"
    "-e git+https://h/o/r\n-e git+https://h/o/r#egg=r\n-e git://h/o/r#egg=r\n-e r @ git+https://h/o/r\n"
    "-e https://h/a.zip\n"
    "--editable=git+https://h/o/r#egg=r\n-e file:///x#egg=r\n-egit+https://h/o/r#egg=r\ngit+https://h/o/r#egg=r[x]\n",
    "paths": "./a\n../a\n/a\na/b\na/\n.\n..\n.[x]\n./a[x]\n./a ; os_name == 'nt'\n-e .\n-e ./a\n-e a\n"
    "-e .[x,y]\n-e 'a b'\na\\b\n~/a\n"
    "a.zip\na.tar.gz\na.tar\na.ZIP\na.zip[x]\na.egg\n./a.zip\na==1.zip\nsrc/a-1.0.tar.gz\na/b==1\nfile:a\n"
    "file:///a/b\n/@\n./@\na/@\n./a@1\n/a@b\na@b/c\n:@\\1\n@a/b\n-e ./a@1\n-e @\na.zip [x]\na.zip[]\n./a[b[c]]\n"
    "//a/b\n//[\n//]\n./a[:]\n[:]/\n./a[x]/\na==1.zip/.\n./a[:]/b/..\n",
    "options": "-r a.txt\n-ra.txt\n-r=a.txt\n--requirement a.txt\n--requirement=a.txt\n--req a.txt\n-r a -r b\n"
    "-c c -r b\n-c c\n"
    "-r a # c\n-r a#c\n-r 'a b'\n-r \"a b\"\n-r a\\ b\n-r 'a\n-r\n-i https://i\n--index-url https://i\n"
    "--index https://i\n"
    "--index-url=https://i\n-i https://i -i https://j\n--pypi-url https://i\n--extra https://e\n"
    "--extra-index-url https://e\n"
    "--e x\n--ex x\n--no https://e\n--no-i\n--no-index\n--no-index=1\n--pre\n--pr\n--prefer\n--p\n"
    "--trusted-host h\n-f d\n"
    "--find-links=d\n--require-hashes\n--requir x\n--no-binary :all:\n--no-binary -x\n--only-binary=a,b\n"
    "--unknown\n-z\n-\n--\n"
    "-- -r a\n-r a -- -r b\n--hash=sha256:00\n--config-settings=a=b\n-C a\n--config-setting a=b\n"
    "--all-releases a\n--only-final -a\n"
    "-r \"a\\\"b\"\n-r \"a\\xb\"\n-r ''\n-i ''\n-e ''\n--user\n-U\n--upgrade\n--quiet\n",
    "options behind a requirement": f"a --hash={SHA}\na==1 --hash={SHA} --hash={SHA}\na==1 --hash {SHA}\n"
    f"a==1 --hash=md5:00\n"
    f"a==1 --hash=00\na==1 --hash\na==1\t--hash={SHA}\na==1 \t--hash={SHA}\na==1 -r b\na==1 --pre\n"
    f"a==1 --unknown\na ; os_name=='x' --hash={SHA}\n"
    "a==1 -C x=y\na -\na - b\na -- b\na ==1 -e x\n-e . --hash=sha256:00\na --global-option=x\na ; extra == 'x -y'\n",
    "comments": "#a\n # a\n\t#a\na#b\na #b\na\t#b\na # b # c\na ;#x\n-r a#b\nhttps://h/a#egg=x\n"
    "https://h/a #egg=x\na\u00a0#b\na\u3000# b\n",
    "continuations": "a\\\n==1\na \\\n  ==1\na==1 \\\n --hash=" + SHA + "\na\\\n# c\nb\n# c \\\nb\na # c \\\nb\n"
    "a \\ \nb\na\\\\\nb\n"
    "\\a\\\nb\n\\\na\n\\\n\\\n\na\n  # c \\\nb\na\\\n\nb\n#\\\n#\\\na\na\\\r\n==2\na\\\x0c==2\n-r \\\na\n\\",
    "line ends": "a\rb\r\nc\x0bd\x0ce\x1cf\x1dg\x1eh\x85i\u2028j\u2029k\x1fl\nm",
    "only returns": "a==1\rb\r# c\rc>=1\r",
    "hidden": "# ok\u2028evil\n# ok\x0cevil2\na==1 # note \\\nb==1\n# ok\x85evil3\n",
    "marks within": "\ufeffa\na\ufeff\na==1\u200b\n\u200ba\na\0\n\0a\n\0\n",
    "white space": "  a\n\ta\t\na\x0b\n\u00a0a\n\u3000a==1\u3000\na\u00a0==1\na\t==\t1\n\x1fa\n",
    "what people paste": "'jsonpickle',\n\"a\"\npip install a\n!pip install a\nsudo apt-get install b\n"
    "import a\na,\n- a\n* a\n"
    "a 1.0\na: 1\nname: x\n[tool]\na = \"^1\"\na==1.0=py39_0\na=1.0=py39\n@a\n<html>\n{\n}\n%a\n$A\n${a}\n${A}\n"
    "a==${A}\na==$A\n"
    "=======\n>>>>>>> a\n<<<<<<< HEAD\na # >=1\na>=1 or b\n(a)\n",
    "long": "a" * 50_000 + "\n" + "a==1," * 5_000 + "\n" + "a\\\n" * 5_000 + "\n" + "#" * 50_000 + "\n"
    "b ;" + " " * 50_000 + "\n",
    "empty": "",
    "no last line end": "a==1\nb",
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_hard_files(name):
    assert differences(HARD[name]) == []
    assert differences(HARD[name].replace("\n", "\r\n")) == []


WORDS = (
    "numpy torch a.b A-b_c x- == === ~= >= < != 1.0 1.* 2 1.0.post1 1.0+cu118 1!2 1..0 v1 1.0a1 1.0-1 1.0RC1 * , ; [x] "
    "[] [ ] ( ) python_version > < '3.8' sys_platform \"linux\" extra and or not in os_name @ # #egg=n % ! $X = =1 é "
    "https://h/a-1.0.tar.gz git+https://h/o/r git+https://h/o/r@main#egg=r git+ssh://git@h/o/r.git@v1 hg+https://h/r "
    "https://u:p@h/a.zip s3://b/k -e -r base.txt -rbase.txt --requirement=x -c -i --index-url --index-url=https://i "
    "--extra https://e --find-links ./d --no-index --pre --pre=1 --trusted-host h --prefer --require-hashes "
    "--no-binary --config-settings a=b -C --unknown -z -- - ' \" 'x --hash --hash=md5:ab ./lib ../x /abs lib/x x.zip "
    ". .[dev] ./x.tar.gz file:///x/y \\ pip install"
).split(" ")
PIECES = [*WORDS, f"--hash={SHA}", f"git+https://h/o/r@{COMMIT}", "a b", "[a, b]"]
BETWEEN = [
    "",
    " ",
    "  ",
    "\t",
    " ; ",
    "; ",
    " @ ",
    ",",
    " #",
    "\\\n",
    "\\\r\n",
    "\n",
    "\r",
    "\x0c",
    "\u2028",
    "\x1c",
    "\u3000",
]
LIKELY = ["", "", " ", " ", " ", "\n"]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN + LIKELY)), min_size=1, max_size=8))
def test_generated_files(pieces):
    text = "".join([word + between for word, between in pieces])
    assert differences(text) == [], text


@given(st.text("ab1.-_[]=<>~!;@#\\'\" \t\n\r\x0c/:,*()$", max_size=30))
def test_any_text(text):
    assert differences(text) == []


ENCODED = {
    "UTF-8": "é==1\n".encode(),
    "a byte-order mark": "é\n".encode("utf-8-sig"),
    "UTF-16 of Windows": "\ufeffnumpy\r\nb\r\n".encode("utf-16-le"),
    "UTF-16, the other way": "\ufeffnumpy\nb\n".encode("utf-16-be"),
    "UTF-32": "\ufeffnumpy\n".encode("utf-32-le"),
    "UTF-32, the other way": "\ufeffnumpy\n".encode("utf-32-be"),
    "declared Latin-1": "# -*- coding: latin-1 -*-\n# é\nnumpy\n".encode("latin-1"),
    "declared in line 2": "# a\n# coding=cp1252\n# €\nnumpy\n".encode("cp1252"),
    "declared in line 3, which is too late": b"# a\n# b\n# coding: latin-1\nnumpy\n",
    "declared behind white space, which is none": " # coding: ascii\n# é\nnumpy\n".encode(),
    "declared in a line of code, which is none": "numpy # coding: ascii\n# é\n".encode(),
    "declared, and a mark": b"\xef\xbb\xbf" + "# coding: latin-1\n# é\nnumpy\n".encode(),
    "declared with returns": "# coding: latin-1\r# é\rnumpy\r".encode("latin-1"),
    "declared as Japanese": "# coding: shift_jis\n# 日本\nnumpy\n".encode("shift_jis"),
    "zero bytes": b"numpy\0\nb\n",
    "empty": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODED)
def test_encodings(name):
    assert read_document("requirements.txt", ENCODED[name]).text == _decode_req_file(ENCODED[name], "")
