"""All rules are asked at once, and those are found that one by one would be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.families import load_rules
from labcoat.core.lookup import Lookup
from labcoat.core.mentions import Mentions
from labcoat.core.rule import Rule


def rule_of(name: str, *words: str, keywords: tuple[str, ...] = ()) -> Rule:
    return Rule(name, "some-family", "", "high", keywords, words=words)


RULES = [
    rule_of("loading", "torch load", "pickle"),
    rule_of("binding", "host 0.0.0.0", "::"),
    rule_of("piping", "curl http://"),
    rule_of("keys", keywords=("-----BEGIN", "secret")),
    rule_of("both", "torch", keywords=("load(",)),
]

FOUND = {
    "nothing": ("", []),
    "no words of any": ("import numpy", []),
    "group": ("import torch\ntorch.load", ["loading", "both"]),
    "part of a group": ("load", []),
    "second group": ("import pickle", ["loading"]),
    "word and mark": ("host='0.0.0.0'", ["binding"]),
    "mark without its word": ("'0.0.0.0'", []),
    "mark alone": ("listen ::", ["binding"]),
    "string in a word": ("my_secrets", ["keys"]),
    "string of words": ("x-----BEGIN y", ["keys"]),
    "string of a rule with words": ("load(x)", ["both"]),
    "in the order of the rules": ("secret torch.load( curl http:// host 0.0.0.0", [rule.name for rule in RULES]),
    "escaped": ('"\\u0070ickle"', ["loading"]),
    "lone surrogates": ("\ud800 pickle", ["loading"]),
}


@pytest.mark.parametrize(("text", "names"), FOUND.values(), ids=FOUND)
def test_wanted(text, names):
    assert [rule.name for rule in Lookup(RULES).wanted(Mentions(text))] == names


def test_a_rule_that_looks_closer_is_asked():
    rule = rule_of("closer", "torch")
    rule.confirm = lambda text: "load" in text
    lookup = Lookup([rule])
    assert lookup.wanted(Mentions("torch load")) == [rule]
    assert lookup.wanted(Mentions("torch")) == []
    assert lookup.wanted(Mentions("load")) == []


def test_no_rules():
    assert Lookup([]).wanted(Mentions("torch load")) == []


ALL = [rule for rules in load_rules().values() for rule in rules if rule.words or rule.keywords]
MARKS = [mark for rule in ALL for words, marks in rule.words for mark in (*marks, *[word.decode() for word in words])]
TEXTS = st.lists(st.sampled_from([*MARKS, *[keyword for rule in ALL for keyword in rule.keywords], "\n", "é", "_"]))


@given(TEXTS.map(" ".join))
def test_the_rules_that_are_there_are_found_together_as_alone(text):
    mentions = Mentions(text)
    assert Lookup(ALL).wanted(mentions) == [rule for rule in ALL if mentions.has(rule)]
