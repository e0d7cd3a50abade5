import { actHint } from "./act-hint.ts";
import { COMMAND_FIELDS } from "./command-fields.ts";
import { type Fields, optional, text } from "./field-kind.ts";
import { idText, reasonText } from "./schema/judges.ts";
import { epochMs, type InstantLike } from "./time/instant.ts";

/** What is wrong with one field of a command. */
export interface CommandFault {
  /** Where, key by key; empty for the command as a whole. */
  readonly path: readonly (string | number)[];
  /** The same as in `message`, without its subject: `is missing`. */
  readonly says: string;
  readonly message: string;
  readonly hint: string;
  /** For a field that there is not: those that there are. */
  readonly known?: readonly string[];
}

/**
 * How closely a command is looked at. `types`: whether it is what its type says, so that it can be judged. `document`:
 * whether the texts in it are such as facts hold, too, and nothing else is in it.
 */
type Depth = "types" | "document";

/** An act that there is. */
export type Act = keyof typeof COMMAND_FIELDS;

const BY: Fields = { by: text(idText) };
const REASON: Fields = { reason: optional(text(reasonText)) };
const WRITE_MOMENT = "write RFC 3339 with an offset, such as 2026-11-25T22:00:00-05:00";

/** All that is wrong with what should be a command; none where it can be judged. */
export function commandFaults(command: unknown, depth: Depth): readonly CommandFault[] {
  if (!isRecord(command)) return [fault([], "is not an object", 'write an object, such as { "act": "cut", … }')];
  const { act } = command;
  if (isAct(act)) return fieldFaults([], command, fieldsOf(act), depth, ["act"]);
  const known = depth === "document" ? fieldFaults([], command, { ...BY, ...REASON }, "types") : [];
  return [actFault(act), ...known];
}

function actFault(act: unknown): CommandFault {
  if (act === undefined) return fault(["act"], "is missing", "write the name of an act");
  if (typeof act !== "string") return fault(["act"], "is not a text", "write the name of an act");
  const hint = actHint(act, Object.keys(COMMAND_FIELDS));
  return { ...fault(["act"], "is not the name of an act", hint), message: "there is no act of this name" };
}

/** Whether there is such an act. */
export function isAct(act: unknown): act is Act {
  return typeof act === "string" && Object.hasOwn(COMMAND_FIELDS, act);
}

/** The fields of an act beside `act`, required ones first, those that may be left out with a question mark. */
export function fieldsOfAct(act: Act): readonly string[] {
  return Object.entries(fieldsOf(act)).map(([name, field]) => (field.optional ? `${name}?` : name));
}

function fieldsOf(act: Act): Fields {
  const own: Fields = COMMAND_FIELDS[act];
  return { ...BY, ...own, ...(own["reason"] === undefined && REASON) };
}

function fieldFaults(
  path: CommandFault["path"],
  given: Readonly<Record<string, unknown>>,
  fields: Fields,
  depth: Depth,
  others: readonly string[] = [],
): readonly CommandFault[] {
  const known = [...others, ...Object.keys(fields)];
  const unknown = depth === "types" ? [] : Object.keys(given).filter((key) => !known.includes(key));
  return [
    ...Object.entries(fields).flatMap(([name, field]) => valueFaults([...path, name], given[name], field, depth)),
    ...unknown.map((key) => ({ ...fault([...path, key], "is no field of it", "leave it out"), known })),
  ];
}

function valueFaults(
  path: CommandFault["path"],
  value: unknown,
  field: Fields[string],
  depth: Depth,
): readonly CommandFault[] {
  if (value === undefined) return field.optional ? [] : [fault(path, "is missing", wayOf(field))];
  const wrong = (says: string): readonly CommandFault[] => [fault(path, says, wayOf(field))];
  switch (field.is) {
    case "text":
      return typeof value === "string" ? judged(path, value, field, depth) : wrong("is not a text");
    case "texts": {
      if (!Array.isArray(value)) return wrong("is not a list");
      const one = { is: "text", judge: field.judge, optional: false } as const;
      const twice = depth === "document" && new Set(value).size < value.length;
      const items: readonly unknown[] = value;
      return [
        ...(items.length === 0 && depth === "document" ? wrong("is an empty list") : []),
        ...(twice ? [fault(path, "names something twice", "name each once")] : []),
        // A hole in a list is no text either.
        ...Array.from(items, (item, index) => valueFaults([...path, index], item ?? null, one, depth)).flat(),
      ];
    }
    case "moment":
      return isMoment(value) ? [] : wrong("is not a moment");
    case "flag":
      return typeof value === "boolean" ? [] : wrong("is not true or false");
    case "yes":
      return value === true ? [] : wrong("is not true");
    case "word":
      return field.words.some((one) => one === value) ? [] : wrong("is none of the choices");
    case "part": {
      if (!isRecord(value)) return wrong("is not an object");
      // Of the shapes the one that the value misses by least.
      const faults = field.shapes.map((shape) => fieldFaults(path, value, shape, depth));
      return faults.toSorted((a, b) => a.length - b.length)[0] ?? [];
    }
  }
}

function judged(
  path: CommandFault["path"],
  value: string,
  { judge }: Extract<Fields[string], { readonly is: "text" | "texts" }>,
  depth: Depth,
): readonly CommandFault[] {
  const found = depth === "document" ? judge(value) : undefined;
  return found === undefined ? [] : [{ ...fault(path, "cannot be used", found.hint), message: found.message }];
}

function wayOf(field: Fields[string]): string {
  switch (field.is) {
    case "text":
      return "write a text";
    case "texts":
      return "write a list of texts";
    case "moment":
      return WRITE_MOMENT;
    case "flag":
      return "write true or false";
    case "yes":
      return "write true, or leave it out";
    case "word":
      return `use ${field.words.map((one) => JSON.stringify(one)).join(", ")}`;
    case "part":
      return `write ${field.shapes.map((shape) => `{ ${Object.keys(shape).join(", ")} }`).join(" or ")}`;
  }
}

function fault(path: CommandFault["path"], says: string, hint: string): CommandFault {
  return { path, says, message: `this ${says}`, hint };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMoment(value: unknown): value is InstantLike {
  if (typeof value !== "string" && !isRecord(value)) return false;
  try {
    epochMs(value as InstantLike);
    return true;
  } catch {
    return false;
  }
}
