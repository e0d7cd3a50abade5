import {
  epochMs,
  FootplateError,
  fromEpochMs,
  type Held,
  type Instant,
  type OnCall,
  type OnCallOverride,
} from "@footplate/core";
import { runOf } from "./case-tools.ts";
import { type Case, check, frozen, rejection, same } from "./check.ts";

/** An on-call service made for one case. */
export interface OnCallStage {
  readonly onCall: OnCall;
  /** The vendor's id of a schedule whose overrides the port may write. It has none yet. */
  readonly schedule: string;
  /** Vendor's ids of two people who can be put on call; the regular one may be among them. */
  readonly people: readonly [string, string];
  /** Who alone is on call from `now` for three hours, as long as there is no override. */
  readonly regular: string;
  /** The clock that the port lives by. */
  readonly clock: { epochMs(): number; advance(ms: number): void };
  /** A whole minute. */
  readonly now: Instant;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface OnCallWorld {
  readonly name: string;
  /** A service of its own. Called once for every case. */
  fresh(): Promise<OnCallStage>;
}

type Body = (stage: OnCallStage) => Promise<void>;

const minute = 60_000;
const mark = { key: "line/t1/on-call", generation: 1, nonce: "nonce-1", facts: 2 };

/**
 * What every on-call service must do, as cases for any test runner. What its overrides must do as a mirror is for
 * `mirrorCases`. A schedule that is not there may also be `forbidden`: some services do not tell the two apart.
 */
export function onCallCases(world: OnCallWorld): readonly Case[] {
  const cases: readonly (readonly [string, Body])[] = [
    ["the schedule is listed exactly once", listedOnce],
    ["without an override the regular person is on call, and reading changes nothing", regularly],
    ["who comes next are ids, each once", next],
    ["an override puts its person on call in its span and nobody else, from its start to before its end", overridden],
    ["an override that is changed counts as it is now", changed],
    ["removing the override restores the regular person", restored],
    ["F16 an unknown schedule is an error, not nobody", unknown],
    ["refs that say nothing of the service name nobody", withoutRefs],
    ["an aborted call rejects with the signal's own reason and sends nothing", aborted],
  ];
  return cases.map(([name, body]) => ({
    name: `${world.name}: ${name}`,
    run: runOf(async () => body(await world.fresh())),
  }));
}

async function listedOnce({ onCall, schedule }: OnCallStage): Promise<void> {
  const found = (await onCall.schedules()).filter(({ id }) => id === schedule);
  same(found.length, 1, "times that the schedule is listed");
  check(found[0]?.name !== "", "the schedule has a name");
}

async function regularly(stage: OnCallStage): Promise<void> {
  await during(stage, [0, 60, 120, 0], stage.regular);
}

async function next({ onCall, schedule, now }: OnCallStage): Promise<void> {
  const people = await onCall.nextOnCall(schedule, now);
  check(
    people.every((id) => typeof id === "string" && id !== ""),
    "ids are texts",
  );
  same(new Set(people).size, people.length, "people who come next, each once");
}

async function overridden(stage: OnCallStage): Promise<void> {
  const { item } = await put(stage);
  const [start, end] = [minutesOf(stage, item.start), minutesOf(stage, item.end)];
  const justBefore = 1 / minute;
  await during(stage, [0, start - justBefore], stage.regular);
  await during(stage, [start, (start + end) / 2, end - justBefore], item.person);
  await during(stage, [end, end + 30], stage.regular);
}

async function changed(stage: OnCallStage): Promise<void> {
  const held = await put(stage);
  await stage.onCall.overrides.update(frozen(held), frozen({ ...held.item, end: at(stage, 90) }), 3);
  settle(stage);
  await during(stage, [60, 89], held.item.person);
  await during(stage, [0, 90, 119, 120], stage.regular);
}

async function restored(stage: OnCallStage): Promise<void> {
  const held = await put(stage);
  await stage.onCall.overrides.remove(frozen(held));
  settle(stage);
  await during(stage, [59, 60, 90, 119, 120], stage.regular);
}

async function unknown({ onCall, now }: OnCallStage): Promise<void> {
  const calls = {
    onCall: () => onCall.onCall("no-such-schedule", now),
    nextOnCall: () => onCall.nextOnCall("no-such-schedule", now),
  };
  for (const [name, call] of Object.entries(calls)) {
    const error = await rejection(call(), name);
    check(error instanceof FootplateError, `${name} should throw a FootplateError, threw ${String(error)}`);
    check(["not_found", "forbidden"].includes(error.code), `${name}: expected not_found, found ${error.code}`);
  }
}

async function withoutRefs({ onCall }: OnCallStage): Promise<void> {
  for (const refs of [undefined, {}, { "another-service": { personId: "a", scheduleId: "b" } }]) {
    check(onCall.personOf(frozen(refs)) === undefined, "no person is named");
    check(onCall.scheduleOf(frozen(refs)) === undefined, "no schedule is named");
  }
}

async function aborted(stage: OnCallStage): Promise<void> {
  const { onCall, schedule, now, sent } = stage;
  const before = sent?.();
  const reason = { because: "the caller changed its mind" };
  const options = { signal: AbortSignal.abort(reason) };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    schedules: () => onCall.schedules(options),
    onCall: () => onCall.onCall(schedule, now, options),
    nextOnCall: () => onCall.nextOnCall(schedule, now, options),
    create: () => onCall.overrides.create(wish(stage), mark, options),
  };
  for (const [name, call] of Object.entries(calls)) {
    check((await rejection(call(), name)) === reason, `${name} rejects with the signal's own reason`);
  }
  same(sent?.(), before, "requests");
  settle(stage);
  await during(stage, [60], stage.regular);
}

/** An override from one to two hours after the beginning, by whoever is not on call anyway. */
function wish(stage: OnCallStage): OnCallOverride {
  const { schedule, people, regular } = stage;
  const person = people.find((one) => one !== regular);
  check(person !== undefined, "people must be two");
  return { schedule, person, start: at(stage, 60), end: at(stage, 120), rotations: [] };
}

async function put(stage: OnCallStage): Promise<Held<OnCallOverride>> {
  const wanted = wish(stage);
  const held = await stage.onCall.overrides.create(frozen(wanted), frozen(mark));
  same(held.item.person, wanted.person, "the person of the override");
  settle(stage);
  return held;
}

function settle({ onCall, clock }: OnCallStage): void {
  clock.advance(onCall.overrides.sendMs + onCall.overrides.settleMs + 1);
}

function at({ now }: OnCallStage, minutes: number): Instant {
  return fromEpochMs(epochMs(now) + Math.round(minutes * minute));
}

function minutesOf({ now }: OnCallStage, moment: Instant): number {
  return (epochMs(moment) - epochMs(now)) / minute;
}

async function during(stage: OnCallStage, minutes: readonly number[], person: string): Promise<void> {
  for (const one of minutes) {
    const moment = at(stage, one);
    same(await stage.onCall.onCall(stage.schedule, moment), [person], `on call at ${moment}`);
  }
}
