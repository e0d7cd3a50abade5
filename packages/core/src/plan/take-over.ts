import { rosterOptions } from "../people/rotation.ts";
import { widen } from "./desired.ts";
import { FootplateError } from "../error.ts";
import { timetable } from "../timetable/build-timetable.ts";
import { leaseFor } from "./apply.ts";
import { mirrorsOf, type PlanContext } from "./context.ts";
import { keyState, unknownKey } from "./key-state.ts";
import { leaseKeeper } from "./lease-keeper.ts";

/** What is to be taken over. */
export interface TakeOver {
  /** @default `noticeBoard` */
  readonly mirror?: "noticeBoard" | "calendar";
  /** Id of the window. */
  readonly window: string;
  /** The vendor's id of what a person made for it. */
  readonly id: string;
  /** Names the process to others that find the lease taken. @default `footplate` */
  readonly holder?: string;
}

/** Eight weeks, in milliseconds. */
const AROUND_MS = 56 * 86_400_000;

/**
 * Makes something that a person made by hand the window's own, so that it is conducted, extended and completed like one of
 * ours, and no second one is made. Nothing is changed on the service. What differs from the line is shown as an edit.
 *
 * Throws `not_found` when there is no such window or nothing of that id, `conflict` when the window has one already, or when
 * what is named is over or belongs to another window, and what taking the lease throws.
 */
export async function takeOver(
  context: PlanContext,
  { mirror = "noticeBoard", window, id, holder }: TakeOver,
): Promise<void> {
  const { line, ports, clock, signal } = context;
  const port = mirrorsOf(ports).find(([name]) => name === mirror)?.[1];
  if (port === undefined) throw refused("invalid_input", `no ${mirror} is wired`, "wire the port first");
  const lease = await leaseKeeper(context, holder ?? "footplate", leaseFor(context));
  try {
    const facts = await ports.journal.facts(line.id, { signal });
    const now = clock.now();
    const around = widen({ start: now, end: now }, AROUND_MS);
    const known = timetable(line, facts, around, rosterOptions(context)).windows;
    if (!known.some((one) => one.id === window))
      throw refused(
        "not_found",
        `there is no window ${window} within eight weeks`,
        "compare it with footplate timetable",
      );
    const streams = await ports.journal.notes(line.id, { signal });
    const owner = streams.find((one) => one.mirror === mirror && keyState(one).live?.id === id);
    if (owner?.key === window) return;
    if (owner !== undefined) throw refused("conflict", `${id} belongs to ${owner.key}`, "name another");
    const stream = streams.find((one) => one.mirror === mirror && one.key === window);
    const state = stream === undefined ? unknownKey : keyState(stream);
    if (state.live !== undefined || state.open !== undefined)
      throw refused(
        "conflict",
        `${window} has one already: ${state.live?.id ?? "it is being made"}`,
        "take that one away first",
      );
    const held = await port.read(id, { signal });
    if (held === undefined)
      throw refused("not_found", `there is nothing of the id ${id}`, "copy the id from the service's own page");
    if (held.ended === true) throw refused("conflict", `${id} is over`, "reopen the window instead");
    if (held.mark !== undefined && held.mark.key !== window)
      throw refused("conflict", `${id} was made for ${held.mark.key}`, "name what was made by hand");
    const noted = await ports.journal.note(
      line.id,
      mirror,
      window,
      { type: "done", generation: state.used + 1, nonce: held.mark?.nonce ?? id, id, got: held.item },
      { expected: state.version, ...lease.fence(), signal },
    );
    if (!noted.ok) throw refused("conflict", "somebody else changed it meanwhile", "try again");
  } finally {
    await lease.release();
  }
}

function refused(code: "invalid_input" | "not_found" | "conflict", message: string, hint: string): FootplateError {
  return new FootplateError({ code, message, hint });
}
