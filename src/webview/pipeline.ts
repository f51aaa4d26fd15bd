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
} from '../core/present/summary/pipelineState';
import { css as base } from './base.css';
import { adopt, begin, keep, kept, post } from './page';
import { css } from './pipeline.css';

adopt(base, css);

const main = document.createElement('main');
document.body.append(main);
listen();
begin();

/** Shows each state that the host sends. */
function listen(): void {
  let { shows } = readKeptView(kept());
  let state: PipelineState | undefined;
  const show = () => {
    if (!state) return;
    document.documentElement.lang = state.language;
    render(pageOf(state, shows, toggle), main);
  };
  // The host does not need to know whether the page shows a chart or a table: the figures are the same.
  const toggle = () => {
    shows = shows === 'chart' ? 'table' : 'chart';
    keep({ shows });
    show();
  };
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== window.origin || !isPipelineState(data)) return;
    state = data;
    show();
  });
}

function pageOf(
  { extent, limits, words, notes, charts, table }: PipelineState,
  shows: KeptView['shows'],
  toggle: () => void,
): TemplateResult {
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
    ${asTable ? tableOf(table) : charts.map(chart)}
    ${notes.filter(({ action }) => !action).map(hint)}
  `;
}

function hint(note: Hint): TemplateResult {
  return html`<p class="note">${note.text} ${linkOf(note)}</p>`;
}

function linkOf({ action }: Hint): TemplateResult | typeof nothing {
  if (!action) return nothing;
  return html`<button type="button" class="link" @click=${() => post(action.intent)}>${action.label}</button>`;
}

function chart({ heading, total, leftOut, bars }: Chart, index: number): TemplateResult {
  const id = `chart-${index}`;
  return html`<section aria-labelledby=${id}>
    <div class="title">
      <h2 id=${id}><bdi>${heading}</bdi></h2>
      <p class="total" title=${total.exact}>${figure(total)}</p>
    </div>
    ${leftOut === undefined ? nothing : html`<p class="note">${leftOut}</p>`}
    <ul>
      ${bars.map((one) => html`<li>${bar(one)}</li>`)}
    </ul>
  </section>`;
}

function bar({ label, short, exact, share, intent }: Bar): TemplateResult {
  // Even the smallest share is visible. The width is an SVG attribute, because the page's policy allows no styles.
  const width = share > 0 ? Math.max(share * 100, 1) : 0;
  const content = html`<span class="label">${label}</span>
    <svg class="bar" aria-hidden="true">${svg`<rect class="fill" width=${`${width}%`} height="100%"></rect>`}</svg>
    <span class="figure">${figure({ short, exact })}</span>`;
  const title = `${label}: ${exact}`;
  return intent
    ? html`<button type="button" class="line" title=${title} @click=${() => post(intent)}>${content}</button>`
    : html`<div class="line" title=${title}>${content}</div>`;
}

/** Returns a short figure for the eye, and the exact one for everybody else. */
function figure({ short, exact }: { readonly short: string; readonly exact: string }): TemplateResult {
  return html`<bdi aria-hidden="true">${short}</bdi><span class="unseen">${exact}</span>`;
}

function tableOf({ caption, columns, rows, totals }: PipelineTable): TemplateResult {
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
      <tbody>
        ${rows.map(({ cells: [label = '', ...cells], intent }) => {
          return html`<tr><th scope="row">${rowHead(label, intent)}</th>${cells.map(numberCell)}</tr>`;
        })}
      </tbody>
      <tfoot>
        <tr><th scope="row">${total}</th>${sums.map(numberCell)}</tr>
      </tfoot>
    </table>
  </div>`;
}

function rowHead(label: string, intent: PipelineIntent | undefined): TemplateResult {
  return intent
    ? html`<button type="button" class="link" @click=${() => post(intent)}>${label}</button>`
    : html`${label}`;
}

function numberCell(text: string): TemplateResult {
  return html`<td class="number"><bdi>${text}</bdi></td>`;
}
