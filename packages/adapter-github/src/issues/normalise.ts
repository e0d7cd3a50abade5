import { instant, type TrainTicket } from "@footplate/core";
import { withoutMarkers } from "./marker.ts";

/** Longest title, in characters. */
const TITLE_LIMIT = 256;
/** Longest body or comment, in characters, less what a marker may take. */
const TEXT_LIMIT = 65_536 - 1_536;

/** The ticket as the service gives it back. */
export function normaliseTicket({ title, body, start, end }: TrainTicket): TrainTicket {
  return { title: titleOf(title), body: textOf(body), start: instant(start), end: instant(end) };
}

/** A title as the service keeps it: one line. */
export function titleOf(title: string): string {
  return cut(title.replaceAll(/\s+/g, " "), TITLE_LIMIT);
}

/** A text as the service keeps it. */
export function textOf(text: string): string {
  return cut(withoutMarkers(text), TEXT_LIMIT);
}

/** Cut by whole characters: half of an emoji would not come back as it was sent. */
function cut(text: string, limit: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed;
  const short = trimmed.slice(0, limit);
  return (/[\uD800-\uDBFF]$/.test(short) ? short.slice(0, -1) : short).trimEnd();
}
