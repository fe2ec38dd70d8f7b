"""Chat templates that reach Python's internals, in all that carries them."""

from __future__ import annotations

import json

import pytest

from labcoat.core.models.templates import judge_template
from tests import tables
from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

EVIL = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)

UNSAFE = {
    "an attribute": "{{ messages.__class__ }}",
    "with blanks": "{{ messages . __class__ }}",
    "in a statement": "{%- if x.__class__ %}{% endif %}",
    "a subscript": "{{ messages['__class__'] }}",
    "the filter": "{{ messages|attr('__class__') }}",
    "the filter, computed": "{{ messages|attr(a ~ b) }}",
    "a filter block": "{% filter attr('__class__') %}{% endfilter %}",
    "another filter": "{{ [messages]|map(attribute='content.__class__')|list }}",
    "hex": r"{{ messages['\x5f\x5fclass\x5f\x5f'] }}",
    "octal": r"{{ messages['\137\137class\137\137'] }}",
    "unicode": r"{{ messages['\u005f\u005fclass\u005f\u005f'] }}",
    "a named character": r"{{ messages['\N{LOW LINE}\N{LOW LINE}class__'] }}",
    "hidden underscores of anything": r"{{ x[a]|default('\x5f\x5fpath') }}",
    "joined": "{{ messages[['__cl', 'ass__']|join] }}",
    "letters": "{{ messages[['_', '_', 'c', 'l', 'a', 's', 's', '_', '_']|join] }}",
    "added": "{{ messages['__cl' ~ 'ass__'] }}",
    "added in two steps": "{% set a = '__cl' %}{{ messages[a ~ tail] }}{% set tail = 'ass__' %}",
    "underscores apart": "{% set u = '_' %}{% set c = 'class' %}{% set n = u ~ u ~ c ~ u ~ u %}{{ x[n] }}",
    "options": "{{ x[dict(__cl=1, ass__=2)|join] }}",
    "reversed": "{{ messages['__ssalc__'[::-1]] }}",
    "reversed by a filter": "{% set s = '__ssalc__' %}{{ x[s|reverse] }}",
    "capitals": "{{ messages['__CLASS__'|lower] }}",
    "replaced": "{% set n = '@@class@@'|replace('@', '_') %}{{ x[n] }}",
    "replaced by a method": "{% set n = '__clXss__'.replace('X', 'a') %}{{ x[n] }}",
    "by number": "{{ x['%c%cclass' % (95, 95)] }}",
    "format": "{{ '{0.__class__}'.format(messages) }}",
    "computed in a subscript": "{{ x[prefix ~ 'class'] }}",
    "a frame": "{{ (x for x in y).gi_frame }}",
    "its context": "{{ self._TemplateReference__context }}",
    "a module": "{{ os.system('id') }}",
    "a function": "{{ open('/etc/passwd') }}",
    "a program": "{{ x.popen('id') }}",
    "another file": "{% include '/etc/passwd' %}",
    "import": "{%- from '../x' import y -%}",
    "a long count": "{% for i in range(1000000000) %}a{% endfor %}",
    "a power": "{% for i in range(10**9) %}a{% endfor %}",
    "a power of a power": "{{ 9**9**9 }}",
    "a long text": "{{ 'a' * 100000000 }}",
    "loops in loops": "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    "behind a comment": "{# {{ #}{{ x.__class__ }}",
    "behind raw text": "{% raw %}{{ a }}{% endraw %}{{ x.__class__ }}",
    "behind braces in a string": "{{ '}}' }}{{ x.__class__ }}",
    "in braces": "{{ {'a': x.__class__}['a'] }}",
    "without an end": "{{ x.__class__",
    "far down": CHATML * 200 + "{{ x.__class__ }}",
}
SAFE = {
    "ChatML": CHATML,
    "alternation": "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('no') }}",
    "a namespace": "{% set ns = namespace(found=false, text='') %}{% set ns.found = true %}{{ ns.found }}",
    "thinking": "{{ content.split('</think>')[-1].lstrip('\\n') }}",
    "before the last": "{{ messages[loop.index0 - 1]['role'] }}",
    "tools": "{% for tool in tools %}{{ tool['function'] | tojson(indent=4) }}{% endfor %}",
    "items": "{% for name, value in tool_call.arguments|items %}{{ name ~ '=' ~ value }}{% endfor %}",
    "a date": "{{ strftime_now('%d %b %Y') }}",
    "a slice": "{{ indent[: (indent|length - '  '|length)] + '}' }}",
    "a macro": "{% macro render(spec, depth=0) %}{{ spec.type|default('any') }}{% endmacro %}{{ render(tools[0]) }}",
    "words with underscores": "{{ '__start__' + messages[0].content|replace('__', '_') }}",
    "prose about Python": "Use `__init__` and `os.system('ls')` with care; x.__class__ is its class.",
    "prose in a string": "{{ 'if __name__ == \"__main__\": print(1)' }}",
    "raw": "{% raw %}{{ x.__class__ }}{% endraw %}",
    "a comment": "{# {{ x.__class__ }} #}{{ messages }}",
    "a short count": "{% for i in range(10) %}a{% endfor %}{{ '-' * 80 }}",
    "numbers": "{{ 1000000000 + image_token_count * 1024 }}",
    "attr with a plain name": "{{ message|attr('content') }}",
    "a token": "{{ bos_token }}{{ '<|start_header_id|>' }}{{ '[__IMAGE__]' }}",
    "a role called system": "{% if message.role == 'system' %}{{ message.system }}{% endif %}",
    "no template": "{ } {x} {{",
    "empty": "",
}


@pytest.mark.parametrize("template", UNSAFE.values(), ids=UNSAFE)
def test_what_reaches_out_is_found(template: str) -> None:
    assert judge_template(template)


@pytest.mark.parametrize("template", SAFE.values(), ids=SAFE)
def test_what_chat_templates_do_is_quiet(template: str) -> None:
    assert judge_template(template) == []


def test_the_span_is_that_of_the_block() -> None:
    [(start, end, why)] = judge_template(f"a {EVIL} b")
    assert f"a {EVIL} b"[start:end] == EVIL
    assert why == "reaches `cycler.__init__`, from where any Python code can be run"


@pytest.mark.parametrize(
    "template",
    ["{{ a }}" * 60_000, "{{ " + "a " * 110_000 + "}}", "a" * (1 << 20) + "{{ x.__class__ }}"],
    ids=["blocks", "tokens", "text"],
)
def test_what_is_too_long_is_told(template: str) -> None:
    assert [why for _, _, why in judge_template(template)] == [
        "is longer than any honest one, and only its beginning was looked at"
    ]


@pytest.mark.parametrize(
    "piece", ["\\'", "{{ \\' }}", "{", "{{", "{%", "'", "((", "{# ", "{% raw %}", "x[", "'a'|replace("]
)
def test_no_template_takes_long(piece: str) -> None:
    judge_template("{{ " + piece * (300_000 // len(piece)))


def test_many_are_not_all_told() -> None:
    assert len(judge_template("{{ x.__class__ }}" * 1000)) == 20


NAMED = json.dumps({"chat_template": [{"name": "a", "template": CHATML}, {"name": "b", "template": f"»{EVIL}«"}]})
IN_TEXTS = [
    tables.case("tokenizer", "tokenizer_config.json", json.dumps({"chat_template": f"{CHATML}»{EVIL}«"})),
    tables.case("named", "tokenizer_config.json", NAMED),
    tables.case("by name", "processor_config.json", json.dumps({"chat_template": {"default": f"»{EVIL}«"}})),
    tables.case("escaped", "chat_template.json", json.dumps({"chat_template": '»{{ x["__class__"] }}«\n'})),
    tables.case("another key", "tokenizer_config.json", '{"chat\\u005ftemplate": "»{{ x.__class__ }}«"}'),
    tables.case("escapes all over", "tokenizer_config.json", '{"chat_template": "»\\u007b{ x.\\u005f_class__ }}«"}'),
    tables.case("alone", "chat_template.jinja", f"{CHATML}\n»{EVIL}«\n"),
    tables.case("in their folder", "additional_chat_templates/tool.jinja", f"»{EVIL}«\n"),
    tables.case("a tool's", "examples/tool_chat_template_x.jinja", f"»{EVIL}«\n"),
    tables.case("of messages", "templates/x.jinja", f"{{% for m in messages %}}{{% endfor %}}\n»{EVIL}«\n"),
    tables.case("settings of a training", "train.yaml", 'chat_template: "»{{ x.__class__ }}«"\n'),
]
test_in_texts = tables.flagging("unsafe-chat-template", IN_TEXTS)

QUIET_TEXTS = [
    tables.case("ChatML", "tokenizer_config.json", json.dumps({"chat_template": CHATML})),
    tables.case("a name", "tokenizer_config.json", json.dumps({"chat_template": [{"name": "{{ a.__class__ }}"}]})),
    tables.case("another key of JSON", "page.json", json.dumps({"body": EVIL})),
    tables.case("a page", "docs/layout.jinja", "{% extends 'base.html' %}{{ page.__class__.__name__ }}\n"),
    tables.case("settings from a template", "config.yaml.j2", "name: {{ item.__class__ }}\n"),
    tables.case("no name of a template", "train.yaml", "chat_template: chatml\n"),
]
test_quiet_texts = tables.quiet("unsafe-chat-template", QUIET_TEXTS)

FLAGS = [
    case("GGUF", "model.gguf", a.gguf({"tokenizer.chat_template": EVIL})),
    case("GGUF, named", "model.gguf", a.gguf({"tokenizer.chat_template.tool_use": EVIL})),
    case("in a zip", "model.zip", a.zip_file(a.Member("chat_template.jinja", EVIL.encode()))),
    case("in a tar", "model.tar.gz", a.tar_file({"m/tokenizer_config.json": NAMED.encode()}, mode="w:gz")),
]
test_in_models = flagging("unsafe-chat-template", FLAGS)
QUIET = [
    case("GGUF", "model.gguf", a.gguf({"tokenizer.chat_template": CHATML})),
    case("in a zip", "model.zip", a.zip_file(a.Member("chat_template.jinja", CHATML.encode()))),
    case("a page in a zip", "model.zip", a.zip_file(a.Member("docs/index.html", b"{{ x.__class__ }}"))),
]
test_quiet_models = quiet(QUIET)


def test_a_finding_shows_the_expression_and_whose_it_is() -> None:
    [finding] = findings(a.gguf({"tokenizer.chat_template": CHATML + EVIL}), "model.gguf")
    assert finding.excerpt == EVIL
    assert "`tokenizer.chat_template`" in finding.message
    assert finding.help
