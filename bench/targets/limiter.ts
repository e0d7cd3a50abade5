import { type Contender, interleaved, type Measured, numberOf, runOnce } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { exactly, figure, spreadText } from "../harness/spread.ts";
import { atMost, atMostMore, atMostTimes, holds, told } from "../harness/verdict.ts";

const probe = (name: string, ...args: readonly string[]): Contender => ({ name, probe: "limiter.ts", args });
const RATES = [60, 600] as const;
const COUNTS = [61, 200, 1000] as const;
/** Between two writes on GitHub, where somebody wants the 80 a minute that it allows. */
const GAP_MS = 750;

export const limiter: Part = {
  target: 2,
  title: "Rate limits: how long writes take (virtual clock), and what an idle limiter costs",
  async measure({ rounds }) {
    const spans = [];
    for (const rate of RATES)
      for (const count of COUNTS) {
        const { numbers } = await runOnce(probe("span", String(rate), String(count)));
        spans.push({ rate, count, seconds: numbers["seconds"] ?? Number.NaN, bound: numbers["bound"] ?? Number.NaN });
      }
    const ours = await interleaved([probe("ours", "comments", "200")], 1);
    const even = await interleaved([probe("even", "comments", "200", String(GAP_MS))], 1);
    const theirs = await interleaved([probe("octokit", "octokit", "200")], 1);
    const idle = await interleaved([probe("idle", "idle")], rounds(5));
    const worst = Math.max(...spans.map(({ seconds, bound }) => (bound === 0 ? 1 : seconds / bound)));
    return {
      tables: [
        {
          title: "Writes asked for at once",
          columns: ["limit", "writes", "seconds", "least seconds"],
          rows: [
            ...spans.map(({ rate, count, seconds, bound }) => [
              `${rate} a minute`,
              String(count),
              figure(seconds),
              figure(bound),
            ]),
            ["GitHub, ours", "200", shown(ours, "ours", "seconds"), "120"],
            [`GitHub, ours with writeGapMs ${GAP_MS}`, "200", shown(even, "even", "seconds"), "120"],
            ["GitHub, octokit", "200", shown(theirs, "octokit", "seconds"), "120"],
          ],
        },
      ],
      verdicts: [
        atMost({
          target: 2,
          what: "60 and 600 a minute, up to 1,000 writes",
          compared: "the worst of seconds taken by the least possible, on a virtual clock",
          unit: "×",
          ours: exactly(worst),
          most: 1.05,
        }),
        atMost({
          target: 2,
          what: "GitHub, 200 writes",
          compared: "seconds taken by the least that 80 a minute allow (bursts), on a virtual clock",
          unit: "×",
          ours: exactly((numberOf(ours, "ours", "seconds")?.median ?? Number.NaN) / 120),
          most: 1.05,
        }),
        holds({
          target: 2,
          what: "GitHub refuses none",
          compared: "answers of 403 and 429 by the fake",
          goal: "none",
          ok: numberOf(ours, "ours", "refused")?.max === 0,
        }),
        atMostTimes({
          target: 2,
          what: "200 comments on GitHub, against octokit",
          compared: "ours on a virtual clock; octokit's from the wait between its first three, on a real one",
          unit: "s",
          ours: numberOf(ours, "ours", "seconds"),
          theirs: numberOf(theirs, "octokit", "seconds"),
          most: 0.27,
        }),
        told({
          target: 2,
          what: `the same with writeGapMs ${GAP_MS}, 80 a minute`,
          compared: `even where nothing is refused (${even[0]?.samples[0]?.numbers["refused"] ?? "–"} refusals by the fake); GitHub's guide asks for a second, which is the default`,
          unit: "s",
          ours: numberOf(even, "even", "seconds"),
          theirs: numberOf(theirs, "octokit", "seconds"),
          most: 0.27,
        }),
        atMostMore({
          target: 2,
          what: "idle limiter",
          compared:
            "a request over a fetch that answers at once, the median of 2,000, with a limit far away and without",
          unit: "µs",
          ours: numberOf(idle, "idle", "limitedUs"),
          theirs: numberOf(idle, "idle", "unlimitedUs"),
          most: 50,
        }),
      ],
    };
  },
};

function shown(measured: readonly Measured[], name: string, key: string): string {
  const spread = numberOf(measured, name, key);
  return spread === undefined ? (measured[0]?.failed ?? "–") : spreadText(spread);
}
