import type { JsonValue } from "../json.ts";
import { pathTo, type Place } from "./place.ts";
import type { Report } from "./report.ts";

/** How much of a document is read at most. */
export interface Limits {
  /** Objects, lists and plain values together. */
  readonly values: number;
  /** Objects and lists inside one another. */
  readonly depth: number;
  /** Characters of one text. */
  readonly text: number;
  /** Characters of all texts and names together. */
  readonly total: number;
}

/** Names that could reach an object's prototype where a program copies carelessly (F57). */
const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** What is to be reported. */
interface Fault {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/**
 * A fresh copy of plain JSON data, without fields that hold `undefined`. What is not JSON is reported and left out; too
 * much of anything gives one problem and `undefined`. Never throws.
 */
export function jsonCopy(input: unknown, limits: Limits, report: Report): JsonValue | undefined {
  let values = 0;
  let total = 0;
  // Ends the reading at once: going on would cost more than the document is worth.
  let stopped: Fault | undefined;
  const faults: Fault[] = [];

  const stop = (path: string, message: string, hint: string, value?: JsonValue): undefined => {
    stopped ??= { place: { path, value }, message, hint };
  };
  const bad = (path: string, message: string): undefined => {
    faults.push({ place: { path, value: undefined }, message, hint: "give what JSON.parse would give" });
  };

  const copyText = (value: string, path: string): string | undefined => {
    total += value.length;
    if (value.length > limits.text)
      return stop(path, `a text of ${value.length} characters`, `keep texts to ${limits.text} characters`, value);
    if (total > limits.total)
      return stop(
        "",
        `a document of more than ${limits.total} characters`,
        "split it, or leave out what is not needed",
      );
    return value;
  };
  const copyList = (value: readonly unknown[], path: string, depth: number): JsonValue => {
    const list: JsonValue[] = [];
    for (const [index, inner] of value.entries()) {
      if (stopped !== undefined) break;
      list.push(copy(inner, pathTo(path, index), depth + 1) ?? null);
    }
    return list;
  };
  const copyObject = (value: object, path: string, depth: number): JsonValue | undefined => {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      return bad(path, "an object of a class, not plain JSON");
    const fields: [string, JsonValue][] = [];
    for (const [key, inner] of Object.entries(value)) {
      if (stopped !== undefined || copyText(key, path) === undefined) break;
      const at = pathTo(path, key);
      if (FORBIDDEN.has(key)) {
        const message = `a field must not be named ${key}`;
        faults.push({ place: { path: at, value: undefined }, message, hint: "remove the field" });
      } else if (inner !== undefined) {
        const item = copy(inner, at, depth + 1);
        if (item !== undefined) fields.push([key, item]);
      }
    }
    return Object.fromEntries(fields);
  };
  const copy = (value: unknown, path: string, depth: number): JsonValue | undefined => {
    values += 1;
    if (values > limits.values)
      return stop("", `a document of more than ${limits.values} values`, "split it, or leave out what is not needed");
    if (depth > limits.depth)
      return stop(path, `more than ${limits.depth} levels, one inside another`, "keep the document flatter");
    if (typeof value === "string") return copyText(value, path);
    if (typeof value === "boolean" || value === null) return value;
    if (typeof value === "number")
      return Number.isFinite(value) ? value + 0 : bad(path, `${value} is not a JSON number`);
    if (Array.isArray(value)) return copyList(value, path, depth);
    if (typeof value === "object") return copyObject(value, path, depth);
    return bad(path, value === undefined ? "there is nothing here" : `a ${typeof value} is not JSON`);
  };

  try {
    const whole = copy(input, "", 0);
    for (const { place, message, hint } of stopped === undefined ? faults : [stopped]) report.add(place, message, hint);
    return stopped === undefined ? whole : undefined;
  } catch {
    report.add({ path: "", value: undefined }, "the document cannot be read", "give what JSON.parse would give");
    return undefined;
  }
}
