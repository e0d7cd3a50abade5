import { type Judge, manyLines, oneLine } from "./judges.ts";

/** Text for people with `{placeholders}`. */
function template(known: readonly string[], longest: number, lines: "one line" | "many lines"): Judge {
  return (value) => {
    const unknown = [...value.matchAll(/\{([^{}]*)\}/g)].find(([, name = ""]) => !known.includes(name));
    if (unknown !== undefined) {
      return {
        message: `${unknown[0].slice(0, 30)} is not a placeholder`,
        hint: `use ${known.map((name) => `{${name}}`).join(", ")}`,
      };
    }
    return (lines === "many lines" ? manyLines : oneLine)(longest)(value);
  };
}

const placeholders = ["line", "number", "stop", "target", "start", "end", "zone"];

/** A title. */
export const shortTemplate: Judge = template(placeholders, 255, "one line");

/** A text of several lines. */
export const longTemplate: Judge = template(placeholders, 4000, "many lines");

/** A title of what belongs to the whole train. */
export const ticketTemplate: Judge = template(["line", "number", "start", "end", "zone"], 255, "one line");

const numberTemplate = template(["n", "ww", "yy", "yyyy"], 60, "one line");

/** How trains are numbered. */
export const numberFormat: Judge = (value) =>
  value.includes("{")
    ? numberTemplate(value)
    : { message: "this format gives every train the same number", hint: "use {n}, or {ww} with {yy} or {yyyy}" };
