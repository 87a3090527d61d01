// The state machine with a clock of its own: every state in words, and nothing waits for ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { IDLE, LIMITS, deadline, next } from '../../docs/runtime/state.js';

/** @param {[number, object][]} happenings @param {any} [from] */
const after = (happenings, from = IDLE) => happenings.reduce((status, [now, event]) => next(status, event, now), from);

const LOADED = /** @type {[number, object][]} */ ([
  [0, { type: 'start' }],
  [100, { type: 'progress', bytes: 2_000_000, total: 5_100_000 }],
  [200, { type: 'progress', bytes: 5_100_000, total: 5_100_000 }],
]);
const READY = /** @type {[number, object][]} */ ([...LOADED, [900, { type: 'ready' }]]);

test('the words follow the bytes', () => {
  assert.equal(after(LOADED.slice(0, 1)).message, 'Loading Python…');
  assert.equal(after(LOADED.slice(0, 2)).message, 'Loading Python: 2.0 of 5.1 MB');
  assert.equal(after(LOADED).message, 'Starting Python…');
  assert.equal(after(READY).message, 'Python is ready.');
  assert.equal(after([...READY, [950, { type: 'running' }]]).message, 'Python is running…');
});

test('idle, ready, stopped and failed have no deadline', () => {
  for (const status of [IDLE, after(READY), after([...READY, [1000, { type: 'stop', message: 'x' }]]), after([...LOADED, [300, { type: 'fail', reason: 'x' }]])]) {
    assert.equal(deadline(status), Infinity);
    assert.equal(next(status, { type: 'tick' }, 1e9), status);
  }
});

test('15 seconds without a byte is a failure, and says how far it came', () => {
  const loading = after(LOADED.slice(0, 2));
  assert.equal(deadline(loading), 100 + LIMITS.silence);
  assert.equal(after([[100 + LIMITS.silence - 1, { type: 'tick' }]], loading), loading);
  const late = after([[100 + LIMITS.silence, { type: 'tick' }]], loading);
  assert.equal(late.state, 'failed');
  assert.match(late.message, /^Python did not load\. Nothing arrived for 15 seconds \(2\.0 of 5\.1 MB\)/);
});

test('a progress report without a new byte does not move the deadline', () => {
  const again = after([...LOADED.slice(0, 2), [9000, { type: 'progress', bytes: 2_000_000, total: 5_100_000 }]]);
  assert.equal(deadline(again), 100 + LIMITS.silence);
});

test('nothing at all is late too', () => {
  assert.equal(after([[0, { type: 'start' }], [LIMITS.silence, { type: 'tick' }]]).state, 'failed');
});

test('30 seconds from the last byte until ready', () => {
  const loaded = after(LOADED);
  assert.equal(deadline(loaded), 200 + LIMITS.start);
  assert.match(after([[200 + LIMITS.start, { type: 'tick' }]], loaded).message, /did not start within 30 seconds/);
});

test('a long run asks once, and asks again after going on', () => {
  const running = after([...READY, [1000, { type: 'running' }]]);
  assert.equal(deadline(running), 1000 + LIMITS.run);
  const slow = after([[1000 + LIMITS.run, { type: 'tick' }]], running);
  assert.deepEqual([slow.state, slow.slow, deadline(slow)], ['running', true, Infinity]);
  assert.equal(slow.message, 'Still running after 10 seconds. Stop it, or keep going?');
  const on = after([[30_000, { type: 'keep' }]], slow);
  assert.deepEqual([on.state, on.slow, deadline(on)], ['running', false, 30_000 + LIMITS.run]);
  assert.equal(after([[1, { type: 'keep' }]]).state, 'idle');
});

test('numpy that arrives late is called by its name', () => {
  const numpy = after([...READY, [2000, { type: 'progress', bytes: 1_000_000, total: 2_900_000 }]]);
  assert.deepEqual([numpy.state, numpy.message], ['loading', 'Loading numpy: 1.0 of 2.9 MB']);
  assert.match(after([[2000 + LIMITS.silence, { type: 'tick' }]], numpy).message, /^numpy did not load\./);
});

test('a retry starts from nothing', () => {
  const again = after([...LOADED, [300, { type: 'fail', reason: 'x' }], [400, { type: 'start' }]]);
  assert.deepEqual([again.state, again.bytes, again.total, again.up], ['loading', 0, 0, false]);
});
