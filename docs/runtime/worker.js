// The worker that holds Python: load it from the site's own files, then answer one request at a time through mpcore.bridge.

import { Files, canVerify } from './files.js';
import { decode, encode } from './protocol.js';

/** @typedef {import('./protocol.js').ToWorker} ToWorker */
/** @typedef {{handle: (request: string, write: (text: string) => void) => string, needs: (request: string) => string,
 *   warm: () => void}} Bridge */

/** Bytes. A program that wants more gets Python's MemoryError, long before the reader's machine is in trouble. */
const MOST_MEMORY = 2 ** 30;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > MOST_MEMORY) throw new RangeError('more memory than a page may have');
  return grow.call(this, pages);
};

/** @type {{files: Files, python: any, bridge: Bridge} | null} */
let started = null;
let generation = 0;
let asked = false;

/** @param {any} message */
const say = (message) => postMessage(encode({ generation, ...message }));

/** Pyodide asks for its files by address; it gets the ones that are counted and checked. @param {Record<string, () => Response | Promise<Response>>} answers */
function answerFetch(answers) {
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, options) => {
    const address = input instanceof Request ? input.url : String(input);
    return address in answers ? answers[address]() : plain(input, options);
  };
  return () => (globalThis.fetch = plain);
}

/**
 * Compile while the rest is on its way, and give Pyodide the result. If this goes wrong Pyodide only warns, and waits for
 * ever: so it is said here.
 * @param {Promise<WebAssembly.Module>} compiled
 * @returns {Promise<never>}
 */
function answerWasm(compiled) {
  return new Promise((_, reject) => {
    const refuse = (/** @type {any} */ error) => reject(new Error(`WebAssembly did not start: ${error?.message ?? error}`));
    WebAssembly.instantiateStreaming = async (_source, imports) => {
      try {
        const module = await compiled;
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      } catch (error) {
        refuse(error);
        throw error;
      }
    };
    compiled.catch(refuse);
  });
}

/** @param {Files} files @param {string} role */
async function load(files, role) {
  await files.read(role); // counted and checked; the import finds it in the browser's cache
  return import(files.address(role));
}

/** @param {Files} files */
async function startPython(files) {
  const folder = new URL('.', files.address('wasm')).href;
  const wasm = new Response(files.open('wasm'), { headers: { 'Content-Type': 'application/wasm' } });
  const refused = answerWasm(WebAssembly.compileStreaming(wasm));
  refused.catch(() => {});
  const library = files.read('stdlib');
  const sources = new Response(files.open('mpcore')).json();
  library.catch(() => {});
  sources.catch(() => {});
  const restore = answerFetch({
    [`${folder}pyodide.asm.wasm`]: () => new Response(),
    [`${folder}python_stdlib.zip`]: async () => new Response(await library),
  });
  const [{ loadPyodide }, glue] = await Promise.all([load(files, 'loader'), load(files, 'glue')]);
  const loading = loadPyodide({
    indexURL: folder,
    stdLibURL: `${folder}python_stdlib.zip`,
    createPyodideModule: glue.default,
    lockFileContents: files.manifest.lock,
    packageBaseUrl: folder,
    stdout: () => {},
    stderr: () => {},
    fsInit: async (/** @type {any} */ FS, /** @type {{sitePackages: string}} */ { sitePackages }) => {
      for (const [path, text] of Object.entries(await sources)) {
        const target = `${sitePackages}/${path}`;
        FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
        FS.writeFile(target, path.endsWith('.pyc') ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : text);
      }
    },
  });
  const python = await Promise.race([loading, refused]);
  restore();
  return python;
}

/** @param {string} address @param {boolean} fresh */
async function start(address, fresh) {
  const response = await fetch(address, { cache: fresh ? 'reload' : 'no-cache' });
  if (!response.ok) throw new Error(`${address} could not be fetched: the server answered ${response.status}.`);
  const files = new Files(await response.json(), address, fresh, (bytes, total) => say({ type: 'progress', bytes, total }));
  const python = await Promise.race([startPython(files), files.failure]);
  const bridge = python.pyimport('mpcore.bridge');
  started = { files, python, bridge };
  say({ type: 'ready', note: canVerify ? '' : 'Its files were not checked: this page was not served over https.' });
  setTimeout(() => asked || bridge.warm(), 200); // started early, by a pointer over a button: use the time until the click
}

/** @param {string[]} needs */
async function loadPackages(needs) {
  if (!started || !needs.includes('numpy') || 'numpy' in started.python.loadedPackages) return;
  const { files, python } = started;
  files.restartCount();
  const wheel = files.read('numpy');
  wheel.catch(() => {});
  const restore = answerFetch({ [files.address('numpy')]: async () => new Response(await wheel) });
  try {
    /** @type {string[]} */
    const complaints = [];
    const loaded = python.loadPackage('numpy', { messageCallback() {}, errorCallback: (/** @type {string} */ words) => complaints.push(words) });
    await Promise.race([loaded, files.failure]);
    if (!('numpy' in python.loadedPackages)) throw new Error(complaints.join(' ') || 'numpy could not be loaded.');
  } finally {
    restore();
  }
}

/** What a crash means, for the reader. @param {any} error */
function crash(error) {
  if (error?.name === 'Exit') return `The program ended Python itself (${error.message}).`;
  if (error instanceof RangeError || error?.cause instanceof RangeError) return 'Python ran out of stack: something is nested too deeply.';
  return `Python crashed: ${error?.message ?? error}.`;
}

/** @param {Extract<ToWorker, {type: 'run'}>} job */
async function run({ id, request, needs }) {
  asked = true;
  if (!started) return;
  const text = JSON.stringify(request);
  try {
    await loadPackages([...needs, ...JSON.parse(started.bridge.needs(text))]);
  } catch (error) {
    return say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  say({ type: 'running', id });
  try {
    const reply = started.bridge.handle(text, (/** @type {string} */ printed) => say({ type: 'output', id, text: printed }));
    say({ type: 'reply', id, reply: JSON.parse(reply) });
  } catch (error) {
    say({ type: 'crashed', id, reason: crash(error) });
  }
}

addEventListener('message', async ({ data }) => {
  /** @type {ToWorker} */
  const message = decode(data);
  if (message.type === 'run') return run(message);
  generation = message.generation;
  try {
    await start(message.manifest, message.fresh);
  } catch (error) {
    say({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});
