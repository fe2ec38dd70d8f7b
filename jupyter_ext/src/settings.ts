import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ISignal, Signal } from '@lumino/signaling';

import { IFinding, SEVERITIES, Severity } from './types';

export type Toasts = 'all' | 'manual saves' | 'off';

/** The user's settings, with the defaults of the schema while there are none. */
export interface ISettings {
  enabled: boolean;
  minSeverity: Severity;
  ignoredRules: string[];
  marks: boolean;
  gutter: boolean;
  outputs: boolean;
  rescanWhileTyping: boolean;
  toasts: Toasts;
  badges: boolean;
}

const DEFAULTS: ISettings = {
  enabled: true,
  minSeverity: 'low',
  ignoredRules: [],
  marks: true,
  gutter: true,
  outputs: true,
  rescanWhileTyping: true,
  toasts: 'all',
  badges: true
};

export class Settings {
  /** Load may come after the first documents: `changed` says so. */
  use(stored: ISettingRegistry.ISettings): void {
    this._stored = stored;
    stored.changed.connect(() => this._changed.emit());
    this._changed.emit();
  }

  get<K extends keyof ISettings>(name: K): ISettings[K] {
    const value = this._stored?.composite[name];
    return value === undefined ? DEFAULTS[name] : (value as ISettings[K]);
  }

  async set<K extends keyof ISettings>(name: K, value: ISettings[K]): Promise<void> {
    await this._stored?.set(name, value as never);
  }

  /** Whether the user wants to see a finding. */
  shows(finding: IFinding): boolean {
    const ignored = this.get('ignoredRules');
    return (
      this.get('enabled') &&
      SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(this.get('minSeverity')) &&
      !ignored.includes(finding.rule) &&
      !ignored.includes(finding.family)
    );
  }

  async ignoreRule(rule: string): Promise<void> {
    await this.set('ignoredRules', [...new Set([...this.get('ignoredRules'), rule])]);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  private _stored: ISettingRegistry.ISettings | null = null;
  private _changed = new Signal<this, void>(this);
}
