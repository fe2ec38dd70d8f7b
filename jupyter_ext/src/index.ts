import { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

/** What shows labcoat's findings in notebooks. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'labcoat-jupyter:plugin',
  description: 'Shows what labcoat finds in a notebook when it is saved.',
  autoStart: true,
  activate: (app: JupyterFrontEnd): void => {
    app.shell.node.dataset.labcoat = 'ready';
  }
};

export default plugin;
