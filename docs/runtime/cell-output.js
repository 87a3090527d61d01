// What a cell printed, its value and its error, drawn as the build draws them (explainers/cells.py), from the same record.

import { safe } from './safe.js';
import { element } from './waiting.js';

const MOST = { characters: 60_000, lines: 2_000 }; // more than this in one <pre> would make the page slow to lay out

/** @typedef {{kind: string, text: string}} Value */
/** @typedef {{kind: string, message: string, text: string, line: number | null, hint: string | null}} Fault */
/** @typedef {{value: Value | null, error: Fault | null, exited: string | null}} Result */

export class Output {
  /** @type {HTMLElement | null} */ #printed = null;
  #characters = 0;
  #lines = 0;
  #hidden = 0;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /** A run begins: what is there stays, pale, until there is something new, so that nothing jumps. */
  begin() {
    this.place.setAttribute('data-pending', '');
    this.#printed = null;
    this.#characters = this.#lines = this.#hidden = 0;
  }

  #fresh() {
    if (!this.place.hasAttribute('data-pending')) return;
    this.place.removeAttribute('data-pending');
    this.place.replaceChildren();
  }

  /** @param {string} text */
  print(text) {
    this.#fresh();
    if (!this.#printed) {
      this.#printed = element('pre', 'mp-cell__printed');
      this.place.append(this.#printed);
    }
    const room = Math.max(0, MOST.characters - this.#characters);
    let shown = text.slice(0, room);
    const lines = shown.split('\n');
    if (this.#lines + lines.length - 1 > MOST.lines) shown = lines.slice(0, Math.max(0, MOST.lines - this.#lines)).join('\n');
    this.#lines += lines.length - 1;
    this.#characters += shown.length;
    this.#hidden += text.length - shown.length;
    if (shown) this.#printed.append(shown);
    if (this.#hidden) {
      const more = this.place.querySelector('.mp-cell__more') ?? this.place.appendChild(element('p', 'mp-cell__more mp-cell__hint'));
      more.textContent = `… ${this.#hidden.toLocaleString('en')} more characters are not shown.`;
    }
  }

  /** @param {Result} result */
  finish({ value, error, exited }) {
    this.#fresh();
    if (value) this.place.append(this.#drawn(value));
    if (error) this.fault(error.text, error.hint);
    if (exited !== null) this.place.append(element('p', 'mp-cell__hint', `The program ended itself: sys.exit(${exited}).`));
    if (!this.place.childNodes.length) this.place.append(element('p', 'mp-cell__hint', 'It ran, and printed nothing.'));
    this.#reachable();
  }

  /** @param {string} text @param {string | null} [hint] */
  fault(text, hint) {
    this.#fresh();
    const place = element('div', 'mp-cell__error');
    place.append(element('pre', '', text));
    if (hint) place.append(element('p', 'mp-cell__hint', hint));
    this.place.append(place);
    this.#reachable();
  }

  /** The run ended early; what was printed stays. @param {string} words */
  note(words) {
    this.#fresh();
    this.place.append(element('p', 'mp-cell__hint', words));
    this.#reachable();
  }

  /** @param {Value} value */
  #drawn(value) {
    const place = element('div', 'mp-cell__value');
    place.dataset.kind = value.kind;
    if (value.kind === 'text') place.append(element('pre', '', value.text));
    else if (value.kind === 'view') place.append(figure(JSON.parse(value.text)));
    else place.append(safe(value.text));
    return place;
  }

  /** What scrolls must be reached by keyboard. */
  #reachable() {
    for (const pre of this.place.querySelectorAll('pre')) {
      if (pre.scrollHeight <= pre.clientHeight && pre.scrollWidth <= pre.clientWidth) continue;
      pre.tabIndex = 0;
      pre.setAttribute('role', 'group');
      pre.setAttribute('aria-label', 'Output');
    }
  }
}

/** A view as a figure to step through: the element is the same that pages have. @param {any} view */
function figure(view) {
  const lab = element('mp-lab', 'mp-lab');
  for (const row of view.layout) {
    const line = element('div', 'mp-row');
    for (const area of row.split(' ')) {
      const part = element('div', `mp-part mp-part--${area}`);
      part.dataset.part = area;
      part.append(safe(view.parts[area]));
      line.append(part);
    }
    lab.append(line);
  }
  const status = element('div', 'mp-lab__status');
  const error = element('div', 'mp-lab__error');
  const live = element('p', 'mp-lab__live mp-sr');
  status.hidden = error.hidden = true;
  live.setAttribute('aria-live', 'polite');
  const data = Object.assign(document.createElement('template'), { className: 'mp-view' });
  data.content.append(JSON.stringify(view));
  lab.append(status, error, live, data);
  lab.setAttribute('role', 'group');
  lab.setAttribute('aria-label', view.title);
  return lab;
}
