import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import { describe, expect, it } from 'vitest';

import schema from '../schema/plugin.json';
import { ISettings, Settings } from '../src/settings';
import { findingWith } from './finding';

/** What the registry keeps for a user. */
function storedWith(composite: Record<string, unknown>): ISettingRegistry.ISettings {
  const stored = { composite, set: async (name: string, value: unknown) => void (composite[name] = value) };
  return Object.assign(stored, { changed: new Signal<object, void>(stored) }) as unknown as ISettingRegistry.ISettings;
}

function settingsWith(composite: Record<string, unknown>): Settings {
  const settings = new Settings();
  settings.use(storedWith(composite));
  return settings;
}

describe('Settings', () => {
  it('have the defaults of the schema before they are loaded', () => {
    const settings = new Settings();
    for (const [name, { default: value }] of Object.entries(schema.properties)) {
      expect(settings.get(name as keyof ISettings), name).toEqual(value);
    }
  });

  it.each([
    [{}, true],
    [{ enabled: false }, false],
    [{ minSeverity: 'high' }, true],
    [{ minSeverity: 'critical' }, false],
    [{ ignoredRules: ['torch-load'] }, false],
    [{ ignoredRules: ['unsafe-load'] }, false],
    [{ ignoredRules: ['torch'] }, true]
  ])('%j shows a high finding: %s', (composite, isShown) => {
    expect(settingsWith(composite).shows(findingWith())).toBe(isShown);
  });

  it('ignore a rule once', async () => {
    const settings = settingsWith({ ignoredRules: ['a'] });
    await settings.ignoreRule('torch-load');
    await settings.ignoreRule('torch-load');
    expect(settings.get('ignoredRules')).toEqual(['a', 'torch-load']);
  });

  it('say that they were loaded, and that they changed', () => {
    const settings = new Settings();
    let count = 0;
    settings.changed.connect(() => count++);
    const stored = storedWith({});
    settings.use(stored);
    (stored.changed as Signal<ISettingRegistry.ISettings, void>).emit();
    expect(count).toBe(2);
  });
});
