import type { DeployOrder, DeployRun } from "@footplate/core";

/** How a run in memory goes. Whatever it waits for takes its time between queueing and running. */
export interface MemoryRunScript {
  /** `cancel`: somebody stops it at the service. `hang`: it runs and never ends. @default "succeed" */
  readonly ends?: "succeed" | "fail" | "cancel" | "hang";
  /** `false`: the service never makes a run of it, and `start` throws `outcome_unknown`. @default true */
  readonly appears?: boolean;
  /** How long it is queued, in milliseconds. @default 10_000 */
  readonly queuedMs?: number;
  /** How long it runs, in milliseconds. @default 300_000 */
  readonly runningMs?: number;
  /** How long it goes on after it was asked to stop, in milliseconds. @default 0 */
  readonly stoppingMs?: number;
  /** What it waits for before it runs, each to be approved. @default nothing */
  readonly waitsFor?: readonly string[];
  /** Whether our credential may answer what it waits for. @default true */
  readonly mayAnswer?: boolean;
  /** The version that the target runs afterwards, or `false`: it changes nothing. @default the order's, when it succeeds */
  readonly installs?: string | false;
  /** How long after its end the target runs it, in milliseconds. @default 0 */
  readonly installLagMs?: number;
}

/** One attempt of a run, and what was said to it. Moments are in milliseconds since 1970-01-01T00:00:00Z. */
export interface MemoryAttempt {
  readonly script: MemoryRunScript;
  readonly startedMs: number;
  /** When each of what it waits for was approved. */
  readonly approvedMs: Readonly<Record<string, number>>;
  readonly rejectedMs?: number;
  /** When and how a person ended it. */
  readonly ended?: { readonly atMs: number; readonly outcome: "succeeded" | "failed" | "cancelled" };
  /** When it was asked to stop. */
  readonly stopMs?: number;
}

/** A run as only the service sees it. */
export interface MemoryRun extends DeployRun {
  /** `stop/target`. */
  readonly target: string;
  readonly version: string;
  readonly kind?: DeployOrder["kind"];
  /** Notes of those who answered what it waited for, oldest first. */
  readonly notes: readonly string[];
}

/** How an attempt stands. */
export interface AttemptState {
  readonly status: "queued" | "waiting" | "running" | "finished";
  readonly outcome?: "succeeded" | "failed" | "cancelled";
  readonly finishedMs?: number;
  readonly waitingFor?: readonly string[];
}

const outcomes = { succeed: "succeeded", fail: "failed", cancel: "cancelled" } as const;

/** How an attempt stands at a moment. */
export function attemptState(attempt: MemoryAttempt, nowMs: number): AttemptState {
  const whole = course(attempt);
  const { stopMs, script } = attempt;
  const early = [
    ...(stopMs === undefined ? [] : [ending(stopsMs(whole, stopMs, script.stoppingMs ?? 0), "cancelled")]),
    ...(attempt.rejectedMs === undefined ? [] : [ending(attempt.rejectedMs, "failed")]),
    ...(attempt.ended === undefined ? [] : [ending(attempt.ended.atMs, attempt.ended.outcome)]),
    ...(whole.end === undefined ? [] : [whole.end]),
  ].toSorted((one, other) => one.finishedMs - other.finishedMs)[0];
  if (early !== undefined && early.finishedMs <= nowMs) return early;
  if (nowMs < whole.queuedUntilMs) return { status: "queued" };
  if (whole.runsMs !== undefined && whole.runsMs <= nowMs) return { status: "running" };
  const open = (script.waitsFor ?? []).filter((name) => !((attempt.approvedMs[name] ?? Infinity) <= nowMs));
  return { status: "waiting", waitingFor: open };
}

interface Ending extends AttemptState {
  readonly finishedMs: number;
}

function ending(finishedMs: number, outcome: "succeeded" | "failed" | "cancelled"): Ending {
  return { status: "finished", outcome, finishedMs };
}

/** How it goes when nobody stops it. */
function course({ script, startedMs, approvedMs }: MemoryAttempt): {
  readonly queuedUntilMs: number;
  readonly runsMs?: number;
  readonly end?: Ending;
} {
  const queuedUntilMs = startedMs + (script.queuedMs ?? 10_000);
  const approvals = (script.waitsFor ?? []).map((name) => approvedMs[name]);
  if (approvals.includes(undefined)) return { queuedUntilMs };
  const runsMs = Math.max(queuedUntilMs, ...approvals.filter((ms) => ms !== undefined));
  const { ends = "succeed" } = script;
  if (ends === "hang") return { queuedUntilMs, runsMs };
  return { queuedUntilMs, runsMs, end: ending(runsMs + (script.runningMs ?? 300_000), outcomes[ends]) };
}

/** What has not begun stops at once. */
function stopsMs(whole: ReturnType<typeof course>, stopMs: number, stoppingMs: number): number {
  return whole.runsMs !== undefined && whole.runsMs <= stopMs ? stopMs + stoppingMs : stopMs;
}
