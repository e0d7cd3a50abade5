import { googleCalendar, kyZod, octokit, octokitCore, type Once, ours, raw, type What } from "./http-clients.ts";
import { report } from "./report.ts";

const [who = "", what = "runs", origin = "", calls = "50", from = "server"] = process.argv.slice(2);
const kind = what as What;
const contenders: Readonly<Record<string, (fetcher?: typeof fetch) => Promise<Once>>> = {
  ours: (fetcher) => ours(origin, kind, fetcher),
  raw: (fetcher) => raw(origin, kind, fetcher),
  kyZod: () => kyZod(origin, kind),
  octokitCore: () => octokitCore(origin, kind),
  octokit: () => octokit(origin, kind),
  googleCalendar: () => googleCalendar(origin),
};
const make = contenders[who];
if (make === undefined) throw new Error(`no such contender: ${who}`);

/** Answers from memory: the text is fetched once, and read and parsed anew each time. */
async function fromMemory(): Promise<typeof fetch> {
  const text = await (
    await fetch(`${origin}/${kind === "runs" ? "x/runs" : kind === "events" ? "x/events" : kind}`)
  ).text();
  return async () => new Response(text, { headers: { "content-type": "application/json; charset=utf-8" } });
}

const fetcher = from === "memory" ? await fromMemory() : undefined;
const began = performance.now();
const once = await make(fetcher);
const loadMs = performance.now() - began;
await once();
const firstMs = performance.now() - began;
const warm = Math.ceil(Number(calls) / 2);
for (let call = 0; call < warm; call += 1) await once();
const cpu = process.cpuUsage();
const start = performance.now();
for (let call = 0; call < Number(calls); call += 1) await once();
const wallMs = (performance.now() - start) / Number(calls);
const { user, system } = process.cpuUsage(cpu);
report({ firstMs, firstCallMs: firstMs - loadMs, wallMs, cpuMs: (user + system) / 1000 / Number(calls) });
