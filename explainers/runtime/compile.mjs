// Node: start the stock Pyodide, let inside.py make the small library and the packed files, write them down.
// usage: node compile.mjs <folder of Pyodide> <job.json> <folder to write>
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodideDir, jobFile, outDir] = process.argv.slice(2).map((path) => resolve(path));
const here = dirname(fileURLToPath(import.meta.url));
const { loadPyodide } = await import(pathToFileURL(join(pyodideDir, "pyodide.mjs")).href);
const job = JSON.parse(await readFile(jobFile, "utf8"));

try {
  const py = await loadPyodide({
    indexURL: pyodideDir + "/",
    packageBaseUrl: dirname(job.numpy) + "/",
    // Columns of tracebacks are for the reader's code; leaving them out of the library saves a quarter of it.
    env: { PYTHONNODEBUGRANGES: "1" },
  });
  await py.loadPackage("numpy", { messageCallback: () => {} });
  py.FS.writeFile("/home/pyodide/inside.py", await readFile(join(here, "inside.py"), "utf8"));
  const inside = py.pyimport("inside");

  /** @param {string} name @param {import("pyodide/ffi").PyProxy} bytes */
  async function write(name, bytes) {
    const view = bytes.getBuffer("u8");
    await writeFile(join(outDir, name), view.data);
    view.release();
  }

  const modules = inside.needed(job.roots, job.lazy);
  const zip = inside.stdlib_zip(modules);
  await write("python_stdlib.zip", zip);
  await write("python_stdlib.zip.pack", inside.packed(zip));
  for (const name of job.pack) {
    const data = await readFile(join(pyodideDir, name));
    py.FS.writeFile("/tmp/in", data);
    await write(name + ".pack", py.runPython("import inside; inside.packed(open('/tmp/in', 'rb').read())"));
  }
  await writeFile(join(outDir, "modules.json"), JSON.stringify(modules.toJs(), null, 1) + "\n");
} catch (error) {
  // Without this, Node prints the line of the minified source that threw: half a megabyte.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
