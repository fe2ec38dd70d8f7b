import { LabIcon } from '@jupyterlab/ui-components';

import { Severity } from './types';

export { severityWord } from './words';

const EXCLAMATION = '<path class="labcoat-icon-sign" d="M7.1 4h1.8l-.3 5H7.4zM7.1 10.2h1.8V12H7.1z"/>';
const SHAPES: Record<Severity, string> = {
  critical: `<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/>${EXCLAMATION}`,
  high: `<circle cx="8" cy="8" r="7"/>${EXCLAMATION}`,
  medium: `<path d="M8 1.2l7.3 13.3H.7z"/><path class="labcoat-icon-sign" d="M7.2 5.8h1.6l-.3 4.4h-1zM7.2 11.2h1.6v1.6H7.2z"/>`,
  low: `<rect x="1.5" y="1.5" width="13" height="13" rx="3"/><path class="labcoat-icon-sign" d="M7.1 4h1.8v1.8H7.1zM7.1 7h1.8v5H7.1z"/>`
};

/** One icon for each severity, that also its shape tells from the others. */
export const severityIcons = Object.fromEntries(
  Object.entries(SHAPES).map(([severity, shape]) => [severity, iconOf(severity, shape)])
) as Record<Severity, LabIcon>;

/** An icon that only shows: what it means is said in words beside it. */
export function severityElement(severity: Severity): HTMLElement {
  const element = severityIcons[severity].element({ tag: 'span' });
  element.classList.add('labcoat-icon', `labcoat-${severity}`);
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function iconOf(severity: string, shape: string): LabIcon {
  const svgstr = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16">${shape}</svg>`;
  return new LabIcon({ name: `labcoat:${severity}`, svgstr });
}
