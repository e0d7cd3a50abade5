import { epochMs, fromEpochMs } from "../time/instant.ts";
import { changes } from "./changes.ts";
import { decideEnded } from "./decide-live.ts";
import { oldest, operation, base, began, leftover, note, type Subject, waits } from "./decision.ts";

/** The journal knows of no live resource. */
export function decideAbsent(subject: Subject): void {
  const { input, want, state, out } = subject;
  const { sighting, mirror } = input;
  const chosen = mirror.identity === "chosen";
  const alive = subject.marked.filter(({ ended }) => ended !== true);
  const first = oldest(alive.filter(({ mark }) => chosen || (state.version === 0 && mark !== undefined)));
  for (const left of alive) if (left !== first) leftover(subject, left);
  if (first?.mark !== undefined) {
    const { generation, nonce } = first.mark;
    // Just as wanted: it may have been asked for so. Otherwise nobody knows who made the difference.
    const item = want === undefined ? undefined : mirror.normalise(want.item);
    const asked = item !== undefined && changes(first.item, item).length === 0 ? { asked: item } : {};
    return note(subject, "adopted", generation, { type: "done", nonce, id: first.id, ...asked, got: first.item });
  }
  if (want === undefined) return;
  const ended = subject.marked.filter((held) => held.ended === true);
  const generation = Math.max(state.generation, ...ended.map(({ mark }) => mark?.generation ?? 0));
  const answer = input.answer(subject.key, generation);
  if (answer === "dismiss") return void (out.unchanged += 1);
  const last = ended.find(({ mark }) => mark?.generation === generation);
  if (last !== undefined && answer !== "recreate") return decideEnded(subject, generation, last.id, last.item, last);
  if (want.held?.type === "unnamed") return;
  if (began(subject, want.item)) return void out.questions.push({ ...base(subject), type: "missed" });
  if (want.held !== undefined) return waits(subject, want);
  if (!sighting.complete) return void (out.unproved += 1);
  const quarantineEnds = epochMs(input.journal.birth) + mirror.sendMs + mirror.settleMs;
  const young = !chosen && epochMs(sighting.began) <= quarantineEnds;
  // A generation that had a resource is never used again; one that was only tried, is.
  const used = Math.max(state.used, ...ended.map(({ mark }) => mark?.generation ?? 0));
  out.operations.push({
    ...operation(subject, used + 1),
    action: "create",
    item: mirror.normalise(want.item),
    facts: input.facts(subject.key),
    ...(young && { notBefore: fromEpochMs(quarantineEnds + 1) }),
  });
}
