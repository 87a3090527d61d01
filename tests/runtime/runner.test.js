// The runner with a worker made of glass: one reply for each request, whatever becomes of the worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Runner } from '../../docs/runtime/runner.js';

class GlassWorker {
  /** @type {any[]} */ heard = [];
  ended = false;
  /** @type {any} */ onmessage;
  /** @param {string} data */
  postMessage(data) {
    this.heard.push(JSON.parse(data));
  }
  terminate() {
    this.ended = true;
  }
  /** @param {object} message */
  say(message, generation = this.heard[0].generation) {
    this.onmessage({ data: JSON.stringify({ generation, ...message }) });
  }
  get last() {
    return this.heard.at(-1);
  }
}

function tab() {
  /** @type {GlassWorker[]} */
  const workers = [];
  const startWorker = () => /** @type {any} */ (workers[workers.push(new GlassWorker()) - 1]);
  const runner = new Runner({ manifest: 'https://example.org/m.json', startWorker });
  return { runner, workers };
}

test('nothing is started until something is asked', async () => {
  const { runner, workers } = tab();
  assert.equal(runner.status.state, 'idle');
  const reply = runner.ask({ op: 'hello' });
  assert.equal(workers.length, 1);
  assert.equal(workers[0].last.type, 'start');
  workers[0].say({ type: 'ready', note: '' });
  assert.deepEqual(workers[0].last.request, { op: 'hello' });
  workers[0].say({ type: 'running', id: workers[0].last.id });
  workers[0].say({ type: 'reply', id: workers[0].last.id, reply: { ok: true, n: 0 } });
  assert.deepEqual(await reply, { ok: true, n: 0 });
  assert.equal(runner.status.state, 'ready');
});

test('requests go one at a time, and a later one takes the place of one with its key', async () => {
  const { runner, workers } = tab();
  const [a, b, c] = ['a', 'b', 'c'].map((op) => runner.ask({ op }, { key: op === 'a' ? 'other' : 'lab' }));
  workers[0].say({ type: 'ready', note: '' });
  assert.equal(/** @type {any} */ (await b).error.kind, 'Superseded');
  assert.equal(workers[0].heard.length, 2);
  workers[0].say({ type: 'reply', id: workers[0].last.id, reply: { ok: true, op: 'a' } });
  workers[0].say({ type: 'reply', id: workers[0].last.id, reply: { ok: true, op: 'c' } });
  assert.deepEqual([/** @type {any} */ (await a).op, /** @type {any} */ (await c).op], ['a', 'c']);
});

test('stop answers what runs, restarts, and goes on with the rest', async () => {
  const { runner, workers } = tab();
  let restarts = 0;
  runner.addEventListener('restart', () => (restarts += 1));
  const loop = runner.ask({ op: 'loop' });
  const rest = runner.ask({ op: 'rest' });
  workers[0].say({ type: 'ready', note: '' });
  const { id } = workers[0].last;
  workers[0].say({ type: 'running', id });
  runner.stop();
  assert.equal(/** @type {any} */ (await loop).error.kind, 'Stopped');
  assert.deepEqual([workers[0].ended, workers.length, restarts], [true, 2, 1]);
  workers[0].say({ type: 'reply', id, reply: { ok: true, op: 'too late' } }, 1);
  workers[1].say({ type: 'ready', note: '' });
  workers[1].say({ type: 'reply', id: workers[1].last.id, reply: { ok: true, op: 'rest' } });
  assert.equal(/** @type {any} */ (await rest).op, 'rest');
});

test('a crash is a reply, and a new Python', async () => {
  const { runner, workers } = tab();
  const reply = runner.ask({ op: 'run' });
  workers[0].say({ type: 'ready', note: '' });
  workers[0].say({ type: 'crashed', id: workers[0].last.id, reason: 'Python ended itself.' });
  assert.equal(/** @type {any} */ (await reply).error.kind, 'Crashed');
  assert.deepEqual([workers.length, runner.status.state], [2, 'loading']);
  runner.stop();
});

test('what was asked while loading failed is answered after the retry, with fresh files', async () => {
  const { runner, workers } = tab();
  const reply = runner.ask({ op: 'hello' });
  assert.equal(workers[0].last.fresh, false);
  workers[0].say({ type: 'failed', reason: '404.' });
  assert.deepEqual([runner.status.state, runner.status.message], ['failed', 'Python did not load. 404.']);
  runner.retry();
  assert.equal(workers[1].last.fresh, true);
  workers[1].say({ type: 'ready', note: '' });
  workers[1].say({ type: 'reply', id: workers[1].last.id, reply: { ok: true } });
  assert.deepEqual(await reply, { ok: true });
});

test('a request whose package did not load has not begun, and waits for the retry', async () => {
  const { runner, workers } = tab();
  const reply = runner.ask({ op: 'run' }, { needs: ['numpy'] });
  workers[0].say({ type: 'ready', note: '' });
  assert.deepEqual(workers[0].last.needs, ['numpy']);
  workers[0].say({ type: 'progress', bytes: 1, total: 2 });
  workers[0].say({ type: 'failed', reason: '404.' });
  assert.equal(runner.status.message, 'numpy did not load. 404.');
  runner.retry();
  workers[1].say({ type: 'ready', note: '' });
  workers[1].say({ type: 'reply', id: workers[1].last.id, reply: { ok: true } });
  assert.equal((await reply).ok, true);
});

test('stop before Python has started drops everything and starts nothing', async () => {
  const { runner, workers } = tab();
  const replies = [runner.ask({ op: 'a' }), runner.ask({ op: 'b' })];
  runner.stop();
  for (const reply of await Promise.all(replies)) assert.equal(/** @type {any} */ (reply).error.kind, 'Stopped');
  assert.deepEqual([workers.length, workers[0].ended, runner.status.state], [1, true, 'stopped']);
  runner.ask({ op: 'c' });
  assert.equal(workers.length, 2);
  runner.stop();
});

test('a worker that cannot be loaded at all is a failure with a reason', () => {
  const { runner, workers } = tab();
  runner.ask({ op: 'a' });
  /** @type {any} */ (workers[0]).onerror({});
  assert.equal(runner.status.state, 'failed');
  runner.stop();
});

test('printed text goes to the request that printed it', async () => {
  const { runner, workers } = tab();
  /** @type {string[]} */
  const printed = [];
  runner.ask({ op: 'run' }, { onOutput: (text) => printed.push(text) });
  workers[0].say({ type: 'ready', note: '' });
  const { id } = workers[0].last;
  workers[0].say({ type: 'output', id, text: 'a' });
  workers[0].say({ type: 'output', id: id + 1, text: 'not mine' });
  assert.deepEqual(printed, ['a']);
  runner.stop();
  runner.stop();
});
