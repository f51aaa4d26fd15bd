import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, OpportunityState, PageText, Table } from '../core/present/detail/panelState';
import { post } from './page';
import { changeNote, shown, term } from './parts';

/** Renders the expected customer spend. */
export function spend(table: OpportunityState['spend'], words: PageText): TemplateResult {
  const { heading, meaning, columns, rows, totals, change } = table;
  const [company, amount, frequency, yearly, estimate] = columns;
  return html`<section class="card spend-card ${change ? 'changed' : ''}" aria-labelledby="spend">
    <h2 id="spend">${term('Project.ExpectedCustomerSpend', heading, meaning)}</h2>
    ${change ? html`<p>${changeNote(change, words)}</p>` : nothing}
    ${
      rows.length === 0
        ? html`<p class="absent">${words.absent}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="spend">
            <table>
              <thead>
                <tr>
                  <th scope="col">${company}</th>
                  <th scope="col" class="number">${amount}</th>
                  <th scope="col">${frequency}</th>
                  <th scope="col" class="number">${yearly}</th>
                  <th scope="col">${estimate}</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row, index) => html`<tr>
                    <th scope="row">${row.company ? shown({ text: row.company, ...(row.companyMeaning && { note: row.companyMeaning }) }) : absent(words)}</th>
                    <td class="number">${row.amount ? html`<bdi>${row.amount}</bdi>` : absent(words)}</td>
                    <td>${row.frequency ? html`<bdi>${row.frequency}</bdi>` : absent(words)}</td>
                    <td class="number">${row.yearly ? html`<bdi>${row.yearly}</bdi>` : '–'}</td>
                    <td>
                      ${
                        row.estimate
                          ? html`<button type="button" class="link" @click=${() => post({ type: 'openEstimate', index })}>
                              ${table.estimate}
                            </button>`
                          : '–'
                      }
                    </td>
                  </tr>`,
                )}
              </tbody>
              ${
                totals.length > 0
                  ? html`<tfoot>
                      ${totals.map(
                        ({ currency, monthly, yearly }) => html`<tr>
                          <th scope="row">${table.total} ${currency}</th>
                          <td class="number"><bdi>${monthly}</bdi></td>
                          <td></td>
                          <td class="number"><bdi>${yearly}</bdi></td>
                          <td></td>
                        </tr>`,
                      )}
                    </tfoot>`
                  : nothing
              }
            </table>
          </div>`
    }
  </section>`;
}

/** Renders a table of values, with differences marked. No container may clip the tooltips of its terms. */
export function valueTable(table: Table, words: PageText, heads: readonly unknown[] = table.columns): TemplateResult {
  return html`<table class="values">
      <thead>
        <tr>
          <td></td>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          ({
            label,
            name,
            meaning,
            cells,
          }) => html`<tr class=${cells.some(({ differs }) => differs) ? 'differing' : 'same'}>
            <th scope="row">${name && meaning ? term(name, label, meaning) : label}</th>
            ${cells.map((cell) => valueCell(cell, words))}
          </tr>`,
        )}
      </tbody>
    </table>`;
}

function valueCell(cell: Cell, words: PageText): TemplateResult {
  return html`<td class=${cell.differs ? 'differs' : ''}>
    ${cell.differs ? html`<span class="unseen">${words.differs}: </span>` : nothing}${cell.absent ? absent(words) : shown(cell)}
  </td>`;
}

function absent(words: PageText): TemplateResult {
  return html`<span class="absent">${words.absent}</span>`;
}
