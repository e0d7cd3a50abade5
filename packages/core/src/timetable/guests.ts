import type { TrainLine } from "../line/line.ts";
import { durationMs } from "../time/duration.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { localText } from "../time/wall-time.ts";
import type { Draft } from "./draft.ts";
import { formatMoment } from "./format-moment.ts";
import type { Folded, GuestFacts } from "./fold.ts";
import type { Finding, Window } from "./timetable.ts";

/** A host with its guests in place. */
export interface Hosted {
  /** The host, naming its guests. */
  readonly host: Window;
  /** The guests' own windows: inside the host, one after the other. */
  readonly guests: readonly Window[];
  readonly findings: readonly Finding[];
}

/**
 * Puts a window's guests one after the other behind what the train is expected to need (R34): accepted ones in the order
 * of acceptance, then those still asking. Who finds no place has no window and is reported.
 */
export function hostGuests(line: TrainLine, draft: Draft, folded: Folded): Hosted {
  const all = (folded.guests.get(draft.window.id) ?? []).filter(
    ({ guest }) => folded.windows.get(guestId(line, guest))?.cancelled === undefined,
  );
  const host: Window = {
    ...draft.window,
    guests: all.map(({ guest, name, owner, change, status }) => ({ guest, name, owner, change, status })),
  };
  const guests: Window[] = [];
  const findings: Finding[] = [];
  let free = epochMs(host.start) + draft.expectedMs;
  let taken = 0;
  for (const guest of all) {
    if (guest.status === "refused") continue;
    if (draft.gone !== undefined) {
      findings.push(doesNotFit(line, guest, `${host.id} is not used: ${draft.gone}`));
      continue;
    }
    if (taken >= host.capacity) {
      findings.push(tooMany(line, guest, host));
      continue;
    }
    const end = free + durationMs(guest.length);
    if (end > epochMs(host.end)) {
      findings.push(
        doesNotFit(
          line,
          guest,
          `${host.id} has no ${guest.length} left after ${formatMoment(fromEpochMs(free), host.zone)}`,
        ),
      );
      continue;
    }
    guests.push(guestWindow(line, guest, host, fromEpochMs(free), fromEpochMs(end)));
    free = end;
    taken += 1;
  }
  return { host, guests, findings };
}

function guestId(line: TrainLine, guest: string): string {
  return `${line.id}/guest/${guest}`;
}

function guestWindow(line: TrainLine, guest: GuestFacts, host: Window, start: Instant, end: Instant): Window {
  const { id: _id, moved: _moved, resolvedBy: _resolvedBy, ...rest } = host;
  return {
    ...rest,
    id: guestId(line, guest.guest),
    name: guest.name,
    kind: "guest",
    start,
    end,
    localStart: localText(start, host.zone),
    localEnd: localText(end, host.zone),
    status: guest.status === "accepted" ? host.status : "draft",
    capacity: 0,
    guests: [],
    host: host.id,
  };
}

function doesNotFit(line: TrainLine, guest: GuestFacts, why: string): Finding {
  return {
    code: "guest_does_not_fit",
    severity: guest.status === "accepted" ? "error" : "warning",
    message: `guest ${guest.guest} (${guest.name}, owner ${guest.owner}) has no place: ${why}`,
    hint: "ask for another window, or for less time",
    subjects: [guestId(line, guest.guest)],
  };
}

function tooMany(line: TrainLine, guest: GuestFacts, host: Window): Finding {
  return {
    code: "capacity_exceeded",
    severity: guest.status === "accepted" ? "error" : "warning",
    message: `guest ${guest.guest} (${guest.name}, owner ${guest.owner}) has no place: ${host.id} takes ${host.capacity}`,
    hint: "ask for another window, or raise the `capacity` of the rule",
    subjects: [guestId(line, guest.guest)],
  };
}
