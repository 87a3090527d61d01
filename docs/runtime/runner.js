// The one Python of a tab, as the page sees it: ask, preload, stop, keep going, retry; its status as words and events.

import { decode, encode, refusal } from './protocol.js';
import { IDLE, deadline, next } from './state.js';

/** @typedef {import('./protocol.js').Reply} Reply */
/** @typedef {import('./protocol.js').FromWorker} FromWorker */
/** @typedef {import('./state.js').Happening} Happening */
/**
 * @typedef {object} Options
 * @property {string[]} [needs] packages that must be there first: only "numpy" is shipped
 * @property {string} [key] a later request with the same key takes the place of one that has not begun
 * @property {(text: string) => void} [onOutput] what the program prints, as it comes
 */
/** @typedef {{id: number, request: object, options: Options, settle: (reply: Reply) => void}} Job */

const MANIFEST = new URL('../assets/generated/runtime/manifest.json', import.meta.url);
const WORKER = new URL('./worker.js', import.meta.url);

/** Events: "status" after every change; "restart" when what Python had in memory is gone. */
export class Runner extends EventTarget {
  status = IDLE;
  generation = 0;
  /** @type {Job[]} */ #waiting = [];
  /** @type {Job | null} */ #current = null;
  /** @type {Worker | null} */ #worker = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #lastId = 0;
  #fresh = false;
  #manifest;
  #startWorker;

  /** @param {{manifest?: string | URL, startWorker?: () => Worker}} [parts] for tests */
  constructor({ manifest = MANIFEST, startWorker = () => new Worker(WORKER, { type: 'module', name: 'python' }) } = {}) {
    super();
    this.#manifest = String(manifest);
    this.#startWorker = startWorker;
  }

  /**
   * Exactly one reply comes, in the end: Python's, or one that says Stopped, Crashed or Superseded. While Python cannot be
   * loaded (status "failed") requests wait for `retry` or `stop`.
   * @param {object} request
   * @param {Options} [options]
   * @returns {Promise<Reply>}
   */
  ask(request, options = {}) {
    return new Promise((settle) => {
      const same = options.key === undefined ? -1 : this.#waiting.findIndex((job) => job.options.key === options.key);
      if (same >= 0) this.#waiting.splice(same, 1)[0].settle(refusal('Superseded', 'A later request took its place.'));
      this.#waiting.push({ id: ++this.#lastId, request, options, settle });
      this.#work();
    });
  }

  /** Load Python before it is needed, unless the reader saves data. */
  preload() {
    const saves = /** @type {any} */ (globalThis.navigator)?.connection?.saveData === true;
    if (!saves && this.status.state === 'idle') this.#start();
  }

  /** End what runs, now. What had not begun goes on after the restart; before Python has started, everything is dropped. */
  stop() {
    const started = this.status.up;
    if (!this.#worker && this.#waiting.length === 0) return;
    const message = started ? 'Stopped. What Python had in memory is gone.' : 'Stopped before Python had started.';
    this.#end();
    this.#happened({ type: 'stop', message });
    this.#settle(refusal('Stopped', message));
    if (started) return this.#start();
    for (const job of this.#waiting.splice(0)) job.settle(refusal('Stopped', message));
  }

  /** Let a run that was asked about go on for another while. */
  keepGoing() {
    this.#happened({ type: 'keep' });
  }

  /** Try again after a failure, with files from the host and not from the browser's cache. */
  retry() {
    if (this.status.state !== 'failed' && this.status.state !== 'stopped') return;
    this.#fresh = this.status.state === 'failed';
    this.#start();
  }

  #start() {
    this.#end();
    const generation = ++this.generation;
    this.#happened({ type: 'start' });
    try {
      const worker = (this.#worker = this.#startWorker());
      worker.onmessage = ({ data }) => {
        const message = decode(data);
        if (message.generation === this.generation) this.#hear(message);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        if (generation === this.generation && !this.status.up) this.#fail(event.message || 'The program that runs it could not be loaded.');
      };
      worker.postMessage(encode({ generation, type: 'start', manifest: this.#manifest, fresh: this.#fresh }));
    } catch (error) {
      this.#fail(String(error));
    }
    this.#fresh = false;
  }

  #end() {
    if (!this.#worker) return;
    this.#worker.terminate();
    this.#worker = null;
    this.generation += 1;
    this.dispatchEvent(new Event('restart'));
  }

  /** @param {FromWorker} message */
  #hear(message) {
    if ('id' in message && message.id !== this.#current?.id) return;
    switch (message.type) {
      case 'ready':
        this.#happened(message);
        return this.#work();
      case 'failed':
        return this.#fail(message.reason);
      case 'output':
        return this.#current?.options.onOutput?.(message.text);
      case 'reply':
        this.#happened({ type: 'replied' });
        this.#settle(message.reply);
        return this.#work();
      case 'crashed': {
        const words = `${message.reason} Python starts again; what it had in memory is gone.`;
        this.#end();
        this.#happened({ type: 'stop', message: words });
        this.#settle(refusal('Crashed', words));
        return this.#start();
      }
      default:
        this.#happened(message);
    }
  }

  /** Send the next request, if Python is free for it. */
  #work() {
    if (this.status.state === 'idle' || (this.status.state === 'stopped' && !this.#worker)) return this.#start();
    if (this.status.state !== 'ready' || this.#current || !this.#worker) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    const { id, request, options } = job;
    this.#worker.postMessage(encode({ generation: this.generation, type: 'run', id, request, needs: options.needs ?? [] }));
  }

  /** @param {Reply} reply */
  #settle(reply) {
    const job = this.#current;
    this.#current = null;
    job?.settle(reply);
  }

  /** A request that was sent but not begun waits for the retry, first in the row. @param {string} reason */
  #fail(reason) {
    if (this.#current) this.#waiting.unshift(this.#current);
    this.#current = null;
    this.#end();
    this.#happened({ type: 'fail', reason });
  }

  /** @param {Happening} event */
  #happened(event) {
    const before = this.status;
    this.status = next(before, event, performance.now());
    clearTimeout(this.#timer);
    const due = deadline(this.status);
    if (due < Infinity) this.#timer = setTimeout(() => this.#happened({ type: 'tick' }), Math.max(0, due - performance.now()) + 1);
    if (this.status === before) return;
    if (event.type === 'tick' && this.status.state === 'failed') {
      if (this.#current) this.#waiting.unshift(this.#current);
      this.#current = null;
      this.#end();
    }
    this.dispatchEvent(new Event('status'));
  }
}

// Kept on the global object: instant navigation may run modules again, and there must never be two.
const home = /** @type {any} */ (globalThis);
/** @type {Runner} */
export const runner = (home.mpRunner ??= new Runner());
