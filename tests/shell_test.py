"""The shell reader: words as the shell sees them, with their places."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.shell import Command, commands

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


def values(text: str) -> list[list[str]]:
    return [command.values for command in commands(text)]


def words(text: str) -> list[str]:
    (command,) = commands(text)
    return command.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install torch", [["pip", "install", "torch"]]),
        ("a; b & c && d || e | f |& g\nh", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"], ["h"]]),
        ("if a b; then c; elif d; then e; else f; fi", [["a", "b"], ["c"], ["d"], ["e"], ["f"]]),
        ("while ! a; do b; done", [["a"], ["b"]]),
        ("for x in a b; do echo $x; done", [["for", "x", "in", "a", "b"], ["echo", "$x"]]),
        ("for ((i=0; i<3; i++)); do a; done", [["for", "((i=0; i<3; i++))"], ["a"]]),
        ("((x << 2))\nb", [["((x << 2))"], ["b"]]),
        ("{ a; }; (b; c)", [["a"], ["b"], ["c"]]),
        ("f() { a; }\nfunction g { b; }", [["a"], ["b"]]),
        ("f () ( a )", [["a"]]),
        ("time -p a", [["-p", "a"]]),
        ("echo if then", [["echo", "if", "then"]]),
        ("'if' a", [["if", "a"]]),
        ("case $x in a|b) c;; (d) e ;& *) f; esac; g", [["case", "$x", "in"], ["c"], ["e"], ["f"], ["g"]]),
        ("x=$(case $y in a) b;; esac; c); d", [[], ["case", "$y", "in"], ["b"], ["c"], ["d"]]),
        ("case x in\n  a)\n  b\n  ;;\nesac\nc", [["case", "x", "in"], ["b"], ["c"]]),
        ("[[ $x =~ ^(a|b)$ && $y < $z ]] && c", [["[[", "$x", "=~", "^(a|b)$", "&&", "$y", "<", "$z", "]]"], ["c"]]),
        ("if ([[ -n $x ]]); then a; fi", [["[[", "-n", "$x", "]]"], ["a"]]),
        ("# comment\na # b\nc#d 'e'#f", [["a"], ["c#d", "e#f"]]),
        ("", []),
        (" \t\r\n", []),
        (";;;", []),
        ("a )b", [["a"], ["b"]]),
        ("a \\\n  b", [["a", "b"]]),
        ("a\\\n  b\\\r\nc \\", [["a", "bc"]]),
        ("$ pip install x", [["$", "pip", "install", "x"]]),
        ("pip install {package} $pkg", [["pip", "install", "{package}", "$pkg"]]),
        ("pip install {{ package }}", [["pip", "install", "{{", "package", "}}"]]),
        ("run ${{ a == 'x' && b }}-c; d", [["run", "${{ a == 'x' && b }}-c"], ["d"]]),
        ("a\r\nb c\r\n", [["a"], ["b", "c"]]),
    ],
)
def test_commands(text: str, expected: list[list[str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 'b c'\"d e\"f", ["a", "b cd ef"]),
        (r'a "b\"\$\\\n`"', None),
        (r'a "b\"\$\\\n"', ["a", 'b"$\\\\n']),
        ('a "b\\\nc"', ["a", "bc"]),
        (r"a \'b\ c\;", ["a", "'b c;"]),
        (r"a $'b\n\x41\u00e9\101\'\q' c", ["a", "b\nA\xe9A'q", "c"]),
        (r"a $'\UFFFFFFFF'", ["a", r"\UFFFFFFFF"]),
        ('a $"b"', ["a", "b"]),
        ("a '' \"\"", ["a", "", ""]),
        ('a ${b:-c d} "${e:-\'f\'}" ${g#"}"}', ["a", "${b:-c d}", "${e:-'f'}", '${g#"}"}']),
        ('a "${b:-it\'s}" c', ["a", "${b:-it's}", "c"]),
        ("a $((1 + (2 > 1))) $x$y", ["a", "$((1 + (2 > 1)))", "$x$y"]),
        ("a b=c --d=e", ["a", "b=c", "--d=e"]),
        ("a http://b/c?d=e#f", ["a", "http://b/c?d=e#f"]),
        ("a\N{NO-BREAK SPACE}b \N{GRINNING FACE} c", ["a\N{NO-BREAK SPACE}b", "\N{GRINNING FACE}", "c"]),
        ("a {b,c} }", ["a", "{b,c}", "}"]),
        ("a $", ["a", "$"]),
    ],
)
def test_words(text: str, expected: list[str] | None) -> None:
    assert words(text) == expected if expected else values(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $(b c) d", [["a", "$(b c)", "d"], ["b", "c"]]),
        ('a "x $(b "c d") y"', [["a", 'x $(b "c d") y'], ["b", "c d"]]),
        ("a `b 'c'` d", [["a", "`b 'c'`", "d"], ["b", "c"]]),
        ('a "`b $(c` d" e', [["a", "`b $(c` d", "e"], ["b", "$(c"], ["c"]]),
        ("a <(b) > >(c)", [["a", "<(b)"], ["b"], ["c"]]),
        ("a ${b:-$(c d)}", [["a", "${b:-$(c d)}"], ["c", "d"]]),
        ("a $((1 + $(b)))", [["a", "$((1 + $(b)))"], ["b"]]),
        ("a $((b) | c) d", [["a", "$((b) | c)", "d"], ["b"], ["c"]]),
        ("((a) | b)", [["a"], ["b"]]),
        ("a $(b # c )\n) d", [["a", "$(b # c )\n)", "d"], ["b"]]),
        ("`a # b`; c", [["`a # b`"], ["a"], ["c"]]),
        ("a=(b --c 'd e'\n f # g\n) h", [["h"], ["b", "--c", "d e", "f"]]),
        ("a $(b", [["a", "$(b"], ["b"]]),
    ],
)
def test_inner_commands(text: str, expected: list[list[str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b c\nd e', [["a", "b c"], ["d", "e"]]),
        ("echo don't\nd e", [["echo", "dont"], ["d", "e"]]),
        ("a $'b\nc", [["a", "b"], ["c"]]),
        ("a ${b c\nd", [["a", "${b c"], ["d"]]),
        ("a $((1 + \nb", [["a", "$((1 + "], ["b"]]),
        ('a "$(b "c)\nd', [["a", '$(b "c)'], ["d"]]),
        ('a "b $(c) `d\ne', [["a", "b $(c) `d"], ["e"]]),
        ('a "b\n' * 3 + "c", [["a", "b\na b"], ["a", "b"], ["c"]]),
    ],
)
def test_unterminated_quotes_cost_only_their_line(text: str, expected: list[list[str]]) -> None:
    assert values(text) == expected


def test_assignments() -> None:
    text = 'A=1 B="x y" c D=2; export E=\'f\' G; env H=$(i) j; k+=l; m=(n); declare -x "O=p q"; "Q=r" s; t[1]=u'
    found = [(part.name, part.value) for command in commands(text) for part in command.assignments]
    assert found == [
        ("A", "1"), ("B", "x y"), ("E", "f"), ("H", "$(i)"), ("k", "l"), ("m", ""), ("O", "p q"), ("t", "u"),
    ]  # fmt: skip
    first = next(commands(text))
    assert first.values == ["c", "D=2"]
    assert text[first.assignments[1].value_start : first.assignments[1].end] == '"x y"'
    assert text[first.start : first.end] == 'A=1 B="x y" c D=2'


def redirections(text: str) -> list[tuple[str, str]]:
    return [(part.operator, part.target.value) for command in commands(text) for part in command.redirections]


def test_redirections_are_not_words() -> None:
    text = "a > b 2>&1 c <d >>e &>f <<< 'g h' 3<>i >|j; k >"
    assert values(text) == [["a", "c"], ["k"]]
    assert redirections(text) == [
        (">", "b"), (">&", "1"), ("<", "d"), (">>", "e"), ("&>", "f"), ("<<<", "g h"), ("<>", "i"), (">|", "j"),
        (">", ""),
    ]  # fmt: skip


def test_an_unquoted_version_is_a_redirection() -> None:
    assert redirections("pip install torch>=2.0") == [(">", "=2.0")]
    assert words("pip install 'torch>=2.0'") == ["pip", "install", "torch>=2.0"]


@pytest.mark.parametrize(
    ("text", "body", "rest"),
    [
        ("python - <<EOF\nimport x\nEOF\na", "import x\n", ["a"]),
        ("cat <<'E F' > x.yaml\n$a\nE F\na", "$a\n", ["a"]),
        ("cat <<-EOF; b\n\tx\n\tEOF\na", "\tx\n", ["a"]),
        ("cat <<EOF\r\nx\r\nEOF\r\na", "x\r\n", ["a"]),
        ("cat <<EOF\nx\nEOFx\n EOF\n", "x\nEOFx\n EOF\n", None),
        ("cat <<EOF", "", None),
        ("x=$(cat <<EOF\n' ) \"\nEOF\n)\na", "' ) \"\n", ["a"]),
        ("cat <<EOF\nEOF", "", None),
    ],
)
def test_heredocs(text: str, body: str, rest: list[str] | None) -> None:
    found = list(commands(text))
    (heredoc,) = [heredoc for command in found for heredoc in command.heredocs]
    assert text[heredoc.start : heredoc.end] == body
    if rest:
        assert heredoc.closed
        assert found[-1].values == rest


def test_heredocs_close_in_an_indented_text() -> None:
    text = "\n  cat <<EOF\n    a\n  EOF\n  b\n"
    first, second = commands(text)
    assert text[first.heredocs[0].start : first.heredocs[0].end] == "    a\n"
    assert second.values == ["b"]


def test_a_folded_text_has_newlines_only_between_paragraphs() -> None:
    text = "  python x\n  --flag\n\n  b\n"
    assert [command.values for command in commands(text, is_folded=True)] == [["python", "x", "--flag"], ["b"]]


def test_heredocs_of_one_line_follow_each_other() -> None:
    text = "a <<B; c <<'D'\n1\nB\n2\nD\ne"
    bodies = [(h.delimiter, h.literal, text[h.start : h.end]) for c in commands(text) for h in c.heredocs]
    assert bodies == [("B", False, "1\n"), ("D", True, "2\n")]
    assert values(text) == [["a"], ["c"], ["e"]]


def test_a_place_inside_a_value_is_found_through_quotes() -> None:
    text = r"""run --a="b,trust\ code"'=True'\\x"""
    word = next(commands(text)).words[1]
    assert word.value == r"--a=b,trust\ code=True\x"
    for index, character in enumerate(word.value):
        assert text[word.offset(index)] == character
    assert word.offset(len(word.value)) == len(text)


HOSTILE = """$( ` ( ' $' " ${ (( $(( "$( $((a) a=( [[( ${{ }}${{ \\ <( "` a| { $'\\' a=( $(a( "${ "${"$( ${"$("""


@pytest.mark.parametrize("piece", [*HOSTILE.split(), "<<a\n", "case a in ", '"\n', "((a)\n", '"$(\n', "[[ (", "((\n"])
def test_hostile_repetition_is_read_to_the_end(piece: str) -> None:
    assert_sound(piece * 5_000 + "\nlast")


def assert_sound(text: str) -> None:
    previous = 0
    for command in commands(text):
        assert previous <= command.start <= command.end <= len(text)
        previous = command.start
        assert_words_sound(text, command)
        for heredoc in command.heredocs:
            assert 0 <= heredoc.start <= heredoc.end <= len(text)


def assert_words_sound(text: str, command: Command) -> None:
    end = 0
    for word in command.words:
        assert end <= word.start <= word.end <= len(text)
        end = word.end
        assert word.quoted or text[word.start : word.end] == word.value
        assert word.start <= word.offset(0) <= word.offset(len(word.value)) <= word.end
    for part in command.assignments:
        assert part.start < part.value_start <= part.end <= len(text)


PIECES = [*"abE =\\\n\r\t'\"`$(){}[]<>|&;#!-+1é\U0001f600", "esac", " in ", "case ", "[[ ", "<<E", "$((", "${{"]
SHELL = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.one_of(SHELL, st.text()))
def test_any_text_is_read(text: str) -> None:
    assert_sound(text)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_quoted_words_come_back(arguments: list[str]) -> None:
    text = "run " + " ".join("'" + argument.replace("'", "'\\''") + "'" for argument in arguments)
    assert words(text) == ["run", *arguments]


@given(st.text("abc\"' \\-=x", min_size=1))
def test_words_are_those_of_shlex(text: str) -> None:
    try:
        expected = shlex.split("run " + text)
    except ValueError:
        return
    assert next(commands("run " + text)).values == expected


def test_every_real_file_is_read() -> None:
    files = [path for path in (CORPUS / "requirements").rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = path.read_text("utf-8", "replace")
        if len(text) < 200_000:
            assert_sound(text)
