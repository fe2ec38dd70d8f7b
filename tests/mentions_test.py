"""Which words a text mentions, and which part of them is enough for a rule."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.mentions import Mentions, longest_word, spelled_out, word_groups
from labcoat.core.rule import Rule


def rule_of(*words: str, keywords: tuple[str, ...] = ()) -> Rule:
    return Rule("some-rule", "some-family", "", "high", keywords, words=words)


# Whether a text has something for a rule with these words.
GROUPS = {
    "word": ("torch", "import torch", True),
    "part of a word": ("torch", "import torchvision", False),
    "end of a word": ("load", "reload(x)", False),
    "with an underscore": ("load", "load_state(x)", False),
    "attribute": ("torch load", "torch.load(x)", True),
    "far away": ("torch load", "import torch as t\n\n\nt.load(x)", True),
    "reversed": ("torch load", "load(torch)", True),
    "one of two": ("torch load", "torch.save(x)", False),
    "other case": ("torch", "Torch", False),
    "digits": ("0 host", "host=0", True),
    "between dashes": ("trust code", "--trust-remote-code", True),
    "in quotes": ("weights_only", "{'weights_only': 1}", True),
    "after an escape": ("load", '"a\\nload"', True),
    "after a tab that is escaped": ("load", '"a\\tload"', True),
    "escaped letters": ("weights_only", '"weights\\u005fonly"', True),
    "escaped in hexadecimal": ("weights_only", "'weights\\x5Fonly'", True),
    "escaped in eight digits": ("weights_only", "'weights\\U0000005fonly'", True),
    "look-alike letters": ("load", "torch.ｌｏａｄ(x)", True),
    "beside other letters": ("load", "é load 日本", True),
    "glued to other letters": ("load", "éload", False),
    "mark": ("curl http://", "curl -L http://a", True),
    "mark without its word": ("curl http://", "wget http://a", False),
    "word without its mark": ("curl http://", "curl https://a", False),
    "mark alone": ("0.0.0.0", "host = '0.0.0.0'", True),
    "mark that is broken up": ("0.0.0.0", "0.0 .0.0", False),
    "mark of no word": ("::", "host = '::'", True),
    "nothing": ("torch", "", False),
    "zero bytes": ("torch", "\0torch\0", True),
    "lone surrogates": ("torch", "\ud800 torch \udfff", True),
}


@pytest.mark.parametrize(("words", "text", "expected"), GROUPS.values(), ids=GROUPS)
def test_groups(words, text, expected):
    assert Mentions(text).has(rule_of(words)) == expected
    assert Mentions(text).has(rule_of("never_there", words)) == expected
    assert Mentions(text).has(rule_of("never_there")) is False


@pytest.mark.parametrize(
    ("keyword", "text", "expected"),
    [
        ("load", "torch.load", True),
        ("load", "reload", True),
        (".load(", "torch.load(", True),
        (".load(", "torch.load (", False),
        ("-----BEGIN", "x-----BEGIN y", True),
        ("::", "a::b", True),
        ("é", "caféé", True),
        ("load", "lo ad", False),
        ("load", "lo\\u0061d", True),
    ],
)
def test_keywords(keyword, text, expected):
    assert Mentions(text).holds(keyword) == expected
    assert Mentions(text).has(rule_of(keywords=(keyword,))) == expected


TOUCHES = {
    "all": ("torch load", "torch.load", True),
    "one": ("torch load", "import torch", True),
    "mark": ("curl http://", "x http://a", True),
    "none": ("torch load", "import numpy", False),
    "part of a word": ("torch load", "torchvision loads", False),
}


@pytest.mark.parametrize(("words", "text", "expected"), TOUCHES.values(), ids=TOUCHES)
def test_touches(words, text, expected):
    assert Mentions(text).touches(rule_of(words)) == expected


def test_a_rule_may_look_closer():
    rule = rule_of("torch load")
    rule.confirm = lambda text: "(" in text
    assert Mentions("torch.load(").has(rule)
    assert not Mentions("torch.load").has(rule)
    assert Mentions("torch.load").confirms(rule_of("torch"))


def test_a_rule_is_not_asked_to_look_closer_at_what_it_has_no_words_in():
    rule = rule_of("torch load")
    rule.confirm = lambda text: pytest.fail(text)
    assert not Mentions("torch.save(").has(rule)


def test_groups_of_words_and_marks():
    groups = word_groups(("torch load", "curl http://", "::", "a_b é"))
    assert groups[0] == (frozenset((b"torch", b"load")), ())
    assert groups[1] == (frozenset((b"curl",)), ("http://",))
    assert groups[2] == (frozenset(), ("::",))
    assert groups[3] == (frozenset((b"a_b", "é".encode())), ())


@pytest.mark.parametrize(
    ("keyword", "expected"), [("a.load(", b"load"), ("::", b""), ("", b""), ("x-y_z", b"y_z"), ("é", "é".encode())]
)
def test_longest_word(keyword, expected):
    assert longest_word(keyword) == expected


@pytest.mark.parametrize("text", ["", "plain", "a\\d", "\\u20ac", "é", "a\nb"])
def test_most_texts_are_spelled_out_as_they_are(text):
    assert spelled_out(text) == text


PIECES = st.lists(st.sampled_from(["load", "torch", " ", ".", "_", "é", "\\n", "\\u006c", "ｌ", "\0", "0", "-"]))


@given(PIECES.map("".join))
def test_what_is_written_plainly_is_there(text):
    mentions = Mentions(text)
    if " load " in f" {text} " and "\\" not in text:
        assert mentions.has(rule_of("load"))
    for word in ("load", "torch"):
        assert mentions.holds(word) or word not in text
        assert mentions.holds(word) or word.encode() not in mentions.words


@pytest.mark.parametrize("piece", ["word{} ", "\\", "\\u006c", "ｌ ", "\ud800", "::", "load "])
def test_hostile_texts_cost_linear_time(piece):
    rules = [rule_of("torch load"), rule_of("::"), rule_of(keywords=("torch.load",))]
    seconds = [min([look_up(piece, n, rules) for _ in range(3)]) for n in (10_000, 40_000)]
    assert seconds[1] < 8 * seconds[0] + 0.05


def look_up(piece: str, count: int, rules: list[Rule]) -> float:
    text = "".join([piece.format(n) for n in range(count)])
    start = time.perf_counter()
    mentions = Mentions(text)
    for rule in rules:
        mentions.touches(rule)
    return time.perf_counter() - start
