import { html, type TemplateResult } from 'lit';
import type { ComparisonState } from '../core/present/detail/panelState';
import { post } from './page';
import { buttons } from './parts';
import { valueTable } from './tables';

/** Renders opportunities side by side. */
export function comparison({ heading, note, actions, opportunities, table, words }: ComparisonState): TemplateResult {
  const heads = opportunities.map(
    ({ company, action }) =>
      html`<span class="compared"
        ><bdi>${company}</bdi><button type="button" class="link" @click=${() => post(action.intent)}>${action.label}</button></span
      >`,
  );
  return html`<header>
      <h1>${heading}</h1>
      <p class="note">${note}</p>
      ${buttons(actions)}
      <label class="only"
        ><input
          type="checkbox"
          @change=${({ target }: Event) =>
            document.body.classList.toggle('only-differences', (target as HTMLInputElement).checked)}
        />
        ${words.onlyDifferences}</label
      >
    </header>
    <section class="card" aria-label=${table.heading}>${valueTable(table, words, heads)}</section>`;
}
