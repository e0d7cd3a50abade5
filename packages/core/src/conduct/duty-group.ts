import { onDutyIn } from "../people/on-duty.ts";
import type { Instant } from "../time/instant.ts";
import { append, attempt, say, stateOf, type Work } from "./work.ts";

/** Keeps the chat handle of the line to the pairs that are on duty, so that a handover moves it along (R54). */
export async function keepDutyGroup(work: Work, now: Instant): Promise<void> {
  const groups = work.context.ports.chat?.groups;
  const { line, open } = work.view;
  const group = groups?.groupOf(line.refs);
  if (groups === undefined || group === undefined) return;
  const people = new Set(
    onDutyIn(open, work.view.timetable(now), now).flatMap(({ primary, backup }) => [primary, backup]),
  );
  const members = line.people
    .filter(({ id }) => people.has(id))
    .flatMap(({ refs }) => groups.personOf(refs) ?? [])
    .toSorted();
  const before = stateOf(work, "chatGroup", group).live?.got["members"];
  if (members.length === 0 || (typeof before === "string" && before === members.join(" "))) return;
  const kept = await attempt(work, "the chat group of who is on duty", undefined, () =>
    groups.setMembers(group, members, { signal: work.context.signal }),
  );
  if (kept === undefined) return;
  const got = { members: members.join(" ") };
  await append(work, "chatGroup", group, { type: "done", generation: 1, nonce: group, id: group, got });
  say(work, "sent", `the chat group stands for ${members.join(", ")}`);
}
