"""Chat templates, in every file that carries one: those that reach Python's internals, and honest ones."""

from __future__ import annotations

import json

from tests.model_files.assemble import gguf

MALICIOUS = {
    "globals": "{{ cycler.__init__.__globals__.os.popen('true').read() }}",
    "subclasses": "{% for c in [].__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}",
    "mro": "{{ ''.__class__.__mro__[1] }}",
    "filter": "{{ messages|attr('__class__')|attr('__init__') }}",
    "subscript": "{{ messages['__class__']['__base__'] }}",
    "joined": "{{ messages[['__cla', 'ss__']|join] }}",
    "concatenated": "{% set a = '__glo' ~ 'bals__' %}{{ (lipsum|attr(a))['os'] }}",
    "hex": r"{{ messages|attr('\x5f\x5fclass\x5f\x5f') }}",
    "octal": r"{{ messages['\137\137class\137\137'] }}",
    "lipsum": "{{ lipsum.__globals__['os'].system('true') }}",
    "loader": "{{ self.__init__.__globals__.__builtins__.__import__('os') }}",
    "format": "{{ '{0.__class__}'.format(messages) }}",
    "namespace": "{{ namespace.__init__.__globals__ }}",
    "hidden_far": "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}" * 50 + "{{ x.__class__ }}",
    "reversed": "{{ messages['__ssalc__'[::-1]] }}",
    "map_attribute": "{{ [messages]|map(attribute='__class__')|list }}",
    "include": "{% include '/etc/passwd' %}",
    "import_template": "{% import '../../secret' as s %}{{ s }}",
}

HONEST = {
    "chatml": "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] }}"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}",
    "llama": "{% if messages[0]['role'] == 'system' %}{% set s = messages[0]['content'] %}{% set m = messages[1:] %}"
    "{% else %}{% set m = messages %}{% endif %}{{ bos_token }}{% for x in m %}{% if (x['role'] == 'user') != "
    "(loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate') }}{% endif %}"
    "[INST] {{ x['content'].strip() }} [/INST]{% endfor %}{{ eos_token }}",
    "tools": "{%- macro json_to_python_type(s) %}{{ s.type|default('any') }}{% endmacro -%}{%- for tool in tools %}"
    "{{ tool.function|tojson(indent=2) }}{{ json_to_python_type(tool) }}{% endfor %}{{ strftime_now('%d %b %Y') }}",
    "namespace": "{% set ns = namespace(found=false) %}{% for m in messages|reverse %}{% if not ns.found %}"
    "{% set ns.found = true %}{{ m.content.split('</think>')[-1].lstrip('\\n') }}{% endif %}{% endfor %}",
    "dunder_words": "{{ '__start__' + messages[0].content + '__end__' }}",
    "generation": "{% for m in messages %}{% generation %}{{ m.content | trim }}{% endgeneration %}{% endfor %}",
    "python_tag": "<|python_tag|>{% if builtin_tools %}{{ builtin_tools|reject('equalto', 'code')|join(', ') }}"
    "{% endif %}Environment: ipython. Use eval and exec with care; import os is not allowed.",
    "underscores": "{% for m in messages %}{{ m.get('tool_id', '_') }}{{ m.content|replace('__', '_') }}{% endfor %}",
}


def template_files(templates: dict[str, str]) -> dict[str, bytes]:
    """Each template in one of the files that carry templates, in turns; the first one in all of them."""
    made = {}
    for number, (name, template) in enumerate(templates.items()):
        carriers = _carriers(template)
        chosen = list(carriers) if number == 0 else [list(carriers)[number % len(carriers)], "tokenizer_config.json"]
        made.update({f"{name}/{carrier}": carriers[carrier] for carrier in chosen})
    return made


def _carriers(template: str) -> dict[str, bytes]:
    named = [{"name": "default", "template": HONEST["chatml"]}, {"name": "tool_use", "template": template}]
    return {
        "model.gguf": gguf({"general.architecture": "llama", "tokenizer.chat_template": template}),
        "tokenizer_config.json": json.dumps({"bos_token": "<s>", "chat_template": template}).encode(),
        "chat_template.jinja": template.encode(),
        "chat_template.json": json.dumps({"chat_template": template}).encode(),
        "named/tokenizer_config.json": json.dumps({"chat_template": named}).encode(),
        "named.gguf": gguf({"tokenizer.chat_template.tool_use": template}),
        "processor_config.json": json.dumps({"chat_template": template}).encode(),
    }
