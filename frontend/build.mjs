// Bundles the style sheet, its fonts, the script and the sign of the site into the ui package, under names that carry their content's hash.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { styles } from "./src/kern.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = join(HERE, "..", "src", "quartierwerk", "foundation", "ui", "static", "dist");

const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: { site: "src/site.css", app: "src/app.js", passkeys: "src/passkeys.js", logo: "src/logo.svg" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  outdir: TARGET,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  plugins: [styles(join(HERE, "node_modules/@kern-ux/native/dist/kern.min.css"), join(HERE, "src/css/tokens-dark.css"))],
  metafile: true,
  logLevel: "warning",
});

// "site.css" -> "site-ABCDEFGH.css": what a template names -> what the browser fetches.
const made = Object.keys(metafile.outputs).map((path) => basename(path));
const plain = (name) => name.replace(/-[A-Z0-9]{8}(?=\.[a-z0-9]+$)/, "");
const manifest = Object.fromEntries(made.map((name) => [plain(name), name]).sort());

await mkdir(TARGET, { recursive: true });
await writeFile(join(TARGET, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// What earlier builds left behind.
const wanted = new Set([...made, "manifest.json"]);
for (const name of await readdir(TARGET)) {
  if (!wanted.has(name)) await rm(join(TARGET, name));
}
for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${basename(path)}  ${(bytes / 1024).toFixed(1)} kB`);
}
