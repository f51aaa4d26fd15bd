import { html, nothing, type TemplateResult } from 'lit';
import type { Block, FullRecord, Insight, PageText } from '../core/present/detail/panelState';
import { icon } from './icon';
import { buttons, failure, fieldGroup, idOf, shown } from './parts';
import { valueTable } from './tables';

/** Renders the full record, as far as it is loaded. */
export function fullRecord(
  { heading, note, older, busy, actions, failures, blocks }: FullRecord,
  words: PageText,
): TemplateResult {
  const isWide = ({ kind }: Block) => kind === 'insights' || kind === 'table';
  const [wide, narrow] = [blocks.filter(isWide), blocks.filter((block) => !isWide(block))];
  return html`<section class="full" aria-labelledby="full" aria-busy=${busy}>
    <div class="full-head">
      <div>
        <h2 id="full">${heading}</h2>
        <p class="note">${note}</p>
        ${older ? html`<p class="older" role="status">${icon('warning')} ${older}</p>` : nothing}
      </div>
      ${busy ? html`<vscode-progress-ring aria-label=${note}></vscode-progress-ring>` : nothing} ${buttons(actions)}
    </div>
    ${failures.map(failure)} ${wide.map((block) => blockOf(block, words))}
    <div class="groups">${narrow.map((block) => blockOf(block, words))}</div>
  </section>`;
}

function blockOf(block: Block, words: PageText): TemplateResult {
  switch (block.kind) {
    case 'fields':
      return fieldGroup(block, words);
    case 'table':
      return card(
        block.heading,
        html`<div class="scroll" tabindex="0" role="region" aria-label=${block.heading}>${valueTable(block, words)}</div>`,
      );
    case 'list':
      return card(
        block.heading,
        block.entries.length > 0
          ? html`<ul class="entries">
              ${block.entries.map((entry) => html`<li>${shown(entry)}</li>`)}
            </ul>`
          : html`<p class="absent">${block.none}</p>`,
      );
    case 'insights':
      return card(
        block.heading,
        block.facts.length > 0
          ? html`<dl class="insights">${block.facts.map(insight)}</dl>`
          : html`<p class="absent">${block.none}</p>`,
      );
  }
}

function card(heading: string, content: TemplateResult): TemplateResult {
  const id = idOf('block', heading);
  return html`<section class="card" aria-labelledby=${id}>
    <h3 id=${id}>${heading}</h3>
    ${content}
  </section>`;
}

function insight({ label, text, tone, score, icon: name }: Insight): TemplateResult {
  return html`<div class="insight ${tone}">
    <dt>${label}</dt>
    <dd>
      ${name ? icon(name) : nothing}<bdi class="lines">${text}</bdi>${
        score === undefined ? nothing : html`<meter min="0" max="100" .value=${score} aria-label=${label}></meter>`
      }
    </dd>
  </div>`;
}
