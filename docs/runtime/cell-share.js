// A cell's text as part of an address, so that it never reaches a server: packed on sharing, unpacked, and never run, on opening.

const LONGEST = 100_000; // characters of an address that are read, and of a text that is accepted

/** @param {Uint8Array} bytes */
function toText(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text */
function toBytes(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

/** @param {string} id of the cell's element @param {string} text @returns {Promise<string>} the fragment */
export async function pack(id, text) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#cell=${id}:${toText(new Uint8Array(await new Response(packed).arrayBuffer()))}`;
}

/** The text in a fragment. Throws if it was cut off or is too long. @param {string} fragment @returns {Promise<string>} */
export async function unpack(fragment) {
  if (fragment.length > LONGEST) throw new Error(`it has ${fragment.length} characters, and at most ${LONGEST} are read`);
  const packed = new Blob([toBytes(fragment.slice(fragment.indexOf(':') + 1))]).stream();
  const reader = packed.pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value; // a few packed bytes can hold gigabytes
    if (text.length > LONGEST) throw new Error(`its text is longer than ${LONGEST} characters`);
  }
}
