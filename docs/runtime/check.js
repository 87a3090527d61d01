// <mp-check>: runs a claim's check in the reader's browser and says what it comes to, beside what the build computed.

import { aloud, button, element, waiting } from './waiting.js';

/** @typedef {{what: string, computed: string, relation: string, expected: string, within: string, holds: boolean}} Comparison */
/** @typedef {{holds: boolean, error: string, comparisons: Comparison[]}} Outcome */

/** One line of evidence as the build's table has it. @param {Comparison} line */
const cells = (line) => [line.what, line.computed, line.relation, line.expected, line.within];

export class MpCheck extends HTMLElement {
  /** @type {HTMLButtonElement | null} */ start = null;
  said = document.createElement('div');
  busy = false;

  connectedCallback() {
    if (this.start) return;
    this.start = button('Check it now', () => (this.busy ? this.stop() : this.check()), 'mp-button');
    this.said.className = 'mp-check__said';
    this.said.setAttribute('aria-live', 'polite');
    this.start.addEventListener('pointerenter', () => import('./runner.js').then(({ runner }) => runner.preload()));
    this.replaceChildren(this.start, this.said);
  }

  async stop() {
    const { runner } = await import('./runner.js');
    if (this.busy) runner.stop();
  }

  async check() {
    if (!this.start) return;
    this.busy = true;
    this.start.textContent = 'Stop';
    const { runner } = await import('./runner.js');
    let heard = '';
    const follow = () => {
      const said = aloud(runner.status) + runner.status.slow;
      if (said === heard && runner.status.state === 'loading') this.said.querySelector('progress')?.setAttribute('value', String(runner.status.bytes));
      else this.said.replaceChildren(...waiting(runner.status));
      heard = said;
    };
    runner.addEventListener('status', follow);
    follow();
    try {
      const reply = await runner.ask({ op: 'check', group: this.dataset.group, claim: this.dataset.claim });
      if (reply.ok) this.show(reply.outcome);
      else this.said.replaceChildren(element('span', '', reply.error.message));
    } finally {
      runner.removeEventListener('status', follow);
      this.busy = false;
      this.start.textContent = 'Check it again';
    }
  }

  /** @param {Outcome} outcome */
  show(outcome) {
    const rows = [...(this.closest('.mp-entry')?.querySelectorAll('.mp-evidence tbody tr') ?? [])];
    const built = rows.map((row) => [...row.children].map((cell) => cell.textContent));
    const now = outcome.comparisons.map(cells);
    const other = now.filter((line, at) => JSON.stringify(line) !== JSON.stringify(built[at]));
    const count = now.length === 1 ? '1 comparison' : `${now.length} comparisons`;
    const same = other.length ? `${other.length} of the numbers differ from those of the build.` : 'The numbers are those of the build, digit for digit.';
    const words = outcome.holds ? `It holds here too: ${count}, computed just now in your browser. ${same}` : `It does not hold here. ${outcome.error}`;
    const line = element('span', outcome.holds ? 'mp-check__holds' : 'mp-check__fails', words);
    const list = element('ul', '');
    for (const [what, computed, relation, expected, within] of outcome.holds ? other : outcome.comparisons.filter((one) => !one.holds).map(cells)) {
      list.append(element('li', '', `${what}: ${computed} ${relation} ${expected} ${within}`));
    }
    this.said.replaceChildren(line, ...(list.childElementCount ? [list] : []));
  }
}

if (!customElements.get('mp-check')) customElements.define('mp-check', MpCheck);
