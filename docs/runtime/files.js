// The files of the browser's Python: fetched side by side, counted as they arrive, checked against the manifest, unpacked.

/** @typedef {import('./protocol.js').Manifest} Manifest */
/** @typedef {import('./protocol.js').RuntimeFile} RuntimeFile */

/** @param {ArrayBuffer} digest */
const hex = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SubtleCrypto exists only on https and localhost. */
export const canVerify = Boolean(globalThis.crypto?.subtle);

export class Files {
  /** @type {Map<string, {file: RuntimeFile, seen: number}>} */ #counted = new Map();
  /** @type {Promise<never>} settles only when a file cannot be had, even where nobody reads that file's stream */
  failure;
  /** @type {(error: Error) => void} */ #giveUp = () => {};
  #reported = 0;

  /**
   * @param {Manifest} manifest
   * @param {string} base address of the manifest
   * @param {boolean} fresh
   * @param {(bytes: number, total: number) => void} report
   */
  constructor(manifest, base, fresh, report) {
    this.manifest = manifest;
    this.base = base;
    this.fresh = fresh;
    this.report = report;
    this.failure = new Promise((_, reject) => (this.#giveUp = reject));
    this.failure.catch(() => {});
  }

  /** @param {string} role */
  file(role) {
    const found = this.manifest.files.find((file) => file.role === role);
    if (!found) throw new Error(`The manifest has no file for "${role}".`);
    return found;
  }

  /** @param {string} role */
  address(role) {
    return new URL(this.file(role).path, this.base).href;
  }

  /** A new round of counting, so that a package that comes later has a bar of its own. */
  restartCount() {
    this.#counted.clear();
  }

  /**
   * The content of a file, as a stream that breaks at its end if the content is not what the manifest says.
   * @param {string} role
   * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
   */
  open(role) {
    const file = this.file(role);
    const entry = { file, seen: 0 };
    this.#counted.set(role, entry);
    const { readable, writable } = this.#check(entry);
    this.#fetch(file)
      .then((response) => /** @type {ReadableStream} */ (response.body).pipeTo(writable))
      .catch((error) => {
        writable.abort(error).catch(() => {});
        this.#giveUp(error instanceof TypeError ? new Error(`${file.path} stopped arriving: ${error.message}.`) : error);
      });
    return file.path.endsWith('.pack') ? readable.pipeThrough(new DecompressionStream('gzip')) : readable;
  }

  /** Read a file to its end. @param {string} role */
  async read(role) {
    return new Uint8Array(await new Response(this.open(role)).arrayBuffer());
  }

  /** @param {RuntimeFile} file */
  async #fetch(file) {
    const response = await fetch(new URL(file.path, this.base), { cache: this.fresh ? 'reload' : 'default' });
    if (!response.ok || !response.body) throw new Error(`${file.path} could not be fetched: the server answered ${response.status}.`);
    return response;
  }

  /** Count and collect; hold the last piece back until the whole has the right hash. @param {{file: RuntimeFile, seen: number}} entry */
  #check(entry) {
    const { file } = entry;
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    return new TransformStream({
      transform: (/** @type {Uint8Array<ArrayBuffer>} */ piece, controller) => {
        if (pieces.length) controller.enqueue(pieces[pieces.length - 1]);
        pieces.push(piece);
        entry.seen += piece.length;
        this.#tell();
      },
      flush: async (controller) => {
        if (entry.seen !== file.bytes) throw new Error(`${file.path} has ${entry.seen} bytes, but should have ${file.bytes}.`);
        if (canVerify) {
          const digest = hex(await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer()));
          if (digest !== file.sha256) throw new Error(`${file.path} is not the file that this site was built with.`);
        }
        if (pieces.length) controller.enqueue(pieces[pieces.length - 1]);
        pieces.length = 0;
        this.#tell(true);
      },
    });
  }

  #tell(now = false) {
    const time = performance.now();
    if (!now && time - this.#reported < 100) return;
    this.#reported = time;
    let bytes = 0;
    let total = 0;
    for (const { file, seen } of this.#counted.values()) {
      bytes += (Math.min(seen, file.bytes) / file.bytes) * file.transfer;
      total += file.transfer;
    }
    this.report(Math.round(bytes), total);
  }
}
