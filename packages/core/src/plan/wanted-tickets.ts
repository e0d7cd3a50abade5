import type { TrainLine } from "../line/line.ts";
import { ticketOf } from "../line/subject.ts";
import type { TrainTicket } from "../ports/train-tickets.ts";
import { epochMs, fromEpochMs, type Instant } from "../time/instant.ts";
import { formatMoment } from "../timetable/format-moment.ts";
import type { Window } from "../timetable/timetable.ts";
import { ticketText } from "./ticket-text.ts";
import type { Wanted } from "./wanted.ts";
import type { WholeTrain } from "./whole-trains.ts";

/** Whether the train itself works in the window: a ticket lasts from the first such window to the last. */
export function isOwn({ kind }: Window): boolean {
  return kind !== "guest" && kind !== "reserved";
}

/**
 * One ticket for each train that has a window and is not over. It is for the team's own eyes, so that it is opened while
 * windows are still to be reviewed; a window whose time is not clear is named as such and waits alone. Only a train
 * none of whose windows has a clear time waits whole.
 */
export function wantedTickets(line: TrainLine, trains: readonly WholeTrain[], now: Instant): readonly Wanted[] {
  return trains.flatMap((whole): readonly Wanted[] => {
    const { train, windows } = whole;
    const own = windows.filter(isOwn);
    const clear = own.filter(({ blocked }) => blocked === undefined);
    const timed = clear.length > 0 ? clear : own;
    if (timed.length === 0) return [];
    const start = fromEpochMs(timed.reduce((least, window) => Math.min(least, epochMs(window.start)), Infinity));
    const end = fromEpochMs(timed.reduce((most, window) => Math.max(most, epochMs(window.end)), -Infinity));
    if (epochMs(end) <= epochMs(now)) return [];
    const item: TrainTicket = { ...ticketText(line, whole, { start, end }), start, end };
    const [why] = clear.length > 0 ? [] : own.flatMap(({ blocked }) => blocked ?? []);
    return [
      {
        mirror: "trainTickets",
        key: ticketOf(train.id),
        label: `${train.number ?? line.name} · ticket · ${formatMoment(start, line.zone)}`,
        item: { ...item },
        ...(why !== undefined && { held: { type: "blocked", why } as const }),
      },
    ];
  });
}
