import { googleCalendar, kyZod, octokit, octokitCore, type Once, ours, raw, type What } from "./http-clients.ts";
import { report } from "./report.ts";

const [who = "", what = "runs", origin = "", calls = "50"] = process.argv.slice(2);
const kind = what as What;
const contenders: Readonly<Record<string, () => Promise<Once>>> = {
  ours: () => ours(origin, kind),
  raw: () => raw(origin, kind),
  kyZod: () => kyZod(origin, kind),
  octokitCore: () => octokitCore(origin, kind),
  octokit: () => octokit(origin, kind),
  googleCalendar: () => googleCalendar(origin),
};
const make = contenders[who];
if (make === undefined) throw new Error(`no such contender: ${who}`);

const began = performance.now();
const once = await make();
await once();
const firstMs = performance.now() - began;
const warm = Math.ceil(Number(calls) / 2);
for (let call = 0; call < warm; call += 1) await once();
const cpu = process.cpuUsage();
const start = performance.now();
for (let call = 0; call < Number(calls); call += 1) await once();
const wallMs = (performance.now() - start) / Number(calls);
const { user, system } = process.cpuUsage(cpu);
report({ firstMs, wallMs, cpuMs: (user + system) / 1000 / Number(calls) });
