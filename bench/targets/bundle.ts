import { type Bundled, bundle } from "../harness/bundle.ts";
import { installedSize } from "../harness/installed-size.ts";
import { compositionOf } from "../harness/composition.ts";
import { firstChunkKib } from "../harness/first-chunk.ts";
import type { Part } from "../harness/part.ts";
import type { Script } from "../harness/script.ts";
import { exactly, figure, type Spread } from "../harness/spread.ts";
import { atMost, atMostTimes, holds, told, type Verdict } from "../harness/verdict.ts";
import { scripts } from "./bundle-scripts.ts";

const goals: Readonly<Record<Script["scenario"], { readonly what: string; readonly most: number }>> = {
  github: { what: "GitHub script with validation", most: 0.9 },
  gcal: { what: "Calendar script", most: 0.18 },
  opsgenie: { what: "Opsgenie script", most: 0.08 },
  core: { what: "core's recurrence", most: 1 },
};

/** Those whose tokens may have to be signed. */
const SIGNING: readonly Script["scenario"][] = ["github", "gcal"];

export const bundles: Part = {
  target: 4,
  title: "Bundle: what a small script brings along",
  async measure() {
    const bundled: Bundled[] = [];
    for (const script of scripts) {
      const forBrowser = await bundle(script, "browser");
      bundled.push(forBrowser);
      if (forBrowser.failed !== undefined) bundled.push(await bundle(script, "node"));
    }
    const { strangers, megabytes } = installedSize();
    const wholes = (["github", "gcal", "opsgenie"] as const).flatMap((scenario) => {
      const [ours, theirs] = rivals(scenario, bundled);
      const goalKib = (theirs?.gzipKib ?? Number.NaN) * goals[scenario].most;
      return ours === undefined ? [] : [{ scenario, ours, theirs, goalKib }];
    });
    return {
      tables: [
        {
          title: "Bundle (esbuild, one minified module)",
          columns: ["scenario", "contender", "platform", "min KiB", "gzip KiB", "brotli KiB", "modules"],
          rows: bundled.map(row),
        },
        {
          title:
            "What whole adapters are made of, from the sources, where zod stands apart; the gzip of a part is what it adds",
          columns: ["scenario", "part", "min KiB", "gzip KiB"],
          rows: wholes.flatMap(({ scenario, ours, goalKib }) => composition(scenario, ours.script, goalKib)),
        },
      ],
      verdicts: [
        ...(["github", "gcal", "opsgenie", "core"] as const).map((scenario) => judge(scenario, bundled)),
        ...wholes
          .filter(({ scenario }) => SIGNING.includes(scenario))
          .map(({ scenario, ours, theirs }) =>
            told({
              target: 4,
              what: `${goals[scenario].what}, what loads first`,
              compared: "gzip without what signs tokens, a file of its own that is imported with the first of them",
              unit: "KiB",
              ours: exactly(firstChunkKib(ours.script)),
              theirs: gzipOf(theirs),
              most: goals[scenario].most,
            }),
          ),
        atMostTimes({
          target: 4,
          what: "GitHub script over the transport, with zod/mini",
          compared: "gzip of the same two requests through createHttp, against @octokit/rest",
          unit: "KiB",
          ours: sizeOf(bundled, "ours: createHttp and zod/mini"),
          theirs: sizeOf(bundled, "@octokit/rest"),
          most: goals.github.most,
        }),
        atMostTimes({
          target: 4,
          what: "core's timetable",
          compared: "gzip of a script that calls timetable, against rrule",
          unit: "KiB",
          ours: sizeOf(bundled, "ours: timetable"),
          theirs: sizeOf(bundled, "rrule"),
          most: goals.core.most,
        }),
        holds({
          target: 4,
          what: "every one of ours bundles for the browser",
          compared: "esbuild with platform browser",
          goal: "all",
          ok: bundled.every(
            ({ script, platform, failed }) =>
              script.from !== "ours" || (platform === "browser" && failed === undefined),
          ),
        }),
        atMost({
          target: 4,
          what: "packages of others installed",
          compared: `core and 4 adapters in an empty folder: ${strangers.join(", ")}`,
          unit: "packages",
          ours: exactly(strangers.length),
          most: 5,
        }),
        atMost({
          target: 4,
          what: "installed",
          compared: "bytes of all files under node_modules, ours included",
          unit: "MB",
          ours: exactly(megabytes),
          most: 12,
        }),
      ],
    };
  },
};

function judge(scenario: Script["scenario"], bundled: readonly Bundled[]): Verdict {
  const [ours, theirs] = rivals(scenario, bundled);
  const { what, most } = goals[scenario];
  return atMostTimes({
    target: 4,
    what,
    compared: `gzip of ${ours?.script.name ?? "ours"}, against ${theirs?.script.name ?? "theirs"}`,
    unit: "KiB",
    ours: gzipOf(ours),
    theirs: gzipOf(theirs),
    most,
  });
}

/** The one of ours that is judged, and the one that it is judged against. */
function rivals(
  scenario: Script["scenario"],
  bundled: readonly Bundled[],
): readonly [Bundled | undefined, Bundled | undefined] {
  const found = (role: "judged" | "against"): Bundled | undefined =>
    bundled.find(
      ({ script, gzipKib }) => script.scenario === scenario && script[role] === true && gzipKib !== undefined,
    );
  return [found("judged"), found("against")];
}

function composition(scenario: string, script: Script, goalKib: number): readonly (readonly string[])[] {
  const { minKib, gzipKib, shares } = compositionOf(script);
  return [
    [scenario, "all of it", figure(minKib), figure(gzipKib)],
    ...shares
      .filter((share) => share.minKib > 0)
      .map((share) => [scenario, share.name, figure(share.minKib), figure(share.gzipKib)]),
    [scenario, "the goal", "–", figure(goalKib)],
  ];
}

function sizeOf(bundled: readonly Bundled[], name: string): Spread | undefined {
  return gzipOf(bundled.find(({ script, failed }) => script.name === name && failed === undefined));
}

function gzipOf(one: Bundled | undefined): Spread | undefined {
  return one?.gzipKib === undefined ? undefined : exactly(one.gzipKib);
}

function row({ script, platform, minKib, gzipKib, brotliKib, modules, failed }: Bundled): readonly string[] {
  const shown = (value: number | undefined): string => (value === undefined ? "–" : figure(value));
  const size = failed === undefined ? shown(minKib) : `does not bundle (${failed})`;
  return [script.scenario, script.name, platform, size, shown(gzipKib), shown(brotliKib), shown(modules)];
}
