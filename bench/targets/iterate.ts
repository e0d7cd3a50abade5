import { type Contender, interleaved, type Measured, numberOf, runOnce } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { ITEM_PAGES, serve } from "../harness/serve.ts";
import { exactly, spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes, holds, told } from "../harness/verdict.ts";

const names: Readonly<Record<string, string>> = {
  bare: "a generator over fetch",
  ours: "ours: pages and createHttp, every item validated",
  octokit: "@octokit/rest, its iterator (validates nothing)",
};
const compared =
  "time for 100,000 items of 1,000 pages (10,000 with --quick): pages() over http.request with a schema of zod/mini";

export const iterate: Part = {
  target: 9,
  title: "Iteration: 100,000 items in a heap of 64 MB",
  async measure({ quick, rounds }) {
    const { origin, close, pages } = await serve();
    const contender = (name: string, ...more: readonly string[]): Contender => ({
      name,
      probe: "iterate.ts",
      args: [name, origin, ...more],
      flags: ["--max-old-space-size=64", "--expose-gc"],
    });
    // Timed without weak references: while they stand, pages outlive the collector's short rounds, and in so small a heap the
    // time goes into its long ones.
    const count = quick ? "10000" : "100000";
    const counted = async (...more: readonly string[]): Promise<number> => {
      const before = pages();
      await runOnce(contender("ours", ...more));
      return pages() - before;
    };
    const requests = await counted().catch(() => undefined);
    const early = await counted("250").catch(() => undefined);
    const measured = await interleaved(
      Object.keys(names).map((name) => contender(name, count)),
      rounds(3),
    );
    const watched = await interleaved(
      Object.keys(names).map((name) => contender(name, count, "watched")),
      1,
    );
    close();
    const ms = (name: string) => numberOf(measured, name, "ms");
    const alive = numberOf(watched, "ours", "reachable");
    return {
      tables: [
        {
          title: "100,000 items",
          columns: ["contender", "ms", "most pages reachable", "peak RSS MB"],
          rows: measured.map((one) => row(measured, watched, one)),
        },
      ],
      verdicts: [
        holds({
          target: 9,
          what: "passes in 64 MB",
          compared: "--max-old-space-size=64",
          goal: "passes",
          ok: requests !== undefined,
        }),
        holds({
          target: 9,
          what: "asks for each page once",
          compared: `requests seen by the server: ${requests ?? "–"} of ${ITEM_PAGES}; after 250 items of an early break: ${early ?? "–"}`,
          goal: "1,000, and 3",
          ok: requests === ITEM_PAGES && early === 3,
        }),
        atMost({
          target: 9,
          what: "pages reachable",
          compared: "weak references to pages after a forced collection, every 100 pages, in a run that is not timed",
          unit: "pages",
          ours: alive && exactly(alive.max),
          most: 2,
        }),
        atMostTimes({
          target: 9,
          what: "against a bare generator",
          compared,
          unit: "ms",
          ours: ms("ours"),
          theirs: ms("bare"),
          most: 1.5,
        }),
        atMostTimes({
          target: 9,
          what: "against @octokit/rest",
          compared,
          unit: "ms",
          ours: ms("ours"),
          theirs: ms("octokit"),
          most: 0.5,
        }),
        told({
          target: 9,
          what: "a bare generator against @octokit/rest",
          compared:
            "time of a generator over fetch that validates nothing, in place of ours: the least that can be reached",
          unit: "ms",
          ours: ms("bare"),
          theirs: ms("octokit"),
          most: 0.5,
        }),
      ],
    };
  },
};

function row(
  measured: readonly Measured[],
  watched: readonly Measured[],
  { name, failed }: Measured,
): readonly string[] {
  const shown = (all: readonly Measured[], key: string): string => {
    const spread = numberOf(all, name, key);
    return spread === undefined ? "–" : spreadText(spread);
  };
  return [names[name] ?? name, failed ?? shown(measured, "ms"), shown(watched, "reachable"), shown(measured, "peakMb")];
}
