import { LabIcon } from '@jupyterlab/ui-components';

const COAT =
  'M6.2 1.5 3.1 2.7 1.2 8.6l2 .8v5.1h4.3V6.2L6.2 1.5zM9.8 1.5l3.1 1.2 1.9 5.9-2 .8v5.1H8.5V6.2L9.8 1.5zM9.6 9.6v1h2.1v-1H9.6z';

/** A lab coat: the panel, its button, and the status bar. */
export const coatIcon = new LabIcon({
  name: 'labcoat:coat',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16"><path class="jp-icon3" fill="#616161" fill-rule="evenodd" d="${COAT}"/></svg>`
});
