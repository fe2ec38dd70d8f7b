import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { IContent, IEdits, IReport } from './types';

export interface IRulePage {
  name: string;
  markdown: string;
}

export interface IEditsRequest extends IContent {
  fingerprint: string;
  rule: string;
  action: 'fix' | 'ignore';
  kernel?: string;
}

/** The REST interface of labcoat's server extension. Every call rejects with an Error that has words for the user. */
export class Api {
  constructor(readonly serverSettings: ServerConnection.ISettings) {}

  findings(path: string): Promise<IReport> {
    return this.get('findings', { path });
  }

  scan(content: IContent): Promise<IReport> {
    return this.post('scan', content);
  }

  edits(request: IEditsRequest): Promise<IEdits> {
    return this.post('fix', request);
  }

  rule(name: string): Promise<IRulePage> {
    return this.get('rules', { name });
  }

  private get<T>(name: string, query: Record<string, string>): Promise<T> {
    return this.request(name + URLExt.objectToQueryString(query), { method: 'GET' });
  }

  private post<T>(name: string, body: unknown): Promise<T> {
    return this.request(name, { method: 'POST', body: JSON.stringify(body) });
  }

  private async request<T>(target: string, init: RequestInit): Promise<T> {
    const url = URLExt.join(this.serverSettings.baseUrl, 'labcoat', target);
    const response = await ServerConnection.makeRequest(url, init, this.serverSettings);
    if (!response.ok) {
      throw await ServerConnection.ResponseError.create(response);
    }
    return response.json();
  }
}
