import { rosterOptions } from "../people/rotation.ts";
import type { Fact } from "../line/fact.ts";
import { applyHolding, leaseFor } from "../plan/apply.ts";
import type { PlanOptions } from "../plan/context.ts";
import { formatOperation, mirrorName } from "../plan/format-plan.ts";
import { type LeaseKeeper, leaseKeeper } from "../plan/lease-keeper.ts";
import type { ServiceClock } from "../ports/service-clock.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { liveTrainsAt } from "../train/live-trains-at.ts";
import { type TrainView, viewFrom } from "../train/view.ts";
import { nextStep } from "./autopilot.ts";
import type { ConductContext } from "./conduct-context.ts";
import type { ConductEvent } from "./conduct-event.ts";
import { keepDutyGroup } from "./duty-group.ts";
import { carryOutEffects } from "./carry-out-effects.ts";
import { keepOldAnnouncements } from "./keep-old-announcement.ts";
import { keepWindow } from "./keep-window.ts";
import { judgeOwnClock, tellOwnClock } from "./own-clock.ts";
import { look, type Sight, trainsToTidy, windowsInUse } from "./look.ts";
import { type Observation, observed } from "./observation.ts";
import { nextMoment } from "./wake-at.ts";
import { effectStreams } from "./effect-notes.ts";
import { stopDeploys } from "./stop-deploys.ts";
import { catchUp, isTrouble, record, say, type Work } from "./work.ts";

/** How to tick. */
export interface TickOptions {
  /** Only this train, by id. @default every live train of the line */
  readonly train?: string;
  /** Whether notices, calendar, tickets and on-call schedule are brought to agree first, or how. @default true */
  readonly mirrors?: boolean | PlanOptions;
  /** Names the process to others that find the lease taken. @default `footplate` */
  readonly holder?: string;
  /** A source of nonces, for repeatable tests. @default random UUIDs */
  readonly nonce?: () => string;
  /** An object that a process keeps from tick to tick, so that old facts are not folded anew. Losing it costs only time. */
  readonly memory?: TickMemory;
}

/** What a process may remember between ticks. Empty at first. */
export interface TickMemory {
  /** What the last tick knew. */
  view?: TrainView;
  /** How this machine's clock stood to the services' when that was last told. */
  clock?: ServiceClock;
}

/** What a tick did, and when the next is due. */
export interface Ticked {
  readonly at: Instant;
  readonly events: readonly ConductEvent[];
  /** The facts that it recorded. */
  readonly facts: readonly Fact[];
  /** Why trains wait, by train: for people, and the latest word only. */
  readonly waiting: Readonly<Record<string, readonly string[]>>;
  /** The trains that it conducted. */
  readonly trains: readonly string[];
  /** Whether the mirrors were looked at and agree, as far as this tick could bring it about: else the next looks again. */
  readonly mirrored: boolean;
  /** When time will have changed something. A webhook, or a person's command, may call for one sooner. */
  readonly wakeAt: Instant;
}

/** Most steps that one train takes in one tick: more would be a loop. */
const MOST_STEPS = 200;

/**
 * Conducts the line's live trains by one step of time: looks at the world, records what it saw, lets each train go on as far
 * as it may, keeps windows open or completes them, and says what is to be said, once. It rests on nothing but line,
 * journal and world, so that it may be called from anywhere, as often as wanted, and again after a crash.
 *
 * A service that cannot be reached is said in `events`, and its train waits. Where the services' answers show that this
 * machine's clock is more than five minutes off, nothing is opened by it: no train is cut, no window begun, and no deploy
 * started that nobody asked for. What people order, rollbacks, and what closes go on (F38). Throws `conflict` when another process is at
 * work on the line, `lease_lost`, `journal_unwritable`, `journal_newer`, `journal_missing`, and what `plan` throws for a line
 * that is wired wrongly.
 */
export async function tick(context: ConductContext, options: TickOptions = {}): Promise<Ticked> {
  const lease = await leaseKeeper(context, options.holder ?? "footplate", leaseFor(context));
  try {
    return await underLease(context, options, lease);
  } finally {
    await lease.release();
  }
}

async function underLease(context: ConductContext, options: TickOptions, lease: LeaseKeeper): Promise<Ticked> {
  const { line, ports, clock, signal } = context;
  const events: ConductEvent[] = [];
  const wakes: Instant[] = [];
  const mirrored = options.mirrors !== false && (await mirror(context, options, lease, events, wakes));
  const [facts, streams] = await Promise.all([
    ports.journal.facts(line.id, { signal }),
    ports.journal.notes(line.id, { signal }),
  ]);
  const now = clock.now();
  const work: Work = {
    context,
    lease,
    nonce: options.nonce ?? (() => crypto.randomUUID()),
    events,
    wakes,
    view: viewFrom(options.memory?.view, line, facts, rosterOptions(context)),
    streams: effectStreams(streams),
  };
  const waiting: Record<string, readonly string[]> = {};
  const live = liveTrainsAt(work.view, now).map(({ id }) => id);
  const trains = [...new Set([...live, ...trainsToTidy(work, now)])].filter(
    (train) => options.train === undefined || train === options.train,
  );
  const sights = new Map<string, Sight>();
  const told = options.memory?.clock;
  judgeOwnClock(work, told, now);
  for (const train of trains) {
    signal?.throwIfAborted();
    const sight = await look(work, train, now);
    sights.set(train, sight);
    judgeOwnClock(work, told, now);
    for (const one of sight.observations) await record(work, await seenAsFacts(work, train, one, now));
    // A train that was never cut is not cut any more once its last window is over: only that window is put in order.
    const goes = live.includes(train);
    if (goes) await goOn(work, train, sight, now);
    await stopDeploys(work, train, now);
    for (const window of windowsInUse(work, train, now)) {
      await keepWindow(work, window, sight.notices.get(window.id), now);
    }
    // A completed window may be the last thing that an arrival waited for, a stopped deploy that a rollback did.
    waiting[train] = goes ? await goOn(work, train, sight, now) : [];
  }
  await keepOldAnnouncements(work, options.train, now);
  await keepDutyGroup(work, now);
  await carryOutEffects(work, sights, now);
  tellOwnClock(work, told);
  if (options.memory !== undefined) {
    options.memory.view = work.view;
    if (work.clock !== undefined) options.memory.clock = work.clock;
  }
  for (const [train, reasons] of Object.entries(waiting))
    for (const reason of reasons) say(work, "waiting", reason, train);
  return {
    at: now,
    events,
    facts: events.flatMap(({ fact }) => fact ?? []),
    waiting,
    trains,
    mirrored,
    wakeAt: nextMoment(work, trains, now),
  };
}

/**
 * What was seen, as facts. Who seems to have closed a window by hand may be another process of ours: what made it do so was
 * recorded before, though perhaps not when this tick began to read.
 */
async function seenAsFacts(work: Work, train: string, one: Observation, now: Instant): Promise<readonly Fact[]> {
  const facts = observed(work.view, train, one, now);
  if (!facts.some((fact) => fact.type === "windowCompleted" && fact.how !== "us")) return facts;
  await catchUp(work);
  return observed(work.view, train, one, now);
}

/** Lets the train take one step after the other, until it waits. */
async function goOn(work: Work, train: string, sight: Sight, now: Instant): Promise<readonly string[]> {
  const { ticket: held } = sight;
  const ticket = held === "unknown" ? "unknown" : held === "none" ? "open" : held.ended === true ? "closed" : "open";
  for (let taken = 0; taken < MOST_STEPS; taken += 1) {
    const step = nextStep(work.view, train, ticket, now, work.clockStops);
    if (step.facts.length === 0) {
      work.wakes.push(...step.wakes);
      return step.waiting;
    }
    await record(work, step.facts);
  }
  throw new RangeError(`train ${train} takes more than ${String(MOST_STEPS)} steps at once`);
}

/**
 * Brings the mirrors to agree. What a service refuses is said, and conducting goes on. False while something is left that
 * no person must decide.
 */
async function mirror(
  context: ConductContext,
  options: TickOptions,
  lease: LeaseKeeper,
  events: ConductEvent[],
  wakes: Instant[],
): Promise<boolean> {
  const at = context.clock.now();
  const [saidBefore, wakesBefore] = [events.length, wakes.length];
  const planning = typeof options.mirrors === "object" ? options.mirrors : {};
  const nonce = options.nonce === undefined ? {} : { nonce: options.nonce };
  try {
    for await (const event of applyHolding(context, { patienceMs: 0, ...planning, ...nonce }, lease)) {
      if (event.type === "done" && event.operation.action !== "note")
        events.push({
          at,
          type: "sent",
          text: `${mirrorName(event.operation.mirror)} ${formatOperation(event.operation, context.line.zone)[0] ?? ""}`,
        });
      if (event.type === "failed")
        events.push({ at, type: "trouble", text: `${event.operation.label}: ${event.error.message}` });
      if (event.type === "left")
        events.push({ at, type: "trouble", text: `${event.operation.label}: left, ${event.why}` });
      if (event.type === "planned") {
        for (const question of event.plan.questions) {
          if (question.type === "unseen")
            events.push({ at, type: "trouble", text: `${question.mirror} was not seen whole: ${question.why}` });
          if (question.type === "settling") wakes.push(fromEpochMs(epochMs(question.until) + 1));
        }
        for (const operation of event.plan.operations) {
          if (operation.action === "create" && operation.notBefore !== undefined) wakes.push(operation.notBefore);
        }
      }
    }
  } catch (error) {
    if (!isTrouble(error) || error.code === "invalid_input") throw error;
    const text = error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    events.push({ at, type: error.code === "guard_refused" ? "waiting" : "trouble", text });
  }
  return wakes.length === wakesBefore && !events.slice(saidBefore).some(({ type }) => type === "trouble");
}
