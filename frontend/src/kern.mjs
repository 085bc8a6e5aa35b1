// Reads KERN's style sheet and keeps the parts this product uses.
import { readFile } from "node:fs/promises";

// Families of KERN classes in use; every rule that only speaks of other families is left out.
const FAMILIES = ["theme", "dark", "light", "level", "body", "label", "hint", "error", "form", "fieldset", "link", "alert", "title"];
const FAMILY = /\.kern-([a-z]+)/g;

/** Cut a style sheet into its top-level pieces: `[prelude, body]`, or `[statement, null]` without a block. */
export function pieces(text) {
  const found = [];
  let start = 0;
  let depth = 0;
  let open = -1;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quote) {
      if (sign === "\\") at++;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{" && depth++ === 0) open = at;
    else if (sign === "}" && --depth === 0) {
      found.push([text.slice(start, open).trim(), text.slice(open + 1, at)]);
      start = at + 1;
    } else if (sign === ";" && depth === 0) {
      found.push([text.slice(start, at).trim(), null]);
      start = at + 1;
    }
  }
  return found;
}

/** Split a selector list at its top-level commas. */
function selectors(prelude) {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const sign of prelude) {
    if (sign === "(" || sign === "[") depth++;
    if (sign === ")" || sign === "]") depth--;
    if (sign === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part];
}

const inUse = (selector) => [...selector.matchAll(FAMILY)].every(([, family]) => FAMILIES.includes(family));

/** Return the style sheet without the rules nobody here needs. */
export function reduce(text) {
  return pieces(text)
    .map(([prelude, body]) => {
      if (body === null) return prelude.startsWith("@charset") ? "" : `${prelude};`;
      if (/^@(media|supports|layer)/.test(prelude)) {
        const inner = reduce(body);
        return inner && `${prelude}{${inner}}`;
      }
      if (prelude.startsWith("@")) return `${prelude}{${body}}`;
      const kept = selectors(prelude).filter(inUse);
      return kept.length ? `${kept.join(",")}{${body}}` : "";
    })
    .join("");
}

/** An esbuild plug-in that answers `@import "kern"` and `@import "dark-tokens"`. */
export const styles = (kern, darkTokens) => ({
  name: "styles",
  setup(build) {
    build.onResolve({ filter: /^(kern|dark-tokens)$/ }, ({ path }) => ({ path, namespace: "styles" }));
    build.onLoad({ filter: /^kern$/, namespace: "styles" }, async () => ({
      contents: reduce(await readFile(kern, "utf8")),
      loader: "css",
    }));
    build.onLoad({ filter: /^dark-tokens$/, namespace: "styles" }, async () => {
      const [[, tokens]] = pieces((await readFile(darkTokens, "utf8")).replace(/\/\*.*?\*\//gs, ""));
      const system = `@media (prefers-color-scheme:dark){:root:not([data-kern-theme="light"]){${tokens}}}`;
      return { contents: `${system}[data-kern-theme="dark"]{${tokens}}`, loader: "css" };
    });
  },
});
