"""Keys in pieces: what Python puts together before it uses them."""

from __future__ import annotations

import pytest

from labcoat.core.keys.examples import expand
from tests.cases import found, notebook

HF = expand("hf_<letters:34>")
START, REST = HF[:3], HF[3:]
HALF, OTHER = HF[:20], HF[20:]

TOGETHER = {
    "format": f"login('{START}{{}}'.format('{REST}'))",
    "format, a part": f"login('{HALF}{{}}'.format('{OTHER}'))",
    "format by number": f"login('{{1}}{{0}}'.format('{OTHER}', '{HALF}'))",
    "format by name": f"login('{START}{{rest}}'.format(rest='{REST}'))",
    "format of a variable": f"rest = '{REST}'\nlogin('{START}{{}}'.format(rest))",
    "format in the middle": f"login('Bearer {START}{{}} '.format('{REST}'))",
    "percent": f"login('{START}%s' % '{REST}')",
    "percent, a tuple": f"login('{START}%s%s' % ('{REST[:9]}', '{REST[9:]}'))",
    "percent by name": f"login('{START}%(a)s' % {{'a': '{REST}'}})",
    "f-string": f"rest = '{REST}'\nlogin(f'{START}{{rest}}')",
    "line break in a literal": f"login('{HALF}\\\n{OTHER}')",
    "line break of Windows": f"login('{HALF}\\\r\n{OTHER}')",
}


@pytest.mark.parametrize("source", TOGETHER.values(), ids=TOGETHER)
def test_a_key_that_is_put_together(source: str) -> None:
    for path, text in (("a.py", source), ("a.ipynb", notebook(source))):
        findings = [each for each in found(path, text.encode()) if each.group and each.rule != "secret-in-magic"]
        assert [(finding.rule, finding.message.endswith("in pieces")) for finding in findings] == [
            ("huggingface-token", True)
        ]
        assert REST not in findings[0].excerpt


OTHERS = {
    "too few values": f"login('{START}%s%s' % '{REST}')",
    "too many values": f"login('{START}%s' % ('{REST}', 1))",
    "another field": f"login('{START}%-5s%r' % ('{REST}', 1))",
    "a form": f"login('{START}{{:>50}}'.format('{REST}'))",
    "no such name": f"login('{START}{{x}}'.format(y='{REST}'))",
    "a broken pattern": f"login('{START}{{'.format('{REST}'))",
    "an unknown value": f"login('{START}{{}}'.format(x))",
    "a placeholder": f"login('{START}%s' % 'your_token_goes_here_please_thank_you')",
}


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS)
def test_what_makes_no_key(source: str) -> None:
    assert [finding for finding in found("a.py", source.encode()) if finding.group] == []
