import { type FootplateError, type Held, type HeldNotice, type Notice, sameMark } from "@footplate/core";
import type { Budget } from "../budget.ts";
import { changedFields } from "../changed-fields.ts";
import { faultOf } from "../fault-of.ts";
import { marking } from "../marking.ts";
import { ownMark } from "../own-mark.ts";
import type { NoticeParts } from "./notice-service.ts";

/** Reads a notice just before it is written. What fails here proves that nothing was written. */
export async function lookBeforeWriting(parts: NoticeParts, id: string, budget: Budget): Promise<HeldNotice> {
  const now = await marking("no", () => parts.service.read(id, budget()));
  if (now !== undefined) return now;
  throw faultOf(parts.adapter, {
    code: "not_found",
    message: `the board has no notice ${id}`,
    written: "no",
    hint: "somebody deleted it: plan again",
  });
}

const WATCHED: readonly string[] = ["title", "start", "end", "components"];

/**
 * Throws `conflict` where what is there is no longer what was seen: by version where the service has one, else by the mark,
 * by what the public reads first, and by the fields that are about to be written.
 */
export function refuseChanged(
  { adapter }: NoticeParts,
  held: Held<Notice>,
  now: HeldNotice,
  writing: Partial<Notice>,
): void {
  const mark = ownMark(adapter, held);
  if (now.mark === undefined || !sameMark(mark, now.mark))
    throw conflict(
      adapter,
      `the mark of notice ${held.id} is no longer what it was`,
      "another program wrote it: plan again",
    );
  const fields = Object.keys(changedFields(held.item, now.item));
  const matters = fields.filter((field) => WATCHED.includes(field) || Object.hasOwn(writing, field));
  const byVersion = now.version === held.version ? [] : ["its version"];
  const changed = now.version === undefined ? matters : byVersion;
  if (changed.length > 0)
    throw conflict(
      adapter,
      `notice ${held.id} changed since it was read: ${changed.join(", ")}`,
      "plan again, and see the change as drift",
    );
}

export function conflict(adapter: string, message: string, hint: string): FootplateError {
  return faultOf(adapter, { code: "conflict", message, written: "no", hint });
}

/** Answers what the service shows where it did what was asked. */
export function kept({ adapter }: NoticeParts, done: HeldNotice, isKept: boolean, what: string): HeldNotice {
  if (isKept) return done;
  throw faultOf(adapter, {
    code: "protocol",
    message: `the service answered as if notice ${done.id} were done, but does not show it ${what}`,
    written: "maybe",
    hint: "look at it on the status page: something else may be changing it",
  });
}
