import type { Actor } from "../line/fact.ts";
import type { TrainLine } from "../line/line.ts";
import { placeOf } from "../line/place-of.ts";
import type { Course } from "../line/train-fact.ts";
import { printable } from "../text.ts";
import { formatDuration } from "../time/duration.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import { formatMoment } from "../timetable/format-moment.ts";

/** Name of a target for people; its id where the line does not have it. */
export function placeName(line: TrainLine, id: string): string {
  return placeOf(line, id)?.name ?? id;
}

/** Name of a person for people; the id, or the team's name, where it is not one of the line's people. */
export function personName(line: TrainLine, id: string): string {
  return line.people.find((person) => person.id === id)?.name ?? (id === line.team.id ? line.team.name : id);
}

/** Who did something, for people. */
export function authorName(line: TrainLine, by: Actor): string {
  return "bot" in by ? by.bot : personName(line, by.person);
}

/** What a course means, for people. */
export function courseText(course: Course): string {
  const texts: Readonly<Record<Course, string>> = {
    rollback: "roll back",
    rollForward: "roll forward",
    retry: "deploy again",
    extend: "extend the window",
    hold: "hold the train",
    skip: "skip the target",
    abandon: "abandon the train",
    goOn: "go on",
  };
  return texts[course];
}

/** A reason after what it is the reason of, where there is one. */
export function reasonText(reason: string | undefined): string {
  return reason === undefined ? "" : `: ${reason}`;
}

/** An announcement: the train's name, what there is to say, and when that was, local and in UTC (F42). */
export function announcement(label: string, says: string, at: Instant, zone: string): string {
  return `${printable(`${label}: ${says}`)} · ${formatMoment(at, zone)}`;
}

/** The announcement for those who hear it late: it says when it was due. */
export function lateText(text: string, dueAt: Instant, now: Instant, zone: string): string {
  return `Late by ${formatDuration(late(dueAt, now))}, due ${formatMoment(dueAt, zone)}. ${text}`;
}

/** One line for those who were not told in time and need not act on it any more. */
export function missedText(text: string, dueAt: Instant, zone: string): string {
  return `Missed, due ${formatMoment(dueAt, zone)}: ${text.split("\n", 1)[0] ?? text}`;
}

/** To the minute: nobody counts the seconds by which a message is late. */
function late(dueAt: Instant, now: Instant): number {
  return Math.max(60_000, Math.round((epochMs(now) - epochMs(dueAt)) / 60_000) * 60_000);
}
