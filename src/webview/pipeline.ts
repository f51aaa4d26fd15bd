import { paths as warning } from '@vscode/codicons/src/icons/warning.svg';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { PipelineIntent } from '../core/present/summary/pipelineIntents';
import {
  type Bar,
  type Chart,
  type Hint,
  isPipelineState,
  type KeptView,
  type PipelineState,
  type PipelineTable,
  readKeptView,
  type TableRow,
} from '../core/present/summary/pipelineState';
import { css as base } from './base.css';
import { drawn } from './drawnIcon';
import { adopt, begin, keep, kept, post } from './page';
import { css } from './pipeline.css';

adopt(base, css);

const main = document.createElement('main');
document.body.append(main);
listen();
begin();

/** Shows each state that the host sends. */
function listen(): void {
  let { shows, by } = readKeptView(kept());
  let state: PipelineState | undefined;
  // A command may have asked for other lines before the page was opened: then the host does not take this.
  post({ type: 'keptBy', by });
  const show = () => {
    if (!state) return;
    document.documentElement.lang = state.language;
    document.body.classList.toggle('editor', state.place === 'editor');
    render(pageOf(state, shows, toggle), main);
  };
  // The host does not need to know whether the page shows a chart or a table: the figures are the same.
  const toggle = () => {
    shows = shows === 'chart' ? 'table' : 'chart';
    keep({ shows, by });
    show();
  };
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== window.origin || !isPipelineState(data)) return;
    state = data;
    if (by !== state.by) {
      by = state.by;
      keep({ shows, by });
    }
    show();
  });
}

function pageOf(state: PipelineState, shows: KeptView['shows'], toggle: () => void): TemplateResult {
  const { extent, limits, words, scope, rates, notes, charts, table } = state;
  const asTable = shows === 'table' && table !== undefined;
  return html`
    <p class="head">
      <span class="extent">${extent.text}</span> ${linkOf(extent)}
      ${
        table
          ? html`<button type="button" class="link" @click=${toggle}>${asTable ? words.showChart : words.showTable}</button>`
          : nothing
      }
    </p>
    ${limits.map((text) => html`<p class="note"><bdi>${text}</bdi></p>`)}
    ${notes.filter(({ action }) => action).map(hint)}
    ${choicesOf(state)}
    ${scope === undefined ? nothing : html`<p class="note">${scope}</p>`}
    ${asTable ? html`${rates.map(remark)}${tableOf(table)}` : html`<div class="charts">${charts.map(chart)}</div>`}
    ${notes.filter(({ action }) => !action).map(hint)}
  `;
}

/** Returns the choice of what the lines are. */
function choicesOf({ by, choices, words, table }: PipelineState): TemplateResult | typeof nothing {
  if (!table) return nothing;
  return html`<div class="choices" role="group" aria-label=${words.breakdown}>
    ${choices.map(
      ({ by: one, label }) =>
        html`<button type="button" aria-pressed=${one === by} @click=${() => post({ type: 'showBy', by: one })}>${label}</button>`,
    )}
  </div>`;
}

function remark(text: string): TemplateResult {
  return html`<p class="note"><bdi>${text}</bdi></p>`;
}

function hint(note: Hint): TemplateResult {
  return html`<p class="note">${note.text} ${linkOf(note)}</p>`;
}

function linkOf({ action }: Hint): TemplateResult | typeof nothing {
  if (!action) return nothing;
  return html`<button type="button" class="link" @click=${() => post(action.intent)}>${action.label}</button>`;
}

function chart({ heading, total, remarks, bars, apart }: Chart, index: number): TemplateResult {
  const id = `chart-${index}`;
  return html`<section aria-labelledby=${id}>
    <div class="title">
      <h2 id=${id}><bdi>${heading}</bdi></h2>
      <p class="total" title=${total.exact}>${figure(total)}</p>
    </div>
    ${remarks.map(remark)}
    ${barsOf(bars, 'bars')}
    ${barsOf(apart, 'bars apart')}
  </section>`;
}

function barsOf(bars: readonly Bar[], kind: string): TemplateResult | typeof nothing {
  return bars.length === 0 ? nothing : html`<ul class=${kind}>${bars.map((one) => html`<li>${bar(one)}</li>`)}</ul>`;
}

function bar({ label, short, exact, share, late, intent }: Bar): TemplateResult {
  // Even the smallest share is visible. The width is an SVG attribute, because the page's policy allows no styles.
  const width = share > 0 ? Math.max(share * 100, 1) : 0;
  const content = html`<span class="label">${late ? drawn(warning) : nothing}${label}</span>
    <svg class="bar" aria-hidden="true">${svg`<rect class="fill" width=${`${width}%`} height="100%"></rect>`}</svg>
    <span class="figure">${figure({ short, exact })}</span>`;
  const title = `${label}: ${exact}`;
  const kind = late ? 'line late' : 'line';
  return intent
    ? html`<button type="button" class=${kind} title=${title} @click=${() => post(intent)}>${content}</button>`
    : html`<div class=${kind} title=${title}>${content}</div>`;
}

/** Returns a short figure for the eye, and the exact one for everybody else. */
function figure({ short, exact }: { readonly short: string; readonly exact: string }): TemplateResult {
  return html`<bdi aria-hidden="true">${short}</bdi><span class="unseen">${exact}</span>`;
}

function tableOf({ caption, columns, rows, totals, apart }: PipelineTable): TemplateResult {
  const [first, ...others] = columns;
  const [total, ...sums] = totals;
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="caption">
    <table>
      <caption id="caption"><span class="unseen">${caption}</span></caption>
      <thead>
        <tr>
          <th scope="col">${first}</th>
          ${others.map((text) => html`<th scope="col" class="number"><bdi>${text}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>${rows.map(tableRow)}</tbody>
      <tbody class="sum">
        <tr><th scope="row">${total}</th>${sums.map(numberCell)}</tr>
      </tbody>
      ${apart.length === 0 ? nothing : html`<tbody class="apart">${apart.map(tableRow)}</tbody>`}
    </table>
  </div>`;
}

function tableRow({ cells: [label = '', ...cells], late, intent }: TableRow): TemplateResult {
  const mark = late ? drawn(warning) : nothing;
  return html`<tr class=${late ? 'late' : nothing}><th scope="row">${mark}${rowHead(label, intent)}</th>${cells.map(numberCell)}</tr>`;
}

function rowHead(label: string, intent: PipelineIntent | undefined): TemplateResult {
  return intent
    ? html`<button type="button" class="link" @click=${() => post(intent)}>${label}</button>`
    : html`${label}`;
}

function numberCell(text: string): TemplateResult {
  return html`<td class="number"><bdi>${text}</bdi></td>`;
}
