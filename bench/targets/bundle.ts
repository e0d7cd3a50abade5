import { type Bundled, bundle } from "../harness/bundle.ts";
import { installedSize } from "../harness/installed-size.ts";
import type { Part } from "../harness/part.ts";
import { exactly, figure, type Spread } from "../harness/spread.ts";
import { atMost, atMostTimes, holds, type Verdict } from "../harness/verdict.ts";
import { type Script, scripts } from "./bundle-scripts.ts";

const goals: Readonly<Record<Script["scenario"], { readonly what: string; readonly most: number }>> = {
  github: { what: "GitHub script with validation", most: 0.9 },
  gcal: { what: "Calendar script", most: 0.18 },
  opsgenie: { what: "Opsgenie script", most: 0.08 },
  core: { what: "core's recurrence", most: 1 },
};

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
    return {
      tables: [
        {
          title: "Bundle (esbuild, one minified module)",
          columns: ["scenario", "contender", "platform", "min KiB", "gzip KiB", "brotli KiB", "modules"],
          rows: bundled.map(row),
        },
      ],
      verdicts: [
        ...(["github", "gcal", "opsgenie", "core"] as const).map((scenario) => judge(scenario, bundled)),
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
  const found = (role: "judged" | "against"): Bundled | undefined =>
    bundled.find(
      ({ script, gzipKib }) => script.scenario === scenario && script[role] === true && gzipKib !== undefined,
    );
  const [ours, theirs] = [found("judged"), found("against")];
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
