import type { Refs } from "@footplate/core";
import { refOf } from "./ref-of.ts";

/** Refs that name one thing by its id: `{ "<adapter>": { "<field>": "…" } }`. */
export interface IdRef {
  /** What is wrong with the adapter's part of refs; `undefined` when nothing is. */
  problemOf(ref: unknown): string | undefined;
  /** The id that refs name; `undefined` when they say nothing of the adapter. Throws `invalid_input` when malformed. */
  idOf(refs: Refs | undefined): string | undefined;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads and judges refs of one field. `hint` says where people find the id; `pattern` is what ids look like. */
export function idRef(adapter: string, field: string, hint: string, pattern: RegExp = ID): IdRef {
  const problemOf = (ref: unknown): string | undefined => {
    if (typeof ref !== "object" || ref === null || Array.isArray(ref))
      return `must be an object such as { "${field}": "…" }`;
    const { [field]: id, ...rest } = ref as Readonly<Record<string, unknown>>;
    if (typeof id !== "string") return `${field} is missing, or is no text`;
    if (!pattern.test(id)) return `${field} is not an id: letters, digits, _ and - only`;
    const extra = Object.keys(rest);
    return extra.length > 0 ? `${extra.join(", ").slice(0, 100)} is not known; ${field} is the only field` : undefined;
  };
  return {
    problemOf,
    // Checked: one field, a text.
    idOf: (refs) => refOf(adapter, refs, problemOf, hint)?.[field] as string | undefined,
  };
}
