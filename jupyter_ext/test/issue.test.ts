import { nullTranslator } from '@jupyterlab/translation';
import { expect, it } from 'vitest';

import { TrackedDocument } from '../src/document';
import { issueOf } from '../src/issue';
import { findingWith } from './finding';

const trans = nullTranslator.load('labcoat');
const document = { cellNumber: () => 4 } as unknown as TrackedDocument;

it('says where, what, what to do and why', () => {
  const finding = findingWith({ excerpt: 'torch.load(f)', help: 'use safetensors', url: 'https://docs/torch-load' });
  expect(issueOf(trans, document, finding)).toBe(`### torch-load: \`torch.load\` runs code
- Severity: High
- Place: \`nb.ipynb\`, cell 4, line 2

\`\`\`
torch.load(f)
\`\`\`

What to do: Use safetensors

Why: https://docs/torch-load
`);
});

it('keeps backticks of the excerpt inside of its block', () => {
  const text = issueOf(trans, document, findingWith({ excerpt: 'a\n```\nb' }));
  expect(text).toContain('\n````\na\n```\nb\n````\n');
});
