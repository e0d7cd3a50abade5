import { faultOf } from "./fault-of.ts";

/** The text, where it says something. Throws `invalid_input`, written `no`, where it is blank. */
export function requireText(adapter: string, what: string, text: string): string {
  if (text.trim() !== "") return text;
  throw faultOf(adapter, {
    code: "invalid_input",
    message: `${what} says nothing`,
    written: "no",
    hint: "give a text that is not blank",
  });
}
