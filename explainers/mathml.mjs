// The typesetter behind mathml.py: one JSON request a line, one JSON reply a line.
import { createInterface } from "node:readline";
import temml from "temml";

const macros = {
  "\\message": "\\class{mp-message}{#1}",
  "\\aggregate": "\\class{mp-aggregate}{#1}",
  "\\update": "\\class{mp-update}{#1}",
};
const options = { throwOnError: true, annotate: false, wrap: "none", trust: (/** @type {any} */ c) => c.command === "\\class" };

// The pages' policy forbids style attributes, so what Temml writes there becomes a class, defined in base.css.
/** @type {Record<string, string>} */
const CLASSES = {
  "display:block math;": "",
  "math-depth:0;": "tml-flat",
  "math-style:normal;math-depth:0;": "tml-flat",
  "padding-left:0em;padding-right:0em;": "tml-tight",
  "padding-left:0em;padding-right:5.9776pt;": "tml-first",
  "padding-left:5.9776pt;padding-right:0em;": "tml-last",
  "padding-left:5.9776pt;padding-right:5.9776pt;": "tml-inner",
};

/** @param {string} markup */
function classesForStyles(markup) {
  return markup.replace(/<(\w+)([^>]*?) style="([^"]*)"([^>]*)>/g, (_, tag, before, style, after) => {
    const key = style.replace(/\s*([:;])\s*/g, "$1");
    if (!(key in CLASSES)) throw new Error(`The typesetter wrote a style that base.css has no class for: ${style}`);
    const attributes = before + after;
    if (!CLASSES[key]) return `<${tag}${attributes}>`;
    return /class="/.test(attributes)
      ? `<${tag}${attributes.replace(/class="/, `class="${CLASSES[key]} `)}>`
      : `<${tag}${attributes} class="${CLASSES[key]}">`;
  });
}

/** @param {string} text */
const attribute = (text) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

createInterface({ input: process.stdin }).on("line", (line) => {
  let reply;
  try {
    const { latex, block } = JSON.parse(line);
    const markup = classesForStyles(temml.renderToString(latex, { ...options, displayMode: block, macros: { ...macros } }));
    const plain = latex.replace(/\\(message|aggregate|update)\b\s*/g, "");
    reply = { mathml: markup.replace("<math", `<math alttext="${attribute(plain)}"`) };
  } catch (error) {
    reply = { error: String(error instanceof Error ? error.message : error).replace(/\u0332/g, "").trim() };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
});
