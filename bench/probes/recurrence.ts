import { atOnce, callByCall, integers, wholeTimetable } from "./recurrence-ours.ts";
import { luxonLoop, rruleFloating, rruleTemporal, temporalLoop } from "./recurrence-peers.ts";
import type { Expansion } from "./recurrence-task.ts";
import { digestOf, report, steadyMs, timeOf } from "./report.ts";

const contenders: Readonly<Record<string, () => Expansion | Promise<Expansion>>> = {
  atOnce,
  callByCall,
  wholeTimetable,
  integers,
  temporal: () => temporalLoop(false),
  nativeTemporal: () => temporalLoop(true),
  rruleTemporal: () => rruleTemporal(false),
  luxonLoop,
  rruleFloating,
};

const make = contenders[process.argv[2] ?? ""];
if (make === undefined) throw new Error(`no such contender: ${process.argv[2]}`);
const expand = await make();
let starts: ArrayLike<number> = [];
const firstMs = timeOf(() => (starts = expand()));
const digest = digestOf(Array.from(starts));
const eachMs = steadyMs(expand, Number(process.argv[3] ?? 300));
report({ firstMs, eachMs, perSecond: (starts.length / eachMs) * 1000 }, digest);
