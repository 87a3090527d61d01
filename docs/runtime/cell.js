// <mp-cell>: an example that the reader can edit and run. Source and output are in the page already; this adds the rest.

import { Kept, Source } from './cell-text.js';
import { aloud, button, element, waiting } from './waiting.js';

/** @typedef {import('./protocol.js').Reply} Reply */
/** @typedef {import('./state.js').Status} Status */

const BUTTONS = [
  ['run', 'Run'],
  ['stop', 'Stop'],
  ['edit', 'Edit'],
  ['reset', 'Reset'],
  ['copy', 'Copy'],
  ['share', 'Share'],
];

const order = () => import('./cell-order.js');
const sharing = () => import('./cell-share.js');

export class MpCell extends HTMLElement {
  /** @type {Source} */ source = /** @type {any} */ (null);
  /** made when something runs (cell-order.js) @type {import('./cell-output.js').Output | null} */ output = null;
  /** @type {HTMLElement} */ place = /** @type {any} */ (null);
  /** @type {Kept} */ kept = /** @type {any} */ (null);
  /** @type {Record<string, HTMLButtonElement>} */ buttons = {};
  /** @type {HTMLElement} */ status = element('div', 'mp-cell__status');
  /** @type {HTMLElement} */ live = element('p', 'mp-sr');
  /** @type {HTMLElement} */ notice = element('div', 'mp-cell__notice');
  /** the texts that made the output shown; null: those of the build */
  /** @type {string | null} */ made = null;
  /** a text that came with a link while the reader has one of their own: it is not kept unless they say so */
  foreign = false;
  busy = false;
  title_ = '';
  /** @type {AbortController | undefined} */ life;

  connectedCallback() {
    if (!this.source) this.#build();
    this.life = new AbortController();
    const { signal } = this.life;
    addEventListener('hashchange', () => this.#openLink(), { signal });
    document.addEventListener('mp-cell-text', () => this.#age(), { signal });
    this.toggleAttribute('data-alive', true);
    this.#openLink();
    this.#changed();
  }

  disconnectedCallback() {
    this.life?.abort();
    if (this.busy) order().then(({ stop }) => this.isConnected || stop(this)); // nobody is there to see its end
  }

  #build() {
    const bar = /** @type {HTMLElement} */ (this.querySelector('.mp-cell__bar'));
    const code = /** @type {HTMLElement} */ (this.querySelector('.mp-cell__source'));
    this.place = /** @type {HTMLElement} */ (this.querySelector('.mp-cell__output'));
    this.title_ = bar.querySelector('.mp-cell__name')?.textContent ?? 'Example';
    this.source = new Source(code, this.title_);
    this.kept = new Kept(this.dataset.name ?? '', this.source.original);
    const own = this.kept.read();
    if (own !== null && own !== this.source.original) this.source.set(own);
    for (const [act, words] of BUTTONS) {
      bar.append((this.buttons[act] = button(words, () => this.#act(act), `mp-cell__button mp-cell__button--${act}`)));
    }
    this.buttons.run.title = 'Ctrl+Enter, ⌘+Enter';
    this.live.setAttribute('aria-live', 'polite');
    this.notice.hidden = this.status.hidden = this.buttons.stop.hidden = true;
    bar.after(this.notice);
    this.place.before(this.status);
    this.append(this.live);
    this.addEventListener('keydown', (event) => this.#key(event));
    for (const type of ['pointerover', 'focus']) this.buttons.run.addEventListener(type, preload);
    this.source.addEventListener('input', () => this.#typed());
    this.source.addEventListener('leave', () => this.#edit(false));
  }

  // ---- what the reader does ------------------------------------------------------------------------------------------

  /** @param {string} act */
  #act(act) {
    if (act === 'run') this.run();
    else if (act === 'stop') order().then(({ stop }) => stop(this));
    else if (act === 'edit') this.#edit(!this.source.area);
    else if (act === 'reset') this.#reset();
    else if (act === 'copy') this.#copy(this.source.text, 'copy');
    else if (act === 'share') this.#share();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.run();
  }

  run() {
    if (this.busy) return;
    this.wait('Python is asked to run it…');
    order().then(
      ({ run }) => run(this),
      () => this.rest('A part of this page could not be loaded. Are you offline?'),
    );
  }

  /** @param {boolean} on */
  #edit(on) {
    if (on) this.source.edit();
    else this.source.close();
    this.buttons.edit.textContent = on ? 'Done' : 'Edit';
    if (on) preload();
    else this.buttons.edit.focus();
  }

  #typed() {
    if (!this.foreign && !this.kept.write(this.source.text === this.source.original ? null : this.source.text)) {
      this.#notify('This browser keeps nothing for this site: your text is gone when you leave the page.', []);
    }
    if (!this.foreign && this.notice.dataset.kind !== 'storage') this.notice.hidden = true;
    this.#changed();
  }

  #reset() {
    const before = this.source.text;
    this.#show(this.source.original, true);
    this.buttons.edit.focus();
    this.#notify('This is the original text again.', [['Undo', () => this.#show(before, true)]]);
  }

  /** @param {string} text @param {boolean} keep */
  #show(text, keep) {
    this.source.set(text);
    if (keep) this.foreign = false;
    if (keep) this.kept.write(text === this.source.original ? null : text);
    this.notice.hidden = true;
    this.#changed();
  }

  async #share() {
    const link = new URL(location.href);
    link.hash = await (await sharing()).pack(this.id, this.source.text);
    this.#copy(link.href, 'share');
  }

  /** @param {string} text @param {string} act */
  async #copy(text, act) {
    const words = act === 'share' ? 'The link is copied. It holds the text itself; opening it does not run it.' : 'The source is copied.';
    try {
      await navigator.clipboard.writeText(text);
      this.say(words);
      const pressed = this.buttons[act];
      const [, plain] = BUTTONS.find(([name]) => name === act) ?? [];
      pressed.textContent = 'Copied';
      setTimeout(() => (pressed.textContent = plain ?? act), 1600);
    } catch {
      this.#notify('This browser does not let the page copy. Here it is:', [], text);
    }
  }

  async #openLink() {
    const fragment = location.hash;
    if (!fragment.startsWith(`#cell=${this.id}:`)) return;
    const own = this.kept.read();
    try {
      const text = await (await sharing()).unpack(fragment);
      this.foreign = own !== null && own !== text;
      this.source.set(text);
      this.#changed();
      const back = this.foreign ? 'Show my own text' : 'Show the original';
      /** @type {[string, () => void][]} */
      const ways = [[back, () => this.#show(own ?? this.source.original, true)]];
      if (this.foreign) ways.push(['Keep this one instead of mine', () => this.#show(this.source.text, true)]);
      this.#notify('This text came with the link that you opened, and not from this site. Read it before you run it.', ways);
    } catch (error) {
      this.#notify(`The link to this example cannot be read (${error instanceof Error ? error.message : error}), so it shows ${own === null ? 'the original' : 'your own text'}.`, []);
    }
    this.scrollIntoView({ block: 'start' });
  }

  // ---- what it says ---------------------------------------------------------------------------------------------------

  /** @param {string} words @param {[string, () => void][]} ways @param {string} [text] to be copied by hand */
  #notify(words, ways, text) {
    this.notice.replaceChildren(element('span', '', words));
    for (const [name, go] of ways) {
      const chosen = () => {
        go();
        this.buttons.run.focus();
      };
      this.notice.append(button(name, chosen, 'mp-cell__button'));
    }
    if (text !== undefined) {
      const field = Object.assign(document.createElement('input'), { value: text, readOnly: true, className: 'mp-cell__link' });
      field.setAttribute('aria-label', 'Text to copy');
      this.notice.append(field);
      field.select();
    }
    this.notice.dataset.kind = ways.length ? 'choice' : 'storage';
    this.notice.hidden = false;
    this.say(words);
  }

  /** @param {string} words */
  say(words) {
    this.live.textContent = words;
  }

  #changed() {
    this.buttons.reset.hidden = this.source.text === this.source.original;
    document.dispatchEvent(new Event('mp-cell-text'));
  }

  /** Output that is older than its source, or than a source above it, says so. */
  #age() {
    const all = [.../** @type {NodeListOf<MpCell>} */ (document.querySelectorAll('mp-cell'))].filter((cell) => cell.source);
    const above = all.slice(0, all.indexOf(this) + 1);
    const made = this.made ?? JSON.stringify(above.map((cell) => cell.source.original));
    const stale = JSON.stringify(above.map((cell) => cell.source.text)) !== made;
    if (stale === this.hasAttribute('data-stale')) return;
    this.toggleAttribute('data-stale', stale);
    if (!this.busy) this.#line(stale ? 'The output is older than the source. Run the example to renew it.' : '');
  }

  /** The line between source and output. @param {string} words */
  #line(words) {
    this.status.hidden = !words;
    this.status.replaceChildren(element('span', '', words));
  }

  // ---- what its run says to it (cell-order.js) --------------------------------------------------------------------------

  /** @param {string} words */
  wait(words) {
    this.busy = true;
    this.notice.hidden = this.foreign ? this.notice.hidden : true;
    this.buttons.run.setAttribute('aria-disabled', 'true');
    this.buttons.stop.hidden = false;
    this.#line(words);
  }

  /** Python's state, while this cell is the one that is wanted. @param {Status} status */
  follow(status) {
    if (!this.busy) return;
    this.status.hidden = false;
    this.status.replaceChildren(...waiting(status));
    if (aloud(status) !== this.live.textContent) this.say(aloud(status));
  }

  /** @param {string} texts */
  begin(texts) {
    this.made = texts;
    this.output?.begin();
    this.setAttribute('data-running', '');
  }

  /** @param {Reply} reply */
  end(reply) {
    this.removeAttribute('data-running');
    if (reply.ok) {
      this.output?.finish(reply.result);
      const { error } = reply.result;
      if (!this.busy) return;
      this.say(error ? `${error.kind}: ${error.message}` : `Done. ${this.place.innerText.slice(0, 300)}`);
    } else if (reply.error.kind === 'Stopped') this.output?.note('Stopped.');
    else this.output?.fault(reply.error.message);
  }

  /** The run is over. @param {string} words */
  rest(words) {
    const held = this.buttons.stop === document.activeElement || this.status.contains(document.activeElement);
    this.busy = false;
    this.buttons.run.removeAttribute('aria-disabled');
    this.buttons.stop.hidden = true;
    if (held) this.buttons.run.focus();
    this.removeAttribute('data-stale');
    this.#line('');
    document.dispatchEvent(new Event('mp-cell-text'));
    if (!words) return;
    this.#line(words);
    this.say(words);
  }
}

function preload() {
  import('./runner.js').then(({ runner }) => runner.preload());
}

if (!customElements.get('mp-cell')) customElements.define('mp-cell', MpCell);
