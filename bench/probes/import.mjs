// Plain JavaScript, so that Node loads nothing to strip types before what is measured.
import { registerHooks } from "node:module";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { peakMb } from "./peak-memory.mjs";

const [folder = "", how = "", ...names] = process.argv.slice(2);
const { load } = await import(pathToFileURL(`${folder}/load.mjs`).href);
let files = 0;
if (how === "count") {
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:")) files += 1;
      return next(url, context);
    },
  });
}
const cpu = process.cpuUsage();
const start = performance.now();
if (how === "floor") void globalThis.Request;
for (const name of names) await load(name);
const importMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const loaded =
  /** @type {{ moduleLoadList?: readonly string[] }} */ (/** @type {unknown} */ (process)).moduleLoadList ?? [];
const numbers = {
  importMs,
  cpuMs: (user + system) / 1000,
  peakMb: peakMb(),
  fetchLoaded: loaded.some((name) => name.endsWith("deps/undici/undici")) ? 1 : 0,
  ...(how === "count" && { files }),
};
console.log(JSON.stringify({ numbers }));
