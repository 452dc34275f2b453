// Bundle src/*.js, one entry for each kind of page, into the folder that the server offers.
//
// Every file bears a digest of its content, so that it may be kept for ever; `manifest.json` says
// which file is which entry, and `licences.txt` holds the licences of all that is bundled.
// What a page needs only when it is opened (an editor, a chart) is a file of its own: `import()`.
import { build } from "esbuild";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, "../kg_api/static/built");
const sources = path.join(here, "src");

const entries = (await readdir(sources)).filter((name) => name.endsWith(".js")).sort();
await rm(target, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries.map((name) => path.join("src", name)),
  outdir: target,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  metafile: true,
  charset: "utf8",
  legalComments: "none", // they stand in licences.txt
  logLevel: "warning",
});

/** The folder below node_modules that a bundled file came from: its package. */
const packageOf = (file) => file.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];

async function licenceOf(name) {
  const folder = path.join(here, "node_modules", name);
  const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const files = await readdir(folder, { withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && /^(licen[cs]e|notice)/i.test(file.name))
    .map((file) => file.name)
    .sort();
  const whole = await Promise.all(texts.map((file) => readFile(path.join(folder, file), "utf8")));
  return [`${name} ${about.version} (${about.license})`, ...whole.map((text) => text.trim())].join("\n\n");
}

const packages = [...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))].sort();
const licences = await Promise.all(packages.map(licenceOf));
await writeFile(path.join(target, "licences.txt"), `${licences.join(`\n\n${"-".repeat(72)}\n\n`)}\n`);

const manifest = {};
for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
  if (entryPoint?.startsWith("src/") && path.dirname(entryPoint) === "src") {
    const name = path.basename(entryPoint, ".js");
    if (entries.includes(`${name}.js`)) manifest[name] = path.basename(file);
  }
}
await writeFile(path.join(target, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
