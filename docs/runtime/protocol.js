// What page and worker say to each other. Every message is a JSON string and carries the generation of its worker: the
// number grows at each restart, so an answer from a worker that is gone is recognised and dropped.

/**
 * A file of the browser's Python, as the build's manifest describes it. `transfer` is what a host sends for it.
 * @typedef {{role: string, path: string, bytes: number, sha256: string, transfer: number}} RuntimeFile
 * @typedef {{version: string, python: string, files: RuntimeFile[], lock: object}} Manifest
 */

/**
 * Page to worker. `start` comes first; `fresh` asks for files from the host, not from the browser's cache.
 * A `run` is answered by exactly one `reply` or `crashed`.
 * @typedef {{generation: number, type: 'start', manifest: string, fresh: boolean}} Start
 * @typedef {{generation: number, type: 'run', id: number, request: object, needs: string[]}} Run
 * @typedef {Start | Run} ToWorker
 */

/**
 * Worker to page.
 * @typedef {{generation: number, type: 'progress', bytes: number, total: number}} Progress bytes of files, as transferred
 * @typedef {{generation: number, type: 'ready', note: string}} Ready Python answers; the note is for the reader
 * @typedef {{generation: number, type: 'failed', reason: string}} Failed it did not start, or a package did not load
 * @typedef {{generation: number, type: 'running', id: number}} Running Python has begun with this request
 * @typedef {{generation: number, type: 'output', id: number, text: string}} Output printed so far, not sent before
 * @typedef {{generation: number, type: 'reply', id: number, reply: Reply}} Answer
 * @typedef {{generation: number, type: 'crashed', id: number, reason: string}} Crashed this Python can run nothing more
 * @typedef {Progress | Ready | Failed | Running | Output | Answer | Crashed} FromWorker
 */

/**
 * What a request comes to, whatever happens. Kinds that Python does not know: Stopped, Crashed, Superseded.
 * @typedef {{kind: string, message: string, problems: string[]}} Problem
 * @typedef {{ok: true, [name: string]: any} | {ok: false, error: Problem}} Reply
 */

/** @param {string} kind @param {string} message @returns {Reply} */
export function refusal(kind, message) {
  return { ok: false, error: { kind, message, problems: [message] } };
}

/** @param {ToWorker | FromWorker} message */
export function encode(message) {
  return JSON.stringify(message);
}

/** @param {unknown} data @returns {any} */
export function decode(data) {
  return JSON.parse(String(data));
}
