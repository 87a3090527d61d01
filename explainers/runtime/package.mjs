// Node: compile a package inside the stock Pyodide. Sources come as a file of JSON, compiled files leave as JSON.
// usage: node package.mjs <folder of Pyodide> <sources.json>
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodideDir, sources] = process.argv.slice(2).map((path) => resolve(path));
const here = dirname(fileURLToPath(import.meta.url));
const { loadPyodide } = await import(pathToFileURL(join(pyodideDir, "pyodide.mjs")).href);

try {
  const py = await loadPyodide({ indexURL: pyodideDir + "/", env: { PYTHONNODEBUGRANGES: "1" } });
  py.FS.writeFile("/home/pyodide/inside.py", readFileSync(join(here, "inside.py"), "utf8"));
  process.stdout.write(py.pyimport("inside").package(readFileSync(sources, "utf8")));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
