import { html, nothing, type TemplateResult } from 'lit';
import type { Header, OpportunityState, Step } from '../core/present/detail/panelState';
import { fullRecord, fullRecordHead } from './fullRecord';
import { icon } from './icon';
import { post } from './page';
import { buttons, failureNotes, fieldGroup, iconButton, mark, passingButton } from './parts';
import { spend } from './tables';

/**
 * Renders the page of one opportunity.
 * @param whole False for the header alone.
 */
export function opportunity(state: OpportunityState, whole: boolean): TemplateResult {
  return html`${header(state)} ${whole ? rest(state) : nothing}`;
}

function rest(state: OpportunityState): TemplateResult {
  const { words, news, notice, attention, groups, raw, full } = state;
  return html`
    <div role="status" class="notice news">${
      news
        ? html`<p>${icon('diff')} <span><bdi>${news.text}</bdi></span></p>${passingButton(news.action, true)}`
        : nothing
    }</div>
    <div role="status" class="notice">${
      notice
        ? html`<div><p>${icon('info')} <span>${notice.text}</span></p>${failureNotes(notice)}</div>${buttons(notice.actions)}`
        : nothing
    }</div>
    ${
      attention
        ? html`<section class="attention ${attention.tone}" aria-labelledby="attention">
            <h2 id="attention">${icon(attention.tone === 'bad' ? 'error' : 'bell-dot')} ${attention.heading}</h2>
            <dl>
              ${attention.texts.map(({ label, text }) => html`<dt>${label}</dt><dd class="lines"><bdi>${text}</bdi></dd>`)}
            </dl>
          </section>`
        : nothing
    }
    <div class="groups">${groups.map((group) => fieldGroup(group, words))}</div>
    ${spend(state.spend, words)} ${full ? fullRecord(full, words) : nothing}
    <details class="card raw" data-part="raw">
      <summary><h2>${raw.heading}</h2></summary>
      <div class="raw-actions">${raw.actions.map(iconButton)}</div>
      <pre tabindex="0" role="region" aria-label=${raw.heading} dir="ltr"><code>${raw.text}</code></pre>
    </details>
  `;
}

function header({ header, editing, full }: OpportunityState): TemplateResult {
  const { company, unnamed, id, catalog, status, closing, spend, stage, position, keep, actions } = header;
  return html`<header>
    <div class="top">
      <p class="where">
        <span class="id">${id}</span>
        ${catalog.tone === 'neutral' ? nothing : mark(catalog)}
        ${
          catalog.text && catalog.tone === 'neutral'
            ? html`<vscode-badge title=${catalog.meaning ?? nothing}>${catalog.text}</vscode-badge>`
            : nothing
        }
      </p>
      <div class="position">
        ${
          position
            ? html`<span>${position.text}</span>${iconButton(position.previous)}${iconButton(position.next)}`
            : nothing
        }${keep ? iconButton(keep) : nothing}
      </div>
    </div>
    <h1 class=${unnamed ? 'unnamed' : ''} tabindex="-1"><bdi>${company}</bdi></h1>
    <p class="facts">
      ${mark(status)} ${closing ? mark(closing) : nothing} ${spend ? html`<span class="spend">${spend}</span>` : nothing}
    </p>
    <p class="note">${editing}</p>
    ${stepper(stage)} ${full ? fullRecordHead(full) : nothing}
    <div class="toolbar">
      ${actions.map(
        (
          action,
        ) => html`<vscode-toolbar-button label=${action.label} title=${action.label} @click=${() => post(action.intent)}
          >${action.icon ? icon(action.icon) : nothing}<span class="button-text">${action.label}</span></vscode-toolbar-button
        >`,
      )}
    </div>
  </header>`;
}

function stepper({ label, steps, lost, elsewhere }: Header['stage']): TemplateResult {
  return html`<div class="stage">
    <ol class="steps" aria-label=${label}>
      ${steps.map(step)}
      <li class="step lost ${lost.current ? 'current' : 'ahead'}" aria-current=${lost.current ? 'step' : nothing}>
        <span class="bar"></span>
        <span class="name">${lost.current ? icon('error') : nothing}${lost.name}</span>
        ${lost.reason ? html`<span class="note"><bdi>${lost.reason}</bdi></span>` : nothing}
      </li>
    </ol>
    ${elsewhere ? html`<p class="elsewhere">${icon('question')} <bdi>${elsewhere}</bdi></p>` : nothing}
  </div>`;
}

function step({ name, place, meaning }: Step): TemplateResult {
  return html`<li class="step ${place}" title=${meaning} aria-current=${place === 'current' ? 'step' : nothing}>
    <span class="bar"></span><span class="name">${place === 'done' ? icon('check') : nothing}${name}</span>
  </li>`;
}
