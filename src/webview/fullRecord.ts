import { html, nothing, type TemplateResult } from 'lit';
import type { Block, FullRecord, Insight, PageText } from '../core/present/detail/panelState';
import { icon } from './icon';
import { button, failure, fieldGroup, idOf, shown } from './parts';
import { valueTable } from './tables';

/** Renders whom to ask at AWS, what is known of the full record, and the button that loads it. */
export function fullRecordHead({
  heading,
  note,
  older,
  busy,
  actions,
  failures,
  contacts,
}: FullRecord): TemplateResult {
  return html`<section class="full-head" aria-labelledby="full" aria-busy=${busy}>
    <h2 id="full" class="unseen">${heading}</h2>
    ${
      contacts
        ? html`<dl class="contacts">
            <dt>${contacts.label}</dt>
            <dd>
              ${contacts.entries.map((entry) => html`<p>${shown(entry)}</p>`)}
              ${contacts.more ? html`<p class="note">${contacts.more}</p>` : nothing}
            </dd>
          </dl>`
        : nothing
    }
    <div class="full-load">
      ${actions.map((action) => button(action, contacts !== undefined))} ${busy ? html`<vscode-progress-ring aria-label=${note}></vscode-progress-ring>` : nothing}
      <p class="note">${note}</p>
    </div>
    ${older ? html`<p class="older" role="status">${icon('warning')} ${older}</p>` : nothing} ${failures.map(failure)}
  </section>`;
}

/** Renders the parts of the full record, as far as they are loaded. */
export function fullRecord({ heading, blocks }: FullRecord, words: PageText): TemplateResult | typeof nothing {
  if (blocks.length === 0) return nothing;
  const isWide = ({ kind }: Block) => kind === 'insights' || kind === 'table';
  const [wide, narrow] = [blocks.filter(isWide), blocks.filter((block) => !isWide(block))];
  return html`<div class="full">
    <h2>${heading}</h2>
    ${wide.map((block) => blockOf(block, words))}
    <div class="groups">${narrow.map((block) => blockOf(block, words))}</div>
  </div>`;
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
