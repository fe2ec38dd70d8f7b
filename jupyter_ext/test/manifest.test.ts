import { expect, it } from 'vitest';

import manifest from '../package.json';

it('bundles its own copy of the linter', () => {
  expect(Object.keys(manifest.dependencies)).not.toContain('@codemirror/lint');
});
