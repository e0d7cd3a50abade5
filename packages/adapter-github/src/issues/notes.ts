import type { CallOptions, KeyedText, TicketComment } from "@footplate/core";
import { type Budget, marking } from "@footplate/http";
import { fault } from "../fault.ts";
import type { Issues } from "./issues.ts";
import { isNoteKey, noteKeyOf, noteMarker } from "./mark.ts";
import { withMarker } from "./marker.ts";
import { textOf } from "./normalise.ts";
import { toComment } from "./wire.ts";

/** All comments of an issue, oldest first: the service orders them so. */
export async function readNotes(issues: Issues, id: string, call: CallOptions): Promise<readonly TicketComment[]> {
  return (await issues.comments(id, call)).map(toComment);
}

/** Comments once per key: what carries the key already is the answer. */
export async function sayOnce(issues: Issues, id: string, note: KeyedText, budget: Budget): Promise<TicketComment> {
  const there = await marking("no", () => issues.comments(id, budget()));
  const found = there.find(({ body }) => noteKeyOf(body ?? "") === note.key);
  if (found !== undefined) return toComment(found);
  return toComment(await issues.addComment(id, withMarker(textOf(note.text), noteMarker(note.key)), budget()));
}

/** Throws `invalid_input` for a note that cannot be left. */
export function checkNote({ key, text }: KeyedText): void {
  if (!isNoteKey(key)) throw unusable("the key of a note", "1 to 300 characters of [A-Za-z0-9_.:/#-]");
  checkText("a note", text);
}

/** Throws `invalid_input` for a text that says nothing. */
export function checkText(what: string, text: string): void {
  if (textOf(text) === "") throw unusable(what, "say something in it");
}

function unusable(what: string, hint: string): Error {
  return fault({ code: "invalid_input", message: `${what} cannot be used`, written: "no", hint });
}
