// Pyodide as its documentation shows it for a module worker; `globalThis` is told when it is there.
import { loadPyodide } from './pyodide/pyodide.mjs';

await loadPyodide();
postMessage('ready');
