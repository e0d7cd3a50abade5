import { instant, type Notice } from "@footplate/core";

/** Longest title, in characters. */
const TITLE_LIMIT = 255;
/** Longest text of an update, in characters. */
const BODY_LIMIT = 25_000;

/** The notice as the service gives it back. */
export function normaliseNotice(notice: Notice): Notice {
  return {
    title: cut(notice.title.replaceAll(/\s+/g, " "), TITLE_LIMIT),
    body: cut(notice.body.replaceAll("\r\n", "\n"), BODY_LIMIT),
    start: instant(notice.start),
    end: instant(notice.end),
    components: [...new Set(notice.components)].toSorted(),
    notify: notice.notify,
    cancellation: cut(notice.cancellation.replaceAll("\r\n", "\n"), BODY_LIMIT),
  };
}

/** Cut by whole characters: half of an emoji would not come back as it was sent. */
function cut(text: string, limit: number): string {
  const trimmed = text.trim();
  return trimmed.length <= limit ? trimmed : Array.from(trimmed).slice(0, limit).join("").trimEnd();
}
