import type { AnyCommand, CommandOf } from "./any-command.ts";
import { either, type Field, flag, moment, optional, text, texts, word, yes } from "./field-kind.ts";
import type { Course } from "./line/train-fact.ts";
import { idText, keyText, lengthText, nameText, placeText, reasonText, trainText } from "./schema/judges.ts";

/** The fields that a command has beside `act`, `by` and a `reason` that may be left out. */
type OwnFields<One> = {
  readonly [Key in keyof One as OwnKey<One, Key>]-?: Field<
    Exclude<One[Key], undefined>,
    object extends Pick<One, Key> ? true : false
  >;
};

type OwnKey<One, Key extends keyof One> = Key extends "act" | "by"
  ? never
  : Key extends "reason"
    ? object extends Pick<One, Key>
      ? never
      : Key
    : Key;

const id = text(idText);
const key = text(keyText);
const length = text(lengthText);
const name = text(nameText);
const place = text(placeText);
const reason = text(reasonText);
const train = text(trainText);
const ids = texts(idText);
const keys = texts(keyText);

const role = word("primary", "backup");
const course: Field<Course, false> = word(
  "rollback",
  "rollForward",
  "retry",
  "extend",
  "hold",
  "skip",
  "abandon",
  "goOn",
);

const cover = { cover: key };
const swap = { swap: key };
const ofTrain = { train };
const why = { train, reason };
const blocker = { train, blocker: key };
const problem = { train, problem: key };
const exception = { train, exception: key };
const ofWindow = { window: key };
const guest = { guest: id };
const lateRider = { train, rider: key };
const boarding = {
  train,
  service: id,
  version: name,
  target: optional(place),
  reversible: optional(word("yes", "slow", "no")),
  rollback: optional(length),
};

type Table = { readonly [Act in AnyCommand["act"]]: OwnFields<CommandOf<Act>> };

/** Fails to compile where an act of the table has a field that its command has not. */
type NoMore<Given> = {
  readonly [Act in keyof Given]: Act extends AnyCommand["act"]
    ? { readonly [Key in Exclude<keyof Given[Act], keyof Table[Act]>]: never }
    : never;
};

function tied<Given extends Table>(table: Given & NoMore<Given>): Table {
  return table;
}

/** The fields of each act, required ones first. That they are those of the types is checked as it compiles. */
export const COMMAND_FIELDS: Table = tied({
  absent: { start: moment, end: moment, person: optional(id) },
  absentWithdrawn: { absence: key },
  requestCover: {
    train,
    duties: texts(nameText),
    start: moment,
    end: moment,
    cover: optional(key),
    for: optional(id),
    asked: optional(id),
    expiresAt: optional(moment),
  },
  acceptCover: { cover: key, person: optional(id) },
  declineCover: cover,
  withdrawCover: cover,
  proposeSwap: {
    train,
    role,
    with: either({ train, role }, { person: id }),
    swap: optional(key),
    expiresAt: optional(moment),
  },
  acceptSwap: swap,
  declineSwap: swap,
  undoSwap: swap,
  forceSwap: { swap: key, reason },
  handOver: { train, to: id, note: reason, from: optional(id) },
  brief: ofTrain,
  cut: ofTrain,
  board: boarding,
  leave: { train, service: id },
  requestLateRider: { ...boarding, rider: optional(key) },
  acceptLateRider: lateRider,
  refuseLateRider: lateRider,
  promote: { train, to: place, services: optional(ids), from: optional(name) },
  rollback: {
    train,
    reason,
    at: optional(place),
    to: optional(name),
    stopRunning: optional(flag),
    from: optional(name),
  },
  pass: { train, at: place },
  skip: { train, target: place, reason },
  stopDeploy: { train, order: key },
  hold: { train, reason, note: reason, owner: optional(id), discretion: optional(yes) },
  resume: { train, overrule: optional(keys) },
  addBlocker: {
    train,
    title: name,
    owner: name,
    note: reason,
    blocker: optional(key),
    updateBy: optional(moment),
  },
  updateBlocker: { train, blocker: key, note: reason, owner: optional(name), updateBy: optional(moment) },
  resolveBlocker: blocker,
  clearVersion: why,
  cancelTrain: why,
  abandon: why,
  arrive: ofTrain,
  openProblem: {
    train,
    summary: reason,
    problem: optional(key),
    target: optional(place),
    services: optional(ids),
    call: optional(name),
  },
  decideProblem: { train, problem: key, course, reason },
  closeProblem: problem,
  approve: {
    train,
    subject: either({ type: word("extension"), window: key, until: moment }, { type: word("skip"), target: place }),
    approval: optional(key),
    as: optional(word("client", "tam")),
    from: optional(name),
  },
  requestException: {
    train,
    freeze: id,
    reason,
    expiresAt: moment,
    exception: optional(key),
    scope: optional(texts(placeText)),
  },
  approveException: exception,
  refuseException: exception,
  linkChange: {
    train,
    change: either({ request: name, state: name }, { exception: name }),
    target: optional(place),
  },
  extend: { window: key, for: optional(length), until: optional(moment), approval: optional(key) },
  completeWindow: ofWindow,
  cancelWindow: { window: key, reason },
  reviewWindow: ofWindow,
  moveWindow: { window: key, start: moment, end: moment },
  reopen: { window: key, length, start: optional(moment) },
  claim: ofWindow,
  join: { window: key, person: optional(id) },
  requestGuest: { guest: id, window: key, name, length, owner: name, change: name },
  acceptGuest: guest,
  refuseGuest: guest,
  guestDone: guest,
});
