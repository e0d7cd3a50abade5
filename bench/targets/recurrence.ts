import { type Contender, interleaved, type Measured, numberOf, runOnce } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { places } from "../harness/places.ts";
import { exactly, figure, type Spread, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes, holds } from "../harness/verdict.ts";

const names: Readonly<Record<string, string>> = {
  atOnce: "ours: occurrences",
  callByCall: "ours: occurrenceDate and resolveWall, call by call",
  wholeTimetable: "ours: timetable (trains, windows, findings)",
  integers: "integers, rule and clock changes known before (the limit)",
  temporal: "temporal-polyfill, a loop",
  rruleTemporal: "rrule-temporal",
  luxonLoop: "luxon, a loop",
  rruleFloating: "rrule (floating) and luxon",
};
const node26 = { nativeTemporal: "Temporal of Node 26, a loop", ours26: "ours on Node 26: occurrences" };
/** The path of ours that is judged. */
const OURS = "atOnce";

const inverse = (spread: Spread | undefined): Spread | undefined =>
  spread && { median: 1 / spread.median, min: 1 / spread.max, max: 1 / spread.min };

export const recurrence: Part = {
  target: 7,
  title: "Recurrence: ten years of every two weeks, Tuesday to Thursday at 09:00 in New York, less 110 holidays",
  async measure({ quick, rounds }) {
    const forMs = quick ? "60" : "300";
    const all: readonly Contender[] = [
      ...Object.keys(names).map((name) => ({ name, probe: "recurrence.ts", args: [name, forMs] })),
      { name: "nativeTemporal", probe: "recurrence.ts", args: ["nativeTemporal", forMs], node: places.node26 },
      { name: "ours26", probe: "recurrence.ts", args: [OURS, forMs], node: places.node26 },
    ];
    const measured = await interleaved(all, rounds(5));
    const changes = (await runOnce({ name: "clock changes", probe: "clock-changes.ts" })).numbers;
    const of = (name: string, key: string): Spread | undefined => numberOf(measured, name, key);
    const faster = (peer: string, times: number, what: string) =>
      atMostTimes({
        target: 7,
        what,
        compared: `time an occurrence: ${names[OURS]}, against ${names[peer]}; same starts`,
        unit: "ns",
        ours: nanoseconds(inverse(of(OURS, "perSecond"))),
        theirs: nanoseconds(inverse(of(peer, "perSecond"))),
        most: 1 / times,
      });
    return {
      tables: [
        {
          title: "Recurrence",
          columns: ["contender", "ms an expansion", "occurrences a second", "first expansion ms", "digest"],
          rows: measured.map((one) => row(one)),
        },
        {
          title: "Clock changes from 1970 to 2050, the minutes just outside and inside what each skips or repeats",
          columns: ["zones", "gaps", "folds", "wall times", "unlike Temporal's"],
          rows: [["zones", "gaps", "folds", "walls", "differences"].map((key) => figure(changes[key] ?? Number.NaN))],
        },
      ],
      verdicts: [
        faster("rruleTemporal", 20, "20 × rrule-temporal"),
        faster("temporal", 50, "50 × a loop over temporal-polyfill"),
        faster("luxonLoop", 150, "150 × a loop over luxon"),
        atMostTimes({
          target: 7,
          what: "within 10 × of the integer limit",
          compared: "time an occurrence, against loops over integers that know rule, holidays and clock changes before",
          unit: "ns",
          ours: nanoseconds(inverse(of(OURS, "perSecond"))),
          theirs: nanoseconds(inverse(of("integers", "perSecond"))),
          most: 10,
        }),
        atMostTimes({
          target: 7,
          what: "first expansion in a process",
          compared: "first call after the import, against a loop over temporal-polyfill",
          unit: "ms",
          ours: of(OURS, "firstMs"),
          theirs: of("temporal", "firstMs"),
          most: 0.7,
        }),
        holds({
          target: 7,
          what: "all give the same starts",
          compared: "digest of all starts of each contender",
          goal: "equal",
          ok: new Set(measured.flatMap(({ samples }) => samples.map(({ digest }) => digest))).size === 1,
        }),
        atMost({
          target: 7,
          what: "gap and fold, every zone from 1970 to 2050",
          compared: `${figure(changes["walls"] ?? Number.NaN)} wall times around every clock change by resolveWall, against Temporal's "compatible"`,
          unit: "differences",
          ours: changes["differences"] === undefined ? undefined : exactly(changes["differences"]),
          most: 0,
        }),
      ],
    };
  },
};

function nanoseconds(seconds: Spread | undefined): Spread | undefined {
  return seconds && { median: seconds.median * 1e9, min: seconds.min * 1e9, max: seconds.max * 1e9 };
}

function row({ name, samples, failed }: Measured): readonly string[] {
  const shown = (key: string): string => {
    const spread = numberOf([{ name, samples }], name, key);
    return spread === undefined ? "–" : spreadText(spread);
  };
  const title = names[name] ?? (name === "nativeTemporal" ? node26.nativeTemporal : node26.ours26);
  return [title, shown("eachMs"), shown("perSecond"), shown("firstMs"), failed ?? samples[0]?.digest ?? "–"];
}
