// Node: the browser's Python exactly as it is shipped, running one script.  usage: node in_pyodide.mjs <job.json>
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const manifest = JSON.parse(readFileSync(join(job.runtime, 'manifest.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'in-pyodide-'));
let code = 1;
try {
  for (const { path, role } of manifest.files) {
    const target = join(folder, role === 'mpcore' ? 'mpcore.json' : basename(path, '.pack'));
    if (path.endsWith('.pack')) writeFileSync(target, gunzipSync(readFileSync(join(job.runtime, path))));
    else cpSync(join(job.runtime, path), target);
  }
  const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href);
  const py = await loadPyodide({ indexURL: folder + '/', lockFileContents: manifest.lock, packageBaseUrl: folder + '/' });
  const write = (path, data) => {
    py.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
    py.FS.writeFile(path, data);
  };
  const sources = JSON.parse(readFileSync(join(folder, 'mpcore.json'), 'utf8'));
  for (const [path, text] of Object.entries(sources)) write(`/repo/${path}`, path.endsWith('.pyc') ? Buffer.from(text, 'base64') : text);
  for (const [target, source] of Object.entries(job.mounts)) {
    py.FS.mkdirTree(target);
    py.FS.mount(py.FS.filesystems.NODEFS, { root: source }, target);
  }
  for (const [target, source] of Object.entries(job.copies)) write(target, readFileSync(source));
  globalThis.loadNumpy = () => py.loadPackage('numpy', { messageCallback() {} });
  py.FS.chdir('/repo');
  py.runPython(readFileSync(job.script, 'utf8'), { filename: basename(job.script) });
  code = await py.globals.get('main')();
} catch (error) {
  console.log(error instanceof Error ? error.message : error); // not the stack: it quotes half a megabyte of minified source
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(Number(code));
