import { html, nothing, type TemplateResult } from 'lit';
import type {
  Action,
  Change,
  Failure,
  Field,
  FieldGroup,
  Mark,
  PageText,
  Shown,
} from '../core/present/detail/panelState';
import { icon } from './icon';
import { post } from './page';

/** Renders a button with only an icon and a label for screen readers. */
export function iconButton({ label, icon: name, intent, disabled }: Action): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    aria-label=${label}
    title=${label}
    ?disabled=${disabled ?? false}
    @click=${() => post(intent)}
  >
    ${name ? icon(name) : label}
  </button>`;
}

/** Renders a button with text. */
export function button(action: Action, secondary = false, press = () => post(action.intent)): TemplateResult {
  return html`<vscode-button ?secondary=${secondary} @click=${press}>${
    action.icon ? html`<span slot="content-before">${icon(action.icon)}</span>` : nothing
  }${action.label}</vscode-button>`;
}

/** Renders a button that goes away when it is pressed. The focus then stays in the page, at its heading. */
export function passingButton(action: Action, secondary = false): TemplateResult {
  return button(action, secondary, () => {
    document.querySelector('h1')?.focus({ preventScroll: true });
    post(action.intent);
  });
}

/** Renders buttons for the possible actions, the most likely first. */
export function buttons(actions: readonly Action[]): TemplateResult | typeof nothing {
  if (actions.length === 0) return nothing;
  return html`<div class="buttons">${actions.map((action, index) => button(action, index > 0))}</div>`;
}

/** Renders a short text in a frame, with an icon if there is one. The color never adds information to the text. */
export function mark({ text, tone, icon: name, meaning }: Mark): TemplateResult {
  return html`<span class="mark ${tone}" title=${meaning ?? nothing}>${name ? icon(name) : nothing}<bdi>${text}</bdi></span>`;
}

/** Renders a term with AWS's meaning of it, which is shown on hover or focus. */
export function term(name: string, label: string, meaning: string): TemplateResult {
  const id = `about-${name}`;
  return html`<span class="term"
    ><button
      type="button"
      aria-describedby=${id}
      @click=${({ currentTarget }: Event) => (currentTarget as HTMLElement).toggleAttribute('data-pinned')}
      @blur=${({ currentTarget }: Event) => (currentTarget as HTMLElement).removeAttribute('data-pinned')}
    >
      ${label}</button
    ><span class="tip" role="tooltip" id=${id}>${meaning} <code>${name}</code></span></span
  >`;
}

/** Renders a value as text in the direction of its own script. */
export function shown({ text, note, intent }: Shown): TemplateResult {
  const value = html`<bdi class="lines">${text}</bdi>`;
  return html`<span class="value"
    >${intent ? html`<button type="button" class="link" @click=${() => post(intent)}>${value}</button>` : value}${
      note ? html`<span class="note"><bdi>${note}</bdi></span>` : nothing
    }</span
  >`;
}

export function fieldGroup({ heading, fields }: FieldGroup, words: PageText): TemplateResult {
  const id = idOf('group', heading);
  return html`<section class="card" aria-labelledby=${id}>
    <h2 id=${id}>${heading}</h2>
    <dl>
      ${fields.map((field) => fieldRow(field, words))}
    </dl>
  </section>`;
}

function fieldRow(field: Field, words: PageText): TemplateResult {
  const { name, label, meaning, values, change, actions } = field;
  const texts = values.map(shown);
  return html`<div class="field ${change ? 'changed' : ''}" data-field=${name}>
    <dt>
      ${meaning ? term(name, label, meaning) : html`<span class="plain-term" title=${name}>${label}</span>`}
    </dt>
    <dd>
      ${texts.length === 0 ? html`<span class="absent">${words.absent}</span>` : change ? html`<ins>${texts}</ins>` : texts}${actions.map(iconButton)}
      ${changeNote(change, words)}
    </dd>
  </div>`;
}

/** Renders that something changed, and what it was before, if that is known. */
export function changeNote(change: Change | undefined, words: PageText): TemplateResult | typeof nothing {
  if (!change) return nothing;
  const { before } = change;
  return html`<span class="before"><b>${words.changed}</b> ${before ? old(before, words) : before === '' ? words.beforeAbsent : words.beforeUnknown}</span>`;
}

function old(before: string, words: PageText): TemplateResult {
  const [start = '', end = ''] = words.before.split('{0}');
  return html`<bdi>${start}<del class="lines">${before}</del>${end}</bdi>`;
}

export function failure(failed: Failure): TemplateResult {
  return html`<div class="failure">
    <p>${icon('warning')} <span>${failed.text}</span></p>
    ${failureNotes(failed)} ${buttons(failed.actions)}
  </div>`;
}

/** Renders what is known about a failure beside its sentence. AWS's own text is text, in its own direction. */
export function failureNotes({ notes = [], requestId }: Failure): TemplateResult {
  const lines = requestId ? [...notes, requestId] : notes;
  return html`${lines.map((line) => html`<p class="note"><bdi>${line}</bdi></p>`)}`;
}

/** Returns an id for the heading of a part, unlike those of other parts. */
export function idOf(part: string, heading: string): string {
  return `${part}-${encodeURIComponent(heading)}`;
}
