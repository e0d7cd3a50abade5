/** What an issue or comment of ours is. */
export type MarkerKind = "ticket" | "blocker" | "note";

const ANY = /^<!-- footplate:[a-z]{1,20} [^\n]*-->[ \t]*$/gm;
const EACH: Readonly<Record<MarkerKind, RegExp>> = {
  ticket: /^<!-- footplate:ticket (\{[^\n]*\}) -->[ \t]*$/gm,
  blocker: /^<!-- footplate:blocker (\{[^\n]*\}) -->[ \t]*$/gm,
  note: /^<!-- footplate:note (\{[^\n]*\}) -->[ \t]*$/gm,
};

/**
 * The marker as a line of Markdown that no reader sees. What could end the comment early is written as an escape of JSON.
 */
export function writeMarker(kind: MarkerKind, value: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify(value)
    .replace(/[<>]/g, (sign) => (sign === "<" ? "\\u003c" : "\\u003e"))
    .replaceAll("--", "-\\u002d");
  return `<!-- footplate:${kind} ${json} -->`;
}

/** What the last marker of this kind says; a line that is quoted or indented is none. */
export function readMarker(kind: MarkerKind, text: string): unknown {
  const json = [...unified(text).matchAll(EACH[kind])].at(-1)?.[1];
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The text as people read it: without markers, with plain line ends. */
export function withoutMarkers(text: string): string {
  return unified(text).replace(ANY, "").trim();
}

/** The text with the marker behind it. */
export function withMarker(text: string, marker: string): string {
  const readable = withoutMarkers(text);
  return readable === "" ? marker : `${readable}\n\n${marker}`;
}

/** The same text with another marker where the last one of this kind was. Everything else stays to the letter. */
export function replaceMarker(kind: MarkerKind, text: string, marker: string): string {
  const lines = text.split("\n");
  const at = lines.findLastIndex((line) => new RegExp(EACH[kind].source).test(unified(line)));
  return at < 0
    ? withMarker(text, marker)
    : lines.with(at, lines[at]?.endsWith("\r") ? `${marker}\r` : marker).join("\n");
}

/** The service's own pages write lines with CRLF. */
function unified(text: string): string {
  return text.replaceAll("\r", "");
}
