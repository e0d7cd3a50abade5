// All of zod is here, in one file, so that no declaration names it.
import * as z from "zod/mini";
import type { Actor, Fact } from "../line/fact.ts";
import type { AnnouncementKind, ConductPolicy } from "../line/conduct-policy.ts";
import type { TrainLine } from "../line/line.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { type Instant, instant } from "../time/instant.ts";
import type { ShapeIssue } from "./issues.ts";
import * as judge from "./judges.ts";
import type { Same } from "./same.ts";
import * as templates from "./templates.ts";

/** What a shape makes of a value: a fresh one, or every issue. */
export type Shaped<T> = { readonly value: T } | { readonly issues: readonly ShapeIssue[] };

const optional = z.exactOptional;

/** An object with these fields and no other. */
function fields<const Shape extends Readonly<Record<string, z.core.SomeType>>>(shape: Shape) {
  const known = Object.keys(shape).join(" ");
  // The message of an unknown field carries the known ones to where its hint is written.
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
}

function judged(judgement: judge.Judge) {
  return z.string().check(faulted(judgement));
}

function faulted(judgement: judge.Judge) {
  return z.check<string>((payload) => {
    const fault = judgement(payload.value);
    if (fault === undefined) return;
    const params = { hint: fault.hint };
    payload.issues.push({ code: "custom", message: fault.message, params, input: payload.value, continue: true });
  });
}

function list<Item extends z.core.SomeType>(item: Item, most: number, least = 0) {
  return z.array(item).check(z.minLength(least), z.maxLength(most));
}

/** A list in which nothing stands twice. */
function set<Item extends z.core.SomeType>(item: Item, most: number, least = 0) {
  return list(item, most, least).check(
    z.refine((values: readonly unknown[]) => new Set(values).size === values.length, {
      error: "something stands here twice",
      params: { hint: "name each once" },
    }),
  );
}

function whole(least: number, most: number) {
  return z.int().check(z.minimum(least), z.maximum(most));
}

/** Fails to compile when the schema's output is not the hand-written interface. */
function tied<T>() {
  return <S extends z.core.$ZodType>(schema: S, ..._same: Same<z.output<S>, T> extends true ? [] : [never]): S =>
    schema;
}

function shaped<T>(schema: z.ZodMiniType<T>, value: unknown): Shaped<T> {
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
}

const id = judged(judge.idText);
const name = judged(judge.nameText);
const date = judged(judge.dateText);
const time = judged(judge.timeText);
const length = judged(judge.lengthText);
const reason = judged(judge.reasonText);
const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
// Zones, scopes and names of trains are judged over the whole document: see the rules beside this file.
const zone = z.string();
const scope = list(z.string(), 500, 1);
// That these are plain JSON was seen to when the document was copied.
const refs = z.record(judged(judge.idText), z.record(z.string(), z.custom<JsonValue>()) as z.ZodMiniType<JsonObject>);

const person = fields({
  id,
  name,
  zone: optional(zone),
  workingHours: optional(fields({ days: set(weekday, 7, 1), from: time, to: time })),
  from: optional(date),
  until: optional(date),
  refs: optional(refs),
});

const service = fields({
  id,
  owner: optional(name),

  ownerConfirmed: optional(date),
  version: optional(name),
});

const target = fields({
  id,
  name,
  zone: optional(zone),
  chat: optional(judged(judge.oneLine(100))),
  tam: optional(id),
  refs: optional(refs),
});

const windowTimes = {
  day: whole(-366, 366),
  weekday: optional(weekday),
  at: time,
  length: optional(length),
  until: optional(time),
  zone: optional(zone),
  class: optional(z.enum(["exclusive", "shared", "informational"])),
  capacity: optional(whole(0, 100)),
  expected: optional(length),
};

const windowRule = z.discriminatedUnion("kind", [
  fields({
    ...windowTimes,
    kind: z.enum(["primary", "secondary"]),
    stop: id,
    target: optional(id),
    when: optional(z.enum(["always", "straddling"])),
    exchange: optional(z.boolean()),
  }),
  fields({ ...windowTimes, kind: z.literal("reserved"), id, name }),
]);

const turnEntry = z.union([id, fields({ person: id, every: optional(whole(1, 100)) })]);

/** People in turn, each once. */
function turns(least: number) {
  return list(turnEntry, 200, least).check(
    z.refine(
      (entries: readonly unknown[]) => new Set(entries.map((entry) => personOf(entry))).size === entries.length,
      { error: "something stands here twice", params: { hint: "name each once" } },
    ),
  );
}

function personOf(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null && "person" in entry ? entry.person : entry;
}

const turnRules = { noTrain: optional(z.enum(["consume", "carry"])), shadows: optional(turns(1)) };

const rotation = z.discriminatedUnion("strategy", [
  fields({ ...turnRules, strategy: z.literal("staggeredPair"), order: turns(2) }),
  fields({ ...turnRules, strategy: z.literal("soloShift"), order: turns(1), weeks: optional(whole(1, 104)) }),
  fields({ ...turnRules, strategy: z.literal("own"), order: turns(1), name }),
]);

const duties = set(name, 50);

const crew = fields({
  watch: optional(length),
  duties: optional(fields({ primary: duties, backup: duties })),
  after: optional(duties),
  noticeDays: optional(whole(0, 366)),
});

const ANNOUNCEMENTS = [
  "reminder",
  "rescheduled",
  "windowStarted",
  "deployed",
  "passed",
  "windowExtended",
  "windowCompleted",
  "windowCancelled",
  "held",
  "resumed",
  "rolledBack",
  "problem",
  "decided",
  "decisionDue",
  "problemClosed",
  "skipped",
  "lateRider",
  "handedOver",
  "stakeholderMissing",
  "windowFree",
  "announcementMissing",
  "cancelled",
  "abandoned",
  "arrived",
] as const satisfies readonly AnnouncementKind[];
const audience = z.enum(["team", "target", "changeControl"]);
const step = optional(z.enum(["automatic", "conductor"]));

const conduct = tied<ConductPolicy>()(
  fields({
    steps: optional(fields({ cut: step, promote: step, pass: step, arrive: step })),
    soak: optional(length),
    soaks: optional(z.record(id, length)),
    missingAfter: optional(length),
    longestDeploy: optional(length),
    least: optional(length),
    overrun: optional(z.enum(["finish", "hold"])),
    noShowAfter: optional(length),
    stakeholders: optional(list(fields({ person: id, required: optional(z.boolean()), scope: optional(scope) }), 200)),
    grace: optional(length),
    expects: optional(
      list(
        fields({
          id,
          channel: optional(judged(judge.oneLine(100))),
          author: optional(name),
          text: judged(judge.oneLine(300)),
          after: z.enum(["windowStarted", "windowCompleted"]),
          within: optional(length),
        }),
        50,
      ),
    ),
    change: optional(z.enum(["required", "none"])),
    changeExceptions: optional(set(name, 100)),
    freezeApprovers: optional(list(fields({ name, oneOf: set(id, 100, 1) }), 20, 1)),
    rollback: optional(length),
    decisionReminder: optional(length),
    acknowledgeWithin: optional(length),
    reminders: optional(z.partialRecord(audience, set(length, 10))),
    catchUp: optional(
      z.partialRecord(
        z.enum(ANNOUNCEMENTS),
        fields({ policy: z.enum(["late", "missed", "drop"]), within: optional(length) }),
      ),
    ),
    channels: optional(
      fields({ team: optional(judged(judge.oneLine(100))), changeControl: optional(judged(judge.oneLine(100))) }),
    ),
  }),
);

const era = fields({
  id,
  from: date,
  cadence: fields({ every: judged(judge.everyText), anchor: date }),
  number: fields({ format: judged(templates.numberFormat), first: optional(whole(0, 1_000_000)) }),
  rotation: optional(rotation),
  crew: optional(crew),
  conduct: optional(conduct),
  cut: optional(fields({ day: whole(-366, 366), at: time })),
  windows: list(windowRule, 2000),
});

const freezeBound = fields({ date, at: optional(time) });

const freeze = fields({
  id,
  name,
  class: z.enum(["hard", "soft"]),
  from: freezeBound,
  to: freezeBound,
  zone: optional(zone),
  scope: optional(scope),
  allows: optional(judged(judge.manyLines(2000))),
});

const holidays = fields({
  id,
  name,
  through: date,
  days: list(fields({ date, name }), 2000),
  scope: optional(scope),
});

const oneOffWindow = fields({
  id,
  name,
  stop: id,
  target: id,
  date,
  weekday: optional(weekday),
  at: time,
  length,
  start: optional(judged(judge.momentText)),
  zone: optional(zone),
  train: optional(z.string()),
});

const line = tied<TrainLine>()(
  fields({
    id,
    name,
    zone,
    record: optional(z.enum(["line", "calendar"])),
    review: optional(z.enum(["required", "none"])),
    gap: optional(z.enum(["later", "earlier", "skip"])),
    overlap: optional(z.enum(["first", "second"])),
    notify: optional(z.boolean()),
    team: fields({ id, name, leads: set(id, 100), members: set(id, 500) }),
    people: list(person, 1000),
    services: list(service, 5000),
    stops: list(fields({ id, name, targets: list(target, 1000, 1), refs: optional(refs) }), 100, 1),
    eras: list(era, 200, 1),
    noTrainWeeks: optional(list(fields({ week: date, reason, number: optional(z.enum(["used", "kept"])) }), 1000)),
    noDeployDays: optional(list(z.union([fields({ weekday }), fields({ date, reason })]), 1000)),
    freezes: optional(list(freeze, 1000)),
    holidays: optional(list(holidays, 200)),
    oneOffWindows: optional(list(oneOffWindow, 2000)),
    texts: optional(
      fields({
        title: optional(judged(templates.shortTemplate)),
        body: optional(judged(templates.longTemplate)),
        cancellation: optional(judged(templates.longTemplate)),
        entry: optional(judged(templates.shortTemplate)),
        ticket: optional(judged(templates.ticketTemplate)),
      }),
    ),
    refs: optional(refs),
  }),
);

/** The shape of a line document. What its parts say of each other is judged elsewhere. */
export function shapedLine(value: JsonValue): Shaped<TrainLine> {
  const result = shaped(line, value);
  // What fits is handed on as it was: the schema would put its fields in another order.
  return "value" in result ? { value: value as typeof result.value & JsonValue } : result;
}

const key = judged(judge.keyText);
const train = judged(judge.trainText);
const moment = z.pipe(
  judged(judge.momentText),
  z.transform((value): Instant => instant(value)),
);
const actor = tied<Actor>()(z.union([fields({ person: id }), fields({ bot: name })]));
const base = { id: key, at: moment, by: actor, reason: optional(reason) };
const deletion = { ...base, mirror: key, key, generation: whole(0, Number.MAX_SAFE_INTEGER) };
const guest = { ...base, guest: id };
const cover = { ...base, cover: key };
const swap = { ...base, swap: key };
const role = z.enum(["primary", "backup"]);
const place = judged(judge.placeText);
const reversible = z.enum(["yes", "slow", "no"]);
const versions = z.record(id, name);
const ofTrain = { ...base, train };
const ofOrder = { ...ofTrain, order: key };
const ofBlocker = { ...ofTrain, blocker: key };
const ofProblem = { ...ofTrain, problem: key };
const ofWindow = { ...base, window: key };
const attempt = whole(1, 1_000_000);

const fact = tied<Fact>()(
  z.discriminatedUnion("type", [
    fields({ ...base, type: z.literal("trainCancelled"), train }),
    fields({
      ...base,
      type: z.literal("riderBoarded"),
      train,
      service: id,
      version: name,
      target: optional(place),
      reversible: optional(reversible),
      rollback: optional(length),
    }),
    fields({ ...base, type: z.literal("windowReviewed"), window: key, start: moment, end: moment }),
    fields({ ...base, type: z.literal("windowMoved"), window: key, start: moment, end: moment }),
    fields({ ...base, type: z.literal("windowCancelled"), window: key }),
    fields({ ...guest, type: z.literal("guestRequested"), window: key, name, length, owner: name, change: name }),
    fields({ ...guest, type: z.literal("guestAccepted") }),
    fields({ ...guest, type: z.literal("guestRefused") }),
    fields({ ...deletion, type: z.literal("deletionAccepted") }),
    fields({ ...deletion, type: z.literal("recreationRequested") }),
    fields({ ...base, type: z.literal("lossAccepted"), train, lost: whole(0, Number.MAX_SAFE_INTEGER) }),
    fields({ ...base, type: z.literal("leaseRevoked"), holder: name, since: moment, reason: name }),
    fields({ ...base, type: z.literal("absenceDeclared"), person: id, start: moment, end: moment }),
    fields({ ...base, type: z.literal("absenceWithdrawn"), absence: key }),
    fields({
      ...cover,
      type: z.literal("coverRequested"),
      train,
      duties: set(name, 50, 1),
      start: moment,
      end: moment,
      for: id,
      asked: optional(id),
      expiresAt: optional(moment),
    }),
    fields({ ...cover, type: z.literal("coverAccepted"), person: optional(id) }),
    fields({ ...cover, type: z.literal("coverDeclined") }),
    fields({ ...cover, type: z.literal("coverWithdrawn") }),
    fields({
      ...swap,
      type: z.literal("swapProposed"),
      train,
      role,
      with: z.union([fields({ train, role }), fields({ person: id })]),
      expiresAt: optional(moment),
    }),
    fields({ ...swap, type: z.literal("swapAccepted") }),
    fields({ ...swap, type: z.literal("swapDeclined") }),
    fields({ ...swap, type: z.literal("swapUndone") }),
    fields({ ...swap, type: z.literal("swapForced"), reason }),
    fields({ ...base, type: z.literal("handedOver"), train, from: id, to: id, note: reason }),
    fields({ ...base, type: z.literal("briefed"), train, person: id }),
    fields({ ...ofTrain, type: z.literal("trainCut"), services: versions }),
    fields({
      ...ofTrain,
      type: z.literal("lateRiderRequested"),
      rider: key,
      service: id,
      version: name,
      target: optional(place),
      reversible: optional(reversible),
      rollback: optional(length),
    }),
    fields({ ...ofTrain, type: z.literal("lateRiderAccepted"), rider: key }),
    fields({ ...ofTrain, type: z.literal("lateRiderRefused"), rider: key }),
    fields({ ...ofTrain, type: z.literal("riderLeft"), service: id }),
    fields({
      ...ofTrain,
      type: z.literal("deployOrdered"),
      kind: z.enum(["promote", "rollback"]),
      target: place,
      version: name,
      services: versions,
      partial: optional(z.literal(true)),
      window: optional(key),
      exception: optional(key),
      bundles: optional(set(train, 100, 1)),
    }),
    fields({ ...ofOrder, type: z.literal("deployStarted"), run: name, attempt, url: optional(name) }),
    fields({
      ...ofOrder,
      type: z.literal("deployFinished"),
      attempt,
      outcome: z.enum(["succeeded", "failed", "cancelled"]),
    }),
    fields({ ...ofOrder, type: z.literal("deployMissing") }),
    fields({ ...ofOrder, type: z.literal("deployStopAsked") }),
    fields({
      ...ofTrain,
      type: z.literal("versionRead"),
      target: place,
      version: name,
      services: optional(versions),
      order: optional(key),
    }),
    fields({ ...ofTrain, type: z.literal("targetPassed"), target: place }),
    fields({ ...ofTrain, type: z.literal("targetSkipped"), target: place, reason }),
    fields({
      ...ofTrain,
      type: z.literal("trainHeld"),
      reason,
      owner: id,
      note: reason,
      discretion: optional(z.literal(true)),
    }),
    fields({ ...ofTrain, type: z.literal("trainResumed"), overruled: optional(set(key, 500)) }),
    fields({
      ...ofBlocker,
      type: z.literal("blockerAdded"),
      title: name,
      owner: name,
      note: reason,
      updateBy: optional(moment),
    }),
    fields({
      ...ofBlocker,
      type: z.literal("blockerUpdated"),
      note: reason,
      owner: optional(name),
      updateBy: optional(moment),
    }),
    fields({ ...ofBlocker, type: z.literal("blockerResolved") }),
    fields({ ...ofTrain, type: z.literal("versionCleared"), version: name }),
    fields({ ...ofTrain, type: z.literal("trainAbandoned"), reason }),
    fields({ ...ofTrain, type: z.literal("trainArrived") }),
    fields({
      ...ofProblem,
      type: z.literal("problemOpened"),
      summary: reason,
      target: optional(place),
      order: optional(key),
      services: optional(set(id, 5000)),
      call: optional(name),
    }),
    fields({
      ...ofProblem,
      type: z.literal("problemDecided"),
      course: z.enum(["rollback", "rollForward", "retry", "extend", "hold", "skip", "abandon", "goOn"]),
      reason,
    }),
    fields({ ...ofProblem, type: z.literal("problemClosed") }),
    fields({
      ...ofTrain,
      type: z.literal("approvalGiven"),
      approval: key,
      as: z.enum(["client", "tam"]),
      subject: z.discriminatedUnion("type", [
        fields({ type: z.literal("extension"), window: key, until: moment }),
        fields({ type: z.literal("skip"), target: place }),
      ]),
      from: optional(name),
    }),
    fields({
      ...ofTrain,
      type: z.literal("exceptionRequested"),
      exception: key,
      freeze: id,
      scope,
      reason,
      expiresAt: moment,
    }),
    fields({ ...ofTrain, type: z.literal("exceptionApproved"), exception: key }),
    fields({ ...ofTrain, type: z.literal("exceptionRefused"), exception: key }),
    fields({
      ...ofTrain,
      type: z.literal("changeLinked"),
      target: optional(place),
      change: z.union([fields({ request: name, state: name }), fields({ exception: name })]),
    }),
    fields({ ...ofWindow, type: z.literal("windowStarted") }),
    fields({ ...ofWindow, type: z.literal("windowExtended"), end: moment, approval: key }),
    fields({ ...ofWindow, type: z.literal("windowCompleted"), how: z.enum(["us", "person", "board"]) }),
    fields({ ...ofWindow, type: z.literal("windowReopened"), as: key, start: moment, end: moment }),
    fields({ ...ofWindow, type: z.literal("windowClaimed") }),
    fields({ ...ofWindow, type: z.literal("joined"), person: id }),
    fields({ ...guest, type: z.literal("guestDone") }),
  ]),
);

const factList = z.array(fact);

/** The shape of one fact. */
export function shapedFact(value: JsonValue): Shaped<Fact> {
  return shaped(fact, value);
}

/** The shape of a list of facts. */
export function shapedFacts(value: JsonValue): Shaped<readonly Fact[]> {
  return shaped(factList, value);
}
