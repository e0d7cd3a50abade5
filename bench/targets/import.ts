import { type Contender, interleaved, type Measured, numberAbove, numberOf, runOnce } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { places } from "../harness/places.ts";
import { serve } from "../harness/serve.ts";
import { exactly, type Spread, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes, holds } from "../harness/verdict.ts";

const core = ["@footplate/core"];
const all = ["adapter-statuspage", "adapter-gcal", "adapter-opsgenie", "adapter-github"].map(
  (name) => `@footplate/${name}`,
);
const floor = ["zod", "ky", "temporal-polyfill"];

const load = (name: string, folder: string, names: readonly string[], more: Partial<Contender> = {}): Contender => ({
  name,
  probe: "import.mjs",
  args: [folder, "time", ...names],
  ...more,
});

const judged: readonly Contender[] = [
  load("bare node", places.peers, []),
  load("ours: core", places.ours, core),
  load("ours: core/conduct", places.ours, ["@footplate/core/conduct"]),
  load("ours: core/schema", places.ours, ["@footplate/core/schema"]),
  load("ours: core and 4 adapters", places.ours, [...core, ...all]),
  load("temporal-polyfill", places.peers, ["temporal-polyfill"]),
  load("zod, ky, temporal-polyfill", places.peers, floor),
  load("googleapis", places.peers, ["googleapis"]),
  load("Node 26, ours: core", places.ours, core, { node: places.node26 }),
  load("Node 26, temporal-polyfill", places.peers, ["temporal-polyfill"], { node: places.node26 }),
];
/** What no goal speaks of. */
const beside: readonly Contender[] = [
  { ...load("node and its fetch", places.peers, []), args: [places.peers, "floor"] },
  load("zod/mini", places.peers, ["zod/mini"]),
  load("ky", places.peers, ["ky"]),
  load("valibot", places.peers, ["valibot"]),
  load("octokit", places.peers, ["octokit"]),
  load("@octokit/rest", places.peers, ["@octokit/rest"]),
  load("@octokit/core", places.peers, ["@octokit/core"]),
  load("@googleapis/calendar", places.peers, ["@googleapis/calendar"]),
  load("opsgenie-sdk", places.peers, ["opsgenie-sdk"]),
  load("@slack/web-api", places.peers, ["@slack/web-api"]),
];

const firsts = ["raw", "ours", "kyZod", "octokitCore", "octokit"];
const firstNames: Readonly<Record<string, string>> = {
  raw: "fetch and JSON.parse",
  ours: "ours: createGitHub, read",
  kyZod: "ky and zod",
  octokitCore: "@octokit/core (validates nothing)",
  octokit: "octokit (validates nothing)",
};

export const imports: Part = {
  target: 3,
  title: "Import: a fresh process, packages as they are installed",
  async measure({ rounds }) {
    const measured = [...(await interleaved(judged, rounds(7))), ...(await interleaved(beside, rounds(3)))];
    const { origin, close } = await serve();
    const first = await interleaved(
      firsts.map((name): Contender => ({ name, probe: "http.ts", args: [name, "run", origin, "1"] })),
      rounds(7),
    );
    close();
    const ms = (name: string): Spread | undefined => numberOf(measured, name, "importMs");
    const files = async (names: readonly string[]): Promise<Spread> => {
      const counted = { name: "files", probe: "import.mjs", args: [places.ours, "count", ...names] };
      return exactly((await runOnce(counted)).numbers["files"] ?? Number.NaN);
    };
    const against = (what: string, ours: string, theirs: string, most: number) =>
      atMostTimes({
        target: 3,
        what,
        compared: `await import() in a fresh process: ${ours}, against ${theirs}`,
        unit: "ms",
        ours: ms(ours),
        theirs: ms(theirs),
        most,
      });
    const quiet = ["ours: core", "ours: core/conduct", "ours: core/schema"];
    return {
      tables: [
        {
          title: "Import",
          columns: ["import", "ms", "CPU ms", "peak RSS above bare node MB", "loads fetch"],
          rows: measured.map((one) => row(measured, one)),
        },
        {
          title: "Loading and the first answer, one run of a workflow, server on loopback",
          columns: ["contender", "ms"],
          rows: first.map(({ name, failed }) => {
            const spread = numberOf(first, name, "firstMs");
            return [firstNames[name] ?? name, failed ?? (spread === undefined ? "–" : spreadText(spread))];
          }),
        },
      ],
      verdicts: [
        against("core on Node 24", "ours: core", "temporal-polyfill", 0.75),
        against("core on Node 26", "Node 26, ours: core", "Node 26, temporal-polyfill", 0.5),
        against("core and 4 adapters", "ours: core and 4 adapters", "zod, ky, temporal-polyfill", 0.55),
        against("core and 4 adapters, stretch", "ours: core and 4 adapters", "zod, ky, temporal-polyfill", 0.25),
        against("core and 4 adapters, against googleapis", "ours: core and 4 adapters", "googleapis", 0.09),
        atMost({
          target: 3,
          what: "files read by core",
          compared: "modules from files that import() of core loads",
          unit: "files",
          ours: await files(core),
          most: 3,
        }),
        atMost({
          target: 3,
          what: "files read by core and 4 adapters",
          compared: "modules from files that import() of all five loads",
          unit: "files",
          ours: await files([...core, ...all]),
          most: 10,
        }),
        atMostTimes({
          target: 3,
          what: "loading and the first validated answer",
          compared: "import of the adapter and deployRunner.read of one run, against fetch and JSON.parse",
          unit: "ms",
          ours: numberOf(first, "ours", "firstMs"),
          theirs: numberOf(first, "raw", "firstMs"),
          most: 1.6,
        }),
        holds({
          target: 3,
          what: "core and schemas load no fetch",
          compared: "process.moduleLoadList after the import",
          goal: "never",
          ok: quiet.every((name) => numberOf(measured, name, "fetchLoaded")?.max === 0),
        }),
      ],
    };
  },
};

function row(measured: readonly Measured[], { name, failed }: Measured): readonly string[] {
  const shown = (spread: Spread | undefined): string => (spread === undefined ? "–" : spreadText(spread));
  const base = name.startsWith("Node 26") ? undefined : numberAbove(measured, name, "bare node", "peakMb");
  return [
    name,
    failed ?? shown(numberOf(measured, name, "importMs")),
    shown(numberOf(measured, name, "cpuMs")),
    shown(base),
    numberOf(measured, name, "fetchLoaded")?.max === 1 ? "yes" : "no",
  ];
}
