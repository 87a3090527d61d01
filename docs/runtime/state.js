// The states of Python in a tab, as a pure function: what a status becomes when something happens, and when it becomes late.

/** Milliseconds: without a byte; from the last byte until ready; of a run until the reader is asked. */
export const LIMITS = { silence: 15_000, start: 30_000, run: 10_000 };

/**
 * `since` is when the clock that matters in this state began; `slow` is true when a run asks to be stopped or kept.
 * @typedef {'idle' | 'loading' | 'ready' | 'running' | 'stopped' | 'failed'} State
 * @typedef {{state: State, bytes: number, total: number, message: string, slow: boolean, since: number, up: boolean}} Status
 * @typedef {{type: 'start'} | {type: 'progress', bytes: number, total: number} | {type: 'ready', note?: string}
 *   | {type: 'running'} | {type: 'replied'} | {type: 'keep'} | {type: 'tick'} | {type: 'stop', message: string}
 *   | {type: 'fail', reason: string}} Happening
 */

/** @type {Status} */
export const IDLE = Object.freeze({ state: 'idle', bytes: 0, total: 0, message: 'Python is not loaded.', slow: false, since: 0, up: false });

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** @param {Status} status @returns {string} */
function loadingWords({ bytes, total, up }) {
  if (!total) return 'Loading Python…';
  if (bytes >= total) return up ? 'Preparing numpy…' : 'Starting Python…';
  return `Loading ${up ? 'numpy' : 'Python'}: ${megabytes(bytes)} of ${megabytes(total)} MB`;
}

/** @param {Status} status */
const complete = (status) => status.total > 0 && status.bytes >= status.total;

/** @param {Status} status @param {number} now @returns {Status} */
function late(status, now) {
  if (now < deadline(status)) return status;
  if (status.state === 'running') {
    const seconds = LIMITS.run / 1000;
    return { ...status, slow: true, message: `Still running after ${seconds} seconds. Stop it, or keep going?` };
  }
  const reason = complete(status)
    ? `Everything arrived, but it did not start within ${LIMITS.start / 1000} seconds.`
    : `Nothing arrived for ${LIMITS.silence / 1000} seconds (${megabytes(status.bytes)} of ${status.total ? megabytes(status.total) : '?'} MB).`;
  return failed(status, reason);
}

/** @param {Status} status @param {string} reason @returns {Status} */
function failed(status, reason) {
  return { ...status, state: 'failed', up: false, slow: false, message: `${status.up ? 'numpy' : 'Python'} did not load. ${reason}` };
}

/**
 * When this status becomes late if nothing happens; Infinity if never.
 * @param {Status} status
 */
export function deadline(status) {
  if (status.state === 'running' && !status.slow) return status.since + LIMITS.run;
  if (status.state === 'loading') return status.since + (complete(status) ? LIMITS.start : LIMITS.silence);
  return Infinity;
}

/**
 * @param {Status} status
 * @param {Happening} event
 * @param {number} now
 * @returns {Status}
 */
export function next(status, event, now) {
  switch (event.type) {
    case 'start':
      return { ...IDLE, state: 'loading', since: now, message: loadingWords(IDLE) };
    case 'progress': {
      const moved = event.bytes !== status.bytes || event.total !== status.total;
      /** @type {Status} */
      const loading = { ...status, state: 'loading', bytes: event.bytes, total: event.total, since: moved ? now : status.since };
      return { ...loading, message: loadingWords(loading) };
    }
    case 'ready':
      return { ...status, state: 'ready', up: true, since: now, message: ['Python is ready.', event.note].filter(Boolean).join(' ') };
    case 'running':
    case 'keep':
      if (event.type === 'keep' && status.state !== 'running') return status;
      return { ...status, state: 'running', slow: false, since: now, message: 'Python is running…' };
    case 'replied':
      return { ...status, state: 'ready', slow: false, since: now, message: 'Python is ready.' };
    case 'stop':
      return { ...status, state: 'stopped', up: false, slow: false, since: now, message: event.message };
    case 'fail':
      return failed(status, event.reason);
    case 'tick':
      return late(status, now);
  }
}
