import '@vscode-elements/elements/dist/vscode-badge/vscode-badge.js';
import '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/vscode-progress-ring.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/vscode-toolbar-button.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { PageView } from '../core/present/detail/pageView';
import { isPanelState, type PanelState } from '../core/present/detail/panelState';
import type { Clock } from '../core/runtime/clock';
import { css as base } from './base.css';
import { comparison } from './comparison';
import { css } from './details.css';
import { Leaving } from './leaving';
import { opportunity } from './opportunity';
import { adopt, begin, post } from './page';
import { failure } from './parts';

/** The clock of the page. */
const pageClock: Pick<Clock, 'schedule'> = {
  schedule(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

adopt(base, css);

const main = document.createElement('main');
document.body.append(main);
listen();

// After Escape closes a tooltip, tooltips appear again when the person moves to another term.
window.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') document.body.classList.add('no-tips');
});
for (const type of ['focusin', 'pointerover'] as const) {
  window.addEventListener(type, () => document.body.classList.remove('no-tips'));
}

begin();

/** Shows what the host says, as often as it does. */
function listen(): void {
  let turn = 0;
  let latest: PanelState | undefined;
  let shownWhole = false;
  const view = (): PageView | undefined => {
    if (latest?.kind !== 'opportunity' || latest.turn !== turn) return undefined;
    const open = parts().flatMap((part) => (part.open && part.dataset.part ? [part.dataset.part] : []));
    return { scroll: Math.max(0, Math.round(window.scrollY)), open };
  };
  const leaving = new Leaving({ view, tell: (left) => post({ type: 'view', turn, ...left }) }, pageClock);
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== window.origin || !isPanelState(data)) return;
    const first = latest === undefined;
    latest = data;
    show(data, shownWhole);
    if (shownWhole) comeBack(data);
    if (!first) return;
    afterNextFrame(() => {
      shownWhole = true;
      if (!latest) return;
      show(latest, true);
      comeBack(latest);
    });
  });
  /** Goes to where the person left the page of the opportunity; another one is read from the top. */
  const comeBack = (state: PanelState) => {
    if (state.kind === 'message' || state.turn === turn) return;
    turn = state.turn;
    for (const part of parts()) part.open = state.view?.open.includes(part.dataset.part ?? '') ?? part.open;
    leaving.comesBack();
    const scroll = () => window.scrollTo(0, state.view?.scroll ?? 0);
    scroll();
    // The buttons take their size later, which moves what is below them.
    afterNextFrame(() => {
      if (turn !== state.turn) return;
      scroll();
      leaving.isBack();
    });
  };
  const moved = () => leaving.moved();
  window.addEventListener('scroll', moved, { passive: true });
  // A part tells only itself that it was opened or closed.
  window.addEventListener('toggle', moved, { capture: true });
  // The keyboard goes elsewhere before the page is hidden.
  for (const type of ['blur', 'pagehide'] as const) window.addEventListener(type, () => leaving.turnsAway());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leaving.turnsAway();
  });
}

/** Returns the parts that a person can open and close. */
function parts(): readonly HTMLDetailsElement[] {
  return [...main.querySelectorAll<HTMLDetailsElement>('details[data-part]')];
}

/** Calls back once the browser has painted what is in the page now. */
function afterNextFrame(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback));
}

/** @param whole False to show only what a person reads first, whose layout takes a fraction of the time of the whole page. */
function show(state: PanelState, whole: boolean): void {
  document.documentElement.lang = state.language;
  render(pageOf(state, whole), main);
}

function pageOf(state: PanelState, whole: boolean): TemplateResult {
  switch (state.kind) {
    case 'opportunity':
      return opportunity(state, whole);
    case 'comparison':
      return comparison(state);
    case 'message':
      return html`<div class="message" role="status" aria-busy=${state.busy}>
        <h1><bdi>${state.heading}</bdi></h1>
        ${
          state.busy
            ? html`<p><vscode-progress-ring aria-label=${state.failure.text}></vscode-progress-ring> ${state.failure.text}</p>`
            : nothing
        }
        ${state.busy ? nothing : failure(state.failure)}
      </div>`;
  }
}
