import type { paths } from '@vscode/codicons/src/icons/warning.svg';
import { html, svg, type TemplateResult } from 'lit';

/** Renders the shapes of an icon, so that a page contains the icons that it shows and no other. */
export function drawn(shapes: typeof paths): TemplateResult {
  const parts = shapes.map(({ d, rule }) => svg`<path d=${d} fill-rule=${rule}></path>`);
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${parts}</svg>`;
}
