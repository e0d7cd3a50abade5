import { type Contender, interleaved, type Measured, numberOf } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { serve, sizes } from "../harness/serve.ts";
import { type Spread, spreadText } from "../harness/spread.ts";
import type { Table } from "../harness/table.ts";
import { atMostTimes, told, type Verdict } from "../harness/verdict.ts";

const names: Readonly<Record<string, string>> = {
  raw: "fetch and JSON.parse",
  ours: "ours",
  kyZod: "ky and zod",
  octokitCore: "@octokit/core (validates nothing)",
  octokit: "octokit (validates nothing)",
  googleCalendar: "@googleapis/calendar (validates nothing)",
};
const callsOf = { runs: 40, events: 80, small: 400 };
type Kind = keyof typeof callsOf;

export const transfer: Part = {
  target: 5,
  title: "Transfer: typed, validated answers of a server on loopback, one after the other",
  async measure({ quick, rounds }) {
    const { origin, close } = await serve();
    const measure = async (kind: Kind, who: readonly string[]): Promise<readonly Measured[]> => {
      const calls = String(quick ? Math.ceil(callsOf[kind] / 4) : callsOf[kind]);
      const contender = (name: string): Contender => ({ name, probe: "http.ts", args: [name, kind, origin, calls] });
      return interleaved(who.map(contender), rounds(4));
    };
    const runs = await measure("runs", ["raw", "ours", "kyZod", "octokitCore"]);
    const events = await measure("events", ["raw", "ours", "kyZod", "googleCalendar"]);
    const small = await measure("small", ["raw", "ours", "kyZod", "octokitCore"]);
    const slow = await interleaved(
      [{ name: "octokit", probe: "http.ts", args: ["octokit", "small", origin, "40"] }],
      rounds(3),
    );
    close();
    const of = (all: readonly Measured[], who: string, key = "cpuMs"): Spread | undefined => numberOf(all, who, key);
    const judge = (
      what: string,
      compared: string,
      ours: Spread | undefined,
      theirs: Spread | undefined,
      most: number,
    ): Verdict => atMostTimes({ target: 5, what, compared, unit: "ms", ours, theirs, most });
    const runsBy = "CPU of deployRunner.find over one page, every run read and mapped";
    const eventsBy = "CPU of calendar.list, every event read and mapped to an entry";
    return {
      tables: [
        table(`A page of 100 runs, ${kib("runs")}`, runs),
        table(`250 events, ${kib("events")}`, events),
        table(`A small answer, ${sizes["small"] ?? 0} B`, [...small, ...slow]),
      ],
      verdicts: [
        judge(
          "page of 100 runs, against fetch",
          `${runsBy}, against fetch and JSON.parse`,
          of(runs, "ours"),
          of(runs, "raw"),
          1.25,
        ),
        judge("page of 100 runs, against @octokit/core", runsBy, of(runs, "ours"), of(runs, "octokitCore"), 0.35),
        told({
          target: 5,
          what: "page of 100 runs, fetch alone against @octokit/core",
          compared: "CPU of fetch and JSON.parse, in place of ours: the least that any client over fetch can reach",
          unit: "ms",
          ours: of(runs, "raw"),
          theirs: of(runs, "octokitCore"),
          most: 0.35,
        }),
        judge(
          "250 events, against fetch",
          `${eventsBy}, against fetch and JSON.parse`,
          of(events, "ours"),
          of(events, "raw"),
          1.25,
        ),
        judge(
          "small answer, against fetch",
          "wall time of http.request with a schema of zod/mini, one after the other",
          of(small, "ours", "wallMs"),
          of(small, "raw", "wallMs"),
          1.75,
        ),
        judge(
          "small answer, against octokit",
          "wall time of http.request with a schema of zod/mini, one after the other",
          of(small, "ours", "wallMs"),
          of(slow, "octokit", "wallMs"),
          0.15,
        ),
      ],
    };
  },
};

function kib(kind: Kind): string {
  return `${Math.round((sizes[kind] ?? 0) / 1000)} kB`;
}

function table(title: string, measured: readonly Measured[]): Table {
  const shown = (name: string, key: string): string => {
    const spread = numberOf(measured, name, key);
    return spread === undefined ? "–" : spreadText(spread);
  };
  return {
    title,
    columns: ["contender", "CPU ms", "wall ms", "first answer ms, loading included"],
    rows: measured.map(({ name, failed }) => [
      names[name] ?? name,
      failed ?? shown(name, "cpuMs"),
      shown(name, "wallMs"),
      shown(name, "firstMs"),
    ]),
  };
}
