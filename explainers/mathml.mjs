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
  "display:block math": "",
  "math-depth:0": "tml-flat",
  "math-style:normal": "",
  "padding-left:0em": "tml-left-0",
  "padding-left:5.9776pt": "tml-left-1",
  "padding-left:1em": "tml-left-2",
  "padding-left:2em": "tml-left-3",
  "padding-right:0em": "tml-right-0",
  "padding-right:5.9776pt": "tml-right-1",
  "padding-right:1em": "tml-right-2",
};

/** @param {string} markup */
function classesForStyles(markup) {
  return markup.replace(/<(\w+)([^>]*?) style="([^"]*)"([^>]*)>/g, (_, tag, before, style, after) => {
    const wanted = style.split(";").map((/** @type {string} */ part) => part.replace(/\s*:\s*/, ":").trim()).filter(Boolean);
    const unknown = wanted.filter((/** @type {string} */ part) => !(part in CLASSES));
    if (unknown.length) throw new Error(`The typesetter wrote a style that base.css has no class for: ${unknown.join("; ")}`);
    const names = wanted.map((/** @type {string} */ part) => CLASSES[part]).filter(Boolean).join(" ");
    const attributes = before + after;
    if (!names) return `<${tag}${attributes}>`;
    return /class="/.test(attributes)
      ? `<${tag}${attributes.replace(/class="/, `class="${names} `)}>`
      : `<${tag}${attributes} class="${names}">`;
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
