import { FootplateError, type ProbedTarget, type RunningVersion, type VersionProbe } from "@footplate/core";
import { abortedCalls, casesOf, needs, sameFields } from "./case-tools.ts";
import { type Case, check, frozen, rejection, same } from "./check.ts";

/** A probe and two targets, made for one case. */
export interface VersionProbeStage {
  readonly probe: VersionProbe;
  /** Runs nothing yet. */
  readonly target: ProbedTarget;
  /** Another one, that runs nothing yet. */
  readonly other: ProbedTarget;
  /** Puts a version on the target, or takes everything off it. */
  readonly put: (target: ProbedTarget, version: string | undefined) => Promise<void>;
  /** Takes the target off the network. */
  readonly cutOff?: (target: ProbedTarget) => Promise<void>;
  /** How many requests there have been. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface VersionProbeWorld {
  readonly name: string;
  /** Targets of its own. Called once for every case. */
  fresh(): Promise<VersionProbeStage>;
}

/** What every version probe must do, as cases for any test runner. What needs something the stage does not offer is told as skipped. */
export function versionProbeCases(world: VersionProbeWorld): readonly Case[] {
  return casesOf<VersionProbeStage>(world, {
    "a target that runs nothing is absent": async ({ probe, target }) =>
      same(await probe.running(frozen(target)), undefined, "running"),
    "a target says what it runs, each time anew": anew,
    "targets are not mistaken for each other": apart,
    "F16 a target that cannot be reached is an error, not one that runs nothing": cutOff,
    "an aborted call rejects with the signal's own reason and sends nothing": async ({ probe, target, put, sent }) => {
      await put(target, "2026.48");
      await abortedCalls({ running: (options) => probe.running(target, options) }, sent);
    },
  });
}

async function anew({ probe, target, put }: VersionProbeStage): Promise<void> {
  for (const version of ["2026.48", "2026.47", "v1.0.0-rc.1+build.5"]) {
    await put(target, version);
    for (const _time of [1, 2]) sameVersion(await probe.running(frozen(target)), version);
  }
  await put(target, undefined);
  same(await probe.running(target), undefined, "once everything is taken off");
}

async function apart({ probe, target, other, put }: VersionProbeStage): Promise<void> {
  await put(target, "2026.48");
  same(await probe.running(other), undefined, "the other target");
  await put(other, "2026.47");
  sameVersion(await probe.running(target), "2026.48");
  sameVersion(await probe.running(other), "2026.47");
}

async function cutOff({ probe, target, other, put, cutOff: cut }: VersionProbeStage): Promise<void> {
  needs(cut, "hook `cutOff`");
  await put(target, "2026.48");
  await put(other, "2026.48");
  sameVersion(await probe.running(target), "2026.48");
  await cut(target);
  const error = await rejection(probe.running(target), "running");
  check(error instanceof FootplateError, `running should throw a FootplateError, threw ${String(error)}`);
  check(error.code !== "not_found", "it is not there is another thing");
  sameVersion(await probe.running(other), "2026.48");
}

function sameVersion(running: RunningVersion | undefined, version: string): void {
  sameFields(running, { version }, "running");
}
