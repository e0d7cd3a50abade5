import type { Clock } from "../clock.ts";
import { FootplateError } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { Actor } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import type { RosterOptions } from "../people/rotation.ts";
import type { Mirror } from "../ports/mirror.ts";
import type { MirrorName, PlanPorts } from "../ports/ports.ts";
import type { Interval } from "../time/interval.ts";
import type { Answer } from "./decision.ts";
import type { GuardOptions } from "./guard.ts";

/** What planning and applying act on. */
export interface PlanContext {
  readonly line: TrainLine;
  readonly ports: PlanPorts;
  readonly clock: Clock;
  /** Rotation strategies of one's own, by the name that the line gives them. */
  readonly strategies?: RosterOptions["strategies"];
  readonly signal?: AbortSignal;
}

/** A person's answer to a question of an earlier plan. */
export interface GivenAnswer {
  /** The question's key. */
  readonly key: string;
  /** @default every mirror that asks about the key */
  readonly mirror?: MirrorName;
  readonly answer: Answer;
}

/** How to plan. */
export interface PlanOptions extends GuardOptions {
  /** Which windows to mirror, by their start. @default the next eight weeks */
  readonly range?: Interval;
  /** What to do about edits that nobody was asked about. @default `report` */
  readonly drift?: "report" | "adopt" | "revert";
  readonly answers?: readonly GivenAnswer[];
  /** Who answers. Needed for `adopt`, `recreate` and `dismiss`, which are recorded. */
  readonly by?: Actor;
}

/** The mirrors of the ports, under the planner's one shape. */
export function mirrorsOf(ports: PlanPorts): readonly (readonly [MirrorName, Mirror<JsonObject>])[] {
  const all: [MirrorName, Mirror<JsonObject>][] = [];
  // Items are plain JSON by contract; an interface only lacks the index signature that says so.
  if (ports.noticeBoard !== undefined) all.push(["noticeBoard", ports.noticeBoard as unknown as Mirror<JsonObject>]);
  if (ports.calendar !== undefined) all.push(["calendar", ports.calendar as unknown as Mirror<JsonObject>]);
  if (ports.onCall !== undefined) all.push(["onCall", ports.onCall.overrides as unknown as Mirror<JsonObject>]);
  if (ports.trainTickets !== undefined) all.push(["trainTickets", ports.trainTickets as unknown as Mirror<JsonObject>]);
  return all;
}

/** What a person said to a question about the key. */
export function given(options: PlanOptions, mirror: MirrorName, key: string): Answer | undefined {
  return options.answers?.find((one) => one.key === key && (one.mirror === undefined || one.mirror === mirror))?.answer;
}

/** Who said it. Throws `invalid_input` when nobody is named. */
export function author({ by }: PlanOptions): Actor {
  if (by !== undefined) return by;
  throw new FootplateError({
    code: "invalid_input",
    message: "an answer that is recorded needs an author",
    hint: "pass `by` with the id of a person of the line",
  });
}
