import type { JsonObject } from "../json.ts";
import type { Held } from "../ports/mirror.ts";
import { epochMs } from "../time/instant.ts";
import { changes } from "./changes.ts";
import { decideEnded } from "./decide-live.ts";
import { oldest, note, notFound, settling, type Subject } from "./decision.ts";
import type { IntentNote } from "./note.ts";

/** An intent without an outcome: look for its effect, and wait until its absence is certain. */
export function decideOpen(subject: Subject): void {
  const { input, state, marked, out } = subject;
  const { open } = state;
  if (open === undefined) return;
  const { sighting, mirror } = input;
  if (open.action === "create") {
    const made = oldest(marked.filter(({ mark, ended }) => mark?.nonce === open.nonce && ended !== true));
    if (made !== undefined) return settled(subject, open, made);
    const certainAt = epochMs(open.deadline) + (mirror.identity === "chosen" ? 0 : mirror.settleMs);
    if (epochMs(sighting.began) <= certainAt) return settling(subject, certainAt);
    if (sighting.complete) return note(subject, "settled", open.generation, { type: "dropped", nonce: open.nonce });
    out.unproved += 1;
    return;
  }
  if (epochMs(sighting.began) <= epochMs(open.deadline)) return settling(subject, epochMs(open.deadline));
  const id = open.id ?? "";
  const held = sighting.held.get(id);
  if (held === undefined ? sighting.gone.has(id) : held.ended === true) {
    const by = open.action === "remove" ? "us" : "person";
    if (by === "us") return note(subject, "settled", open.generation, { type: "gone", id, by });
    return state.live === undefined ? undefined : decideEnded(subject, state.live.generation, id, state.live.got, held);
  }
  if (held === undefined) return notFound(subject, state.live);
  const happened =
    open.action === "update" &&
    open.asked !== undefined &&
    changes(held.item, mirror.normalise(open.asked)).length === 0;
  if (happened) return settled(subject, open, held);
  return note(subject, "settled", open.generation, { type: "dropped", nonce: open.nonce });
}

export function settled(subject: Subject, open: IntentNote, held: Held<JsonObject>): void {
  const asked = open.asked === undefined ? {} : { asked: open.asked };
  // Nobody saw what a creation gave back, and a person may have edited it since: what was asked for is the better base.
  const got =
    open.action === "create" && open.asked !== undefined ? subject.input.mirror.normalise(open.asked) : held.item;
  note(subject, "settled", open.generation, { type: "done", nonce: open.nonce, id: held.id, ...asked, got });
}
