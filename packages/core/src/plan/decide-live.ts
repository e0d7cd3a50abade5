import type { JsonObject } from "../json.ts";
import type { Held } from "../ports/mirror.ts";
import { changes, same } from "./changes.ts";
import { base, began, drift, keep, leftover, note, notFound, remove, type Subject, update, waits } from "./decision.ts";
import type { LiveResource } from "./key-state.ts";
import type { FieldChange } from "./plan.ts";

/** The journal knows the resource: compare it with what we left there, and with what is wanted. */
export function decideLive(subject: Subject, live: LiveResource): void {
  const { input, want, out } = subject;
  const { sighting, mirror } = input;
  for (const left of subject.marked.filter(({ id, ended }) => id !== live.id && ended !== true))
    leftover(subject, left);
  const held = sighting.held.get(live.id);
  if (held === undefined && !sighting.gone.has(live.id)) return notFound(subject, live);
  if (held === undefined || held.ended === true) return decideEnded(subject, live.generation, live.id, live.got, held);
  // What was announced goes its way by itself, and is not as it should be for that.
  if (want?.held?.type === "review" && tellsOtherTimes(subject, want.item, held))
    return waits(subject, want, held.item);
  if (isOver(subject, live, held)) return void (out.unchanged += 1);
  const edits = changes(live.got, held.item);
  const answer = input.answer(subject.key, live.generation);
  if (want === undefined) {
    if (edits.length === 0 || answer === "revert") return remove(subject, held, live);
    if (answer === "adopt")
      return note(subject, "forgotten", live.generation, { type: "gone", id: live.id, by: "person" });
    return drift(subject, edits);
  }
  if (want.held !== undefined) return waits(subject, want, held.item);
  const item = mirror.normalise(want.item);
  const asked = live.asked === undefined ? undefined : mirror.normalise(live.asked);
  // Without a base nobody knows who made the difference, so all of it is a person's until told otherwise.
  const foreign =
    asked === undefined ? changes(item, held.item) : edits.filter(({ field }) => !same(held.item, item, field));
  const wishes = asked === undefined ? [] : changes(asked, item);
  if (foreign.length > 0 && answer === undefined) return drift(subject, foreign);
  if (foreign.length > 0 && answer === "adopt") {
    // Only the edits are taken over: what the line wants besides is still to be done.
    return keep(subject, held, live, { ...(asked ?? item), ...pick(item, foreign) });
  }
  const fields = [...new Set([...foreign, ...wishes].map(({ field }) => field))].filter(
    (field) => !same(held.item, item, field),
  );
  if (fields.length > 0) return update(subject, held, item, fields);
  if (edits.length > 0 || wishes.length > 0 || asked === undefined) return keep(subject, held, live, item);
  out.unchanged += 1;
}

/** Whether what is published has another start or end than is wanted. */
function tellsOtherTimes({ input: { mirror } }: Subject, wanted: JsonObject, held: Held<JsonObject>): boolean {
  const item = mirror.normalise(wanted);
  return !same(held.item, item, "start") || !same(held.item, item, "end");
}

/** Whether nothing is planned about it any more: it has begun, or whom it puts on call are so no more. */
function isOver(subject: Subject, { asked, got }: LiveResource, held: Held<JsonObject>): boolean {
  const { input, want } = subject;
  if (input.sighting.mirror === "onCall") {
    // A service may round what it is asked for: what is not wanted any more has the end that we gave it.
    return want === undefined ? began(subject, asked ?? got) : began(subject, want.item) && began(subject, held.item);
  }
  // A person who drags something into the past has not made it begin.
  const byTime = began(subject, got) || want === undefined || began(subject, want.item);
  return byTime && began(subject, held.item);
}

/** A person took the resource away or ended it: nothing is done until somebody says what that means. */
export function decideEnded(
  subject: Subject,
  generation: number,
  id: string,
  item: JsonObject,
  held: Held<JsonObject> | undefined,
): void {
  const { input, want, out, state } = subject;
  const forget = (): void => note(subject, "forgotten", generation, { type: "gone", id, by: "person" });
  if (want === undefined) return state.live === undefined ? undefined : forget();
  const answer = input.answer(subject.key, generation);
  if (answer === "dismiss" || answer === "recreate") return forget();
  if (began(subject, item) && began(subject, want.item)) return void (out.unchanged += 1);
  const how = held === undefined || input.sighting.mirror === "calendar" ? "deleted" : "completed";
  out.questions.push({ ...base(subject), type: "ended", generation, how, answers: ["recreate", "dismiss"] });
}

function pick(item: JsonObject, fields: readonly FieldChange[]): JsonObject {
  return Object.fromEntries(fields.map(({ field }) => [field, item[field] ?? null]));
}
