import { ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { IDocumentWidget } from '@jupyterlab/docregistry';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { Api } from './api';
import { showBadges } from './badges';
import { addCommands } from './commands';
import { Documents } from './documents';
import { ILabcoat } from './labcoat';
import { editorMarks } from './marks';
import { watchOutputs } from './outputs';
import { addPanel } from './panel';
import { Settings } from './settings';
import { addStatusItem } from './status';
import { watchForToasts } from './toasts';

const PLUGIN = 'labcoat-jupyter:plugin';

/** Warnings in cells, outputs and text files, and what can be done about them. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Shows what labcoat finds in notebooks and text files when they are saved.',
  autoStart: true,
  requires: [IEditorExtensionRegistry],
  optional: [
    ISettingRegistry,
    ITranslator,
    INotebookTracker,
    IEditorTracker,
    IRenderMimeRegistry,
    ICommandPalette,
    ILayoutRestorer,
    IStatusBar,
    IFileBrowserFactory
  ],
  activate: (
    app: JupyterFrontEnd,
    editors: IEditorExtensionRegistry,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
    notebooks: INotebookTracker | null,
    files: IEditorTracker | null,
    rendermime: IRenderMimeRegistry | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    statusBar: IStatusBar | null,
    browsers: IFileBrowserFactory | null
  ): void => {
    const start = performance.now();
    const trans = (translator ?? nullTranslator).load('labcoat');
    const settings = new Settings();
    const api = new Api(app.serviceManager.serverSettings);
    const documents = new Documents(app, api, settings);
    const labcoat: ILabcoat = { app, api, documents, settings, trans, rendermime };

    editors.addExtension({
      name: PLUGIN,
      factory: ({ model }) => EditorExtensionRegistry.createImmutableExtension(editorMarks(labcoat, model))
    });
    addCommands(labcoat, palette);
    addPanel(labcoat, restorer);
    watchOutputs(labcoat);
    watchForToasts(labcoat);
    if (statusBar) {
      addStatusItem(labcoat, statusBar);
    }
    showBadges(labcoat, browsers);
    for (const tracker of [notebooks, files]) {
      tracker?.forEach(widget => void documents.track(widget as IDocumentWidget));
      tracker?.widgetAdded.connect((_, widget) => void documents.track(widget as IDocumentWidget));
    }
    void registry?.load(PLUGIN).then(stored => settings.use(stored));
    performance.measure('labcoat:activate', { start });
  }
};

export default plugin;
