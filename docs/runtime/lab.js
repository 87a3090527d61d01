// <mp-lab>: one element for every lab. It shows a view (data that Python made), sends a changed state to the bank of
// precomputed views or else to Python, and owns address, keyboard, announcements, progress and errors for all labs.

import { sendMessages } from './flow.js';
import { forget, paint, paintControls, plain, rich } from './paint.js';
import { safe } from './safe.js';

/** @typedef {import('./paint.js').View} View */
/** @typedef {{base: View, views: Record<string, any>}} Bank */

const LONGEST = 20_000; // characters of an address that are read at all
const GENERATED = new URL('../assets/generated/', import.meta.url);

/** @type {Map<string, Promise<Bank | null>>} */
const banks = new Map();

/** @param {string} name */
function bank(name) {
  let found = banks.get(name);
  if (!found) {
    found = fetch(new URL(`bank/${name}.json`, GENERATED))
      .then((reply) => (reply.ok ? reply.json() : null))
      .catch(() => null);
    found.then((value) => value ?? banks.delete(name)); // a failed download may be tried again
    banks.set(name, found);
  }
  return found;
}

/** JSON Merge Patch (RFC 7396). @param {any} target @param {any} patch @returns {any} */
function merge(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result = target && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

/** What differs from another state, as an address. @param {Record<string, string>} state @param {Record<string, string>} base @param {string[]} without */
function difference(state, base, without = []) {
  const entries = Object.entries(state).filter(([key, value]) => base[key] !== value && !without.includes(key));
  return new URLSearchParams(entries).toString();
}

export class MpLab extends HTMLElement {
  /** @type {View} */ view = /** @type {any} */ (null);
  /** @type {View} */ first = /** @type {any} */ (null);
  frame = 0;
  selected = '';
  pointed = '';
  pace = 1;
  asked = 0;
  /** @type {Promise<void>} */ settled = Promise.resolve();
  /** @type {number | undefined} */ playing;
  /** @type {number | undefined} */ addressing;
  /** @type {AbortController | undefined} */ life;

  connectedCallback() {
    const data = /** @type {HTMLTemplateElement | null} */ (this.querySelector(':scope > template.mp-view'));
    if (!this.first) this.first = this.view = JSON.parse(data?.content.textContent ?? '{}');
    this.frame = this.view.frame;
    this.selected = this.view.selected;
    this.life = new AbortController();
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ run, target = /** @type {EventTarget} */ (this)) =>
      target.addEventListener(type, run, { signal: this.life?.signal });
    on('click', (event) => this.onClick(event));
    on('keydown', (event) => this.onKey(event));
    on('change', (event) => this.onChange(event));
    on('input', (event) => this.onInput(event));
    on('submit', (event) => this.onSubmit(event));
    on('pointerover', (event) => {
      this.point(event.target);
      if (event.target instanceof Element) this.foresee(event.target);
    });
    on('pointerleave', () => this.point(null));
    on('focusin', (event) => this.onFocus(event));
    on('mp-set', (event) => this.set(event.detail));
    this.rove();
    this.toggleAttribute('data-alive', true);
    this.show(this.frame, { quiet: true });
    this.readAddress();
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 300));
    if (this.hasAttribute('data-bank')) idle(() => bank(this.view.lab));
  }

  disconnectedCallback() {
    this.stop();
    clearTimeout(this.addressing);
    this.life?.abort();
  }

  // ---- state -------------------------------------------------------------------------------------------------------

  /** Change part of the state: at once from the bank, else from Python. @param {Record<string, string>} patch @param {boolean} [steps] */
  set(patch, steps = false) {
    const state = { ...this.view.state, ...patch };
    const frameKey = this.view.frame_key;
    const onlyFrame = Object.keys(patch).every((key) => key === frameKey);
    if (onlyFrame && frameKey in patch) {
      this.fail(null);
      this.show(Number(patch[frameKey]) || 0, { steps });
      return this.settled;
    }
    if (!(frameKey in patch)) state[frameKey] = String(this.frame);
    const ticket = ++this.asked;
    this.settled = this.find(state, ticket).then(
      (view) => {
        if (ticket === this.asked) this.adopt(view);
      },
      (error) => {
        if (ticket === this.asked) this.fail(error);
      },
    );
    return this.settled;
  }

  /** @param {Record<string, string>} state @param {number} ticket @returns {Promise<View>} */
  async find(state, ticket) {
    const frameKey = this.view.frame_key;
    if (this.hasAttribute('data-bank')) {
      const stored = await bank(this.view.lab);
      const key = stored && difference(state, stored.base.state, [frameKey]);
      if (stored && key !== null && (key === '' || key in stored.views)) {
        const view = key === '' ? stored.base : merge(stored.base, stored.views[key]);
        const frame = Math.min(view.frames - 1, Math.max(0, Number(state[frameKey]) || 0));
        return { ...view, frame, state: { ...view.state, [frameKey]: String(frame) } };
      }
    }
    this.toggleAttribute('data-busy', true);
    try {
      const { runner } = await import('./runner.js');
      const watch = () => ticket === this.asked && this.tell(runner.status);
      runner.addEventListener('status', watch, { signal: this.life?.signal });
      watch();
      try {
        const needs = (this.dataset.needs ?? '').split(' ').filter(Boolean);
        const reply = await runner.ask({ op: 'view', lab: this.view.lab, state }, { needs, key: this.id });
        if (!reply.ok) throw Object.assign(new Error(reply.error.message), { problems: reply.error.problems });
        return reply.view;
      } finally {
        runner.removeEventListener('status', watch);
      }
    } finally {
      if (ticket === this.asked) {
        this.toggleAttribute('data-busy', false);
        this.tell(null);
      }
    }
  }

  /** Show another view: parts whose drawing is the same stay in place, so that focus and motion survive. @param {View} view */
  adopt(view) {
    const focus = document.activeElement;
    const held = focus && this.contains(focus) ? { key: focus.getAttribute('data-key'), id: focus.id } : null;
    for (const [area, html] of Object.entries(view.parts)) {
      const place = this.querySelector(`[data-part="${CSS.escape(area)}"]`);
      if (!place || this.view.parts[area] === html) continue;
      const open = place.querySelector('details')?.open;
      place.replaceChildren(safe(html));
      forget(place);
      if (open) place.querySelector('details')?.setAttribute('open', '');
    }
    if (!(this.selected.split('@')[0] in view.details) || view.selected !== this.view.selected) this.selected = view.selected;
    this.view = view;
    this.pointed = '';
    this.fail(null);
    this.rove();
    this.show(view.frame);
    if (held && !this.contains(document.activeElement)) {
      const again = held.id ? this.querySelector(`#${CSS.escape(held.id)}`) : held.key && this.querySelector(`[data-key="${CSS.escape(held.key)}"]`);
      if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
    }
    this.dispatchEvent(new CustomEvent('mp-view', { bubbles: true, detail: view }));
  }

  /** Paint one frame. @param {number} frame @param {{quiet?: boolean, steps?: boolean}} [how] */
  show(frame, { quiet = false, steps = false } = {}) {
    this.frame = Math.min(this.view.frames - 1, Math.max(0, Math.floor(frame)));
    if (steps) sendMessages(this, this.pace);
    for (const part of this.querySelectorAll('[data-part]'))
      paint(part, this.view, this.frame);
    paintControls(this, this.view, this.frame);
    for (const button of this.querySelectorAll('[data-act="back"], [data-act="reset"]'))
      button.setAttribute('aria-disabled', String(this.frame === 0));
    for (const button of this.querySelectorAll('[data-act="forward"], [data-act="play"]'))
      button.setAttribute('aria-disabled', String(this.frame >= this.view.frames - 1));
    this.explain();
    if (quiet) return;
    this.say(plain(this.view.say, this.view.series, this.frame));
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => this.writeAddress(), 250);
  }

  // ---- the arithmetic of one value -----------------------------------------------------------------------------------

  explain() {
    const key = this.pointed || this.selected;
    const [name, fixed] = key.split('@');
    const detail = this.view.details[name];
    if (!detail) return;
    const frame = fixed === undefined ? this.frame : Number(fixed);
    for (const place of this.querySelectorAll('[data-detail]')) {
      const hook = place.getAttribute('data-detail') ?? '';
      rich(place, (frame === 0 && detail[`first_${hook}`]) || detail[hook] || [], this.view.series, frame);
    }
    const heard = frame === 0 && detail.first_text ? [] : (detail.lights ?? []);
    const lit = new Set([name, `${name}@${frame}`]);
    for (const other of heard) lit.add(other).add(`${other}@${frame - 1}`);
    for (const element of this.querySelectorAll('[data-key]')) {
      const own = element.getAttribute('data-key') ?? '';
      element.toggleAttribute('data-lit', lit.has(own));
      element.toggleAttribute('data-chosen', own === name || own === `${name}@${frame}`);
    }
    for (const drawing of this.querySelectorAll('svg.mp-graph')) {
      const nodes = [...drawing.querySelectorAll('.mp-node')].map((node) => node.getAttribute('data-key') ?? '');
      for (const carrier of drawing.querySelectorAll('[data-flow]')) {
        const used = (carrier.getAttribute('data-flow') ?? '').split(' ').some((flow) => {
          const [from, to] = flow.split('>').map((i) => nodes[Number(i)]);
          return to === name && heard.includes(from);
        });
        if (used) carrier.toggleAttribute('data-lit', true);
      }
    }
  }

  /** @param {EventTarget | null} target */
  point(target) {
    const key = target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? '') : '';
    const known = key && key.split('@')[0] in this.view.details ? key : '';
    if (known === this.pointed) return;
    this.pointed = known;
    this.explain();
  }

  // ---- events --------------------------------------------------------------------------------------------------------

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target).closest('[data-act], [data-set], [data-key]');
    if (!target) return;
    const act = target.getAttribute('data-act');
    const patch = target.getAttribute('data-set');
    if (act) this.act(act, target);
    else if (patch !== null) this.set(Object.fromEntries(new URLSearchParams(patch)));
    else this.choose(target.getAttribute('data-key') ?? '');
  }

  /** @param {string} act @param {Element} target */
  act(act, target) {
    if (target.getAttribute('aria-disabled') === 'true') return;
    if (act !== 'play') this.stop();
    if (act === 'forward') this.set({ [this.view.frame_key]: String(this.frame + 1) }, true);
    else if (act === 'back') this.set({ [this.view.frame_key]: String(this.frame - 1) });
    else if (act === 'reset') this.set({ [this.view.frame_key]: '0' });
    else if (act === 'play') this.playing === undefined ? this.play() : this.stop();
    else if (act === 'share') this.share(target);
    else if (act === 'embed') this.share(target, true);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if ((event.key === 'Enter' || event.key === ' ') && target.getAttribute('role') === 'button') {
      event.preventDefault();
      target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    }
    const move = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const cell = target.closest('td');
    const table = cell?.closest('[data-roving]');
    if (!move || !cell || !table) return;
    event.preventDefault();
    const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td:not([hidden])')]);
    const row = rows.findIndex((cells) => cells.includes(cell));
    const next = rows[row + move[0]]?.[rows[row].indexOf(cell) + move[1]];
    if (next) /** @type {HTMLElement} */ (next).focus();
  }

  /** What the reader is about to change may need Python: begin to fetch it. @param {Element} target */
  foresee(target) {
    const control = target.closest('input, select, form');
    if (!control || control.matches('[data-frame], [data-ui]')) return;
    if (this.hasAttribute('data-bank') && control.matches('[type="radio"], [type="checkbox"]')) return;
    import('./runner.js').then(({ runner }) => runner.preload());
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const target = /** @type {Element} */ (event.target);
    this.foresee(target);
    if (target.matches('td')) {
      for (const other of target.closest('[data-roving]')?.querySelectorAll('td[tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1');
      target.setAttribute('tabindex', '0');
    }
    const key = target.closest('[data-key]')?.getAttribute('data-key');
    if (key) this.choose(key);
  }

  /** @param {string} key */
  choose(key) {
    if (!(key.split('@')[0] in this.view.details)) return;
    this.selected = key;
    this.pointed = '';
    this.explain();
  }

  /** @param {Event} event */
  onChange(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.dataset.ui === 'speed') {
      this.pace = Number(input.value) || 1;
      if (this.playing !== undefined) this.play();
      return;
    }
    if (!input.name || input.form?.hasAttribute('data-apply') || input.name === this.view.frame_key || input.type === 'range') return;
    const value = input.type === 'checkbox' ? (input.checked ? '1' : '0') : input.value.trim();
    this.set({ [input.name]: (input.dataset.pattern ?? '{}').replace('{}', () => value) });
  }

  /** @param {Event} event */
  onInput(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type !== 'range' || !input.name) return;
    this.stop();
    this.set({ [input.name]: input.value });
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.hasAttribute('data-apply')) return;
    /** @type {Record<string, string>} */
    const patch = { [this.view.frame_key]: '0', ...Object.fromEntries(new URLSearchParams(form.dataset.apply ?? '')) };
    for (const input of /** @type {any} */ (form.elements)) if (input.name) patch[input.name] = input.value.trim();
    this.set(patch);
  }

  play() {
    this.stop();
    this.playing = setInterval(() => {
      if (this.frame >= this.view.frames - 1) this.stop();
      else this.set({ [this.view.frame_key]: String(this.frame + 1) }, true);
    }, 950 / this.pace);
    this.playButton('Pause');
    if (this.frame < this.view.frames - 1) this.set({ [this.view.frame_key]: String(this.frame + 1) }, true);
  }

  stop() {
    clearInterval(this.playing);
    this.playing = undefined;
    this.playButton('Play');
  }

  /** @param {string} words */
  playButton(words) {
    for (const button of this.querySelectorAll('[data-act="play"]')) button.textContent = words;
  }

  rove() {
    for (const table of this.querySelectorAll('[data-roving]')) {
      if (!table.querySelector('td[tabindex="0"]')) table.querySelector('td')?.setAttribute('tabindex', '0');
    }
  }

  // ---- words: announcements, errors, progress ------------------------------------------------------------------------

  /** @param {string} words */
  say(words) {
    const live = this.querySelector('.mp-lab__live');
    if (live) live.textContent = words;
  }

  /** @param {(Error & {problems?: string[]}) | null} error */
  fail(error) {
    const place = this.querySelector('.mp-lab__error');
    if (!place) return;
    place.replaceChildren();
    place.toggleAttribute('hidden', !error);
    if (!error) return;
    const list = document.createElement('ul');
    const problems = error.problems?.length ? error.problems : [error.message];
    for (const problem of problems) list.append(Object.assign(document.createElement('li'), { textContent: problem }));
    const words = document.createElement('p');
    words.textContent = 'This cannot be drawn, so the figure still shows the last state:';
    place.append(words, list);
  }

  /** @param {{state: string, bytes: number, total: number, message: string, slow?: boolean} | null} status */
  tell(status) {
    const place = this.querySelector('.mp-lab__status');
    if (!place) return;
    const waits = status && status.state !== 'ready' && (status.state !== 'running' || status.slow);
    place.toggleAttribute('hidden', !waits);
    place.replaceChildren();
    if (!status || !waits) return;
    place.append(Object.assign(document.createElement('span'), { textContent: status.message }));
    if (status.state === 'loading' && status.total) {
      const bar = Object.assign(document.createElement('progress'), { max: status.total, value: status.bytes });
      bar.setAttribute('aria-label', 'Python, bytes loaded');
      place.append(bar);
    }
    /** @param {string} words @param {(runner: import('./runner.js').Runner) => void} run */
    const offer = (words, run) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words, className: 'mp-button' });
      button.addEventListener('click', () => import('./runner.js').then(({ runner }) => run(runner)));
      place.append(button);
    };
    if (status.state === 'failed' || status.state === 'stopped') offer('Retry', (runner) => runner.retry());
    if (status.slow) {
      offer('Stop', (runner) => runner.stop());
      offer('Keep going', (runner) => runner.keepGoing());
    }
  }

  // ---- the address -----------------------------------------------------------------------------------------------------

  /** @param {URLSearchParams} params */
  follow(params) {
    const patch = Object.fromEntries([...params].filter(([key]) => key !== 'lab' && key !== 'embed'));
    if (Object.keys(patch).length === 0) patch[this.view.frame_key] = '0';
    return this.set({ ...this.first.state, ...patch });
  }

  readAddress() {
    const search = location.search;
    if (!search.includes(`lab=${this.id}`)) return;
    if (search.length > LONGEST)
      return this.fail(new Error(`The address has ${search.length} characters; a figure reads at most ${LONGEST}. It shows its own start instead.`));
    const params = new URLSearchParams(search);
    if (params.get('lab') === this.id) this.follow(params);
  }

  address() {
    const state = { ...this.view.state, [this.view.frame_key]: String(this.frame) };
    const changed = difference(state, this.first.state);
    const url = new URL(location.href);
    const frame = new URLSearchParams(location.search).has('embed') ? `&embed=${encodeURIComponent(this.id)}` : '';
    url.search = changed || frame ? `?lab=${encodeURIComponent(this.id)}${frame}${changed && '&'}${changed}` : '';
    return url;
  }

  writeAddress() {
    if (!this.isConnected || !this.id) return; // a figure inside a cell has no address
    try {
      history.replaceState(history.state, '', this.address());
    } catch {
      // some browsers limit how often; the next change writes it
    }
  }

  /** Copy a link to this state, or the code that embeds it. @param {Element} button @param {boolean} [embed] */
  async share(button, embed = false) {
    const url = this.address();
    url.searchParams.set('lab', this.id);
    url.hash = embed ? '' : this.id;
    if (embed) url.searchParams.set('embed', this.id);
    const title = this.view.title.replace(/["<>&]/g, '');
    const text = embed
      ? `<iframe src="${url.href.replaceAll('&', '&amp;')}" title="${title}" width="100%" height="720" loading="lazy"></iframe>`
      : url.href;
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      this.say(embed ? 'Code copied: it shows the figure in another page just as it is now.' : 'Link copied: it opens the figure just as it is now.');
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = words), 1600);
    } catch {
      const place = this.querySelector('.mp-lab__status');
      if (!place) return;
      place.toggleAttribute('hidden', false);
      const field = Object.assign(document.createElement('input'), { type: 'text', readOnly: true, value: text });
      field.setAttribute('aria-label', 'Copy this text');
      place.replaceChildren('This browser does not let a page copy; the text to copy: ', field);
      field.select();
    }
  }
}

// A link that sets a figure of this page: no navigation, no reload; on another page it is an ordinary link.
document.addEventListener(
  'click',
  (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href*="lab="]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(/** @type {HTMLAnchorElement} */ (link).href);
    const lab = document.getElementById(url.searchParams.get('lab') ?? '');
    if (url.pathname !== location.pathname || !(lab instanceof MpLab)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lab.stop();
    lab.follow(url.searchParams);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    lab.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  },
  { capture: true },
);

if (!customElements.get('mp-lab')) customElements.define('mp-lab', MpLab);
