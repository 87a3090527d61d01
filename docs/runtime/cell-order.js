// The order of a page's cells: they share their names in Python, so running one first runs those above it that have not
// run as they stand. One program runs at a time; a cell that is asked for meanwhile waits.

import { Output } from './cell-output.js';
import { runner } from './runner.js';

/**
 * @typedef {import('./cell.js').MpCell} MpCell
 * @typedef {import('./protocol.js').Reply} Reply
 */

/** What Python holds: for each cell that ran, the texts of all cells down to it. @type {Map<string, string>} */
const ran = new Map();
let session = '';

/** @type {{cell: MpCell, stopped: boolean} | null} */
let current = null;
/** @type {MpCell[]} */
const waiting = [];

runner.addEventListener('restart', () => ran.clear());
runner.addEventListener('status', () => current?.cell.follow(runner.status));

/** @returns {MpCell[]} */
const cells = () => [.../** @type {NodeListOf<MpCell>} */ (document.querySelectorAll('mp-cell'))];

/** The texts that the output of a cell depends on. @param {MpCell} cell */
export function basis(cell) {
  const all = cells();
  return JSON.stringify(all.slice(0, all.indexOf(cell) + 1).map((one) => one.source.text));
}

/** Run a cell, after those above it that it needs. @param {MpCell} cell */
export function run(cell) {
  if (current?.cell === cell || waiting.includes(cell)) return;
  waiting.push(cell);
  if (current) cell.wait('Waiting for another program of this page to end…');
  next();
}

/** End a cell's run, or its waiting. @param {MpCell} cell */
export function stop(cell) {
  if (current?.cell === cell) {
    current.stopped = true;
    runner.stop();
    return;
  }
  const place = waiting.indexOf(cell);
  if (place < 0) return;
  waiting.splice(place, 1);
  cell.rest('Stopped before it began.');
}

async function next() {
  if (current) return;
  const cell = waiting.shift();
  if (!cell) return;
  current = { cell, stopped: false };
  cell.follow(runner.status);
  let words = '';
  try {
    words = await through(cell);
  } finally {
    current = null;
    cell.rest(words);
    next();
  }
}

/** @param {MpCell} target @returns {Promise<string>} why the target did not run, or nothing */
async function through(target) {
  const name = location.pathname;
  if (session && session !== name) await runner.ask({ op: 'forget', session });
  if (session !== name) ran.clear();
  session = name;
  const chain = cells().slice(0, cells().indexOf(target) + 1);
  for (const cell of chain) {
    const texts = basis(cell);
    if (cell !== target && ran.get(cell.id) === texts) continue;
    if (current?.stopped || !cell.isConnected) return 'Stopped.';
    const output = (cell.output ??= new Output(cell.place));
    cell.begin(texts);
    const generation = runner.generation;
    const request = { op: 'run', session, name: cell.dataset.name, source: cell.source.text };
    const reply = await runner.ask(request, { onOutput: (text) => output.print(text) });
    cell.end(reply);
    if (!reply.ok) return cell === target ? '' : `Not run: ${cell.title_} above it did not come to its end.`;
    ran.set(cell.id, texts);
    const failed = reply.result.error?.kind ?? '';
    if (cell !== target && failed !== (cell.dataset.raises ?? '')) {
      ran.delete(cell.id);
      return `Not run: ${cell.title_} above it failed.`;
    }
    if (generation !== runner.generation && cell !== target) return 'Stopped: Python had to start again.';
  }
  return '';
}
