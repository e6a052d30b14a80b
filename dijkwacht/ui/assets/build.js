// Bundles styles and scripts to build/static/ui: `npm run build`.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const assets = dirname(fileURLToPath(import.meta.url));
const out = join(assets, "../../../build/static/ui");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: assets,
  entryPoints: { app: "js/app.js", reporting: "js/reporting.js", map: "js/map.js" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
});
await build({
  absWorkingDir: assets,
  entryPoints: { app: "css/app.css", public: "css/public.css", reporting: "css/reporting.css", map: "css/map.css" },
  outdir: out,
  bundle: true,
  minify: true,
  target: ["chrome110", "firefox115", "safari16"],
  loader: { ".woff2": "file", ".png": "empty" },
  assetNames: "[name]",
  legalComments: "none",
});
await copyFile(join(assets, "favicon.svg"), join(out, "favicon.svg"));
// Beside each, the same thing small: a reporter on a bad line waits for these first.
for (const name of await readdir(out)) {
  if (/\.(css|js)$/.test(name)) {
    await writeFile(join(out, `${name}.gz`), gzipSync(await readFile(join(out, name)), { level: 9 }));
  }
}
