import type { Judge } from "./schema/judges.ts";
import type { InstantLike } from "./time/instant.ts";

/** What a field holds: how it is told from other values. */
type Held =
  | { readonly is: "text" | "texts"; readonly judge: Judge }
  | { readonly is: "moment" | "flag" | "yes" }
  | { readonly is: "word"; readonly words: readonly string[] }
  | { readonly is: "part"; readonly shapes: readonly Fields[] };

/** A field of a command, of this type. */
export type Field<T = never, Optional extends boolean = boolean> = Held & {
  readonly optional: Optional;
  /** For the type checker only: absent at run time. A field of a wider or narrower type is another. */
  readonly of?: (value: T) => T;
};

/** The fields of a command, or of a part of one, by name. */
export interface Fields {
  readonly [name: string]: Held & { readonly optional: boolean };
}

type FieldsOf<T> = { readonly [Key in keyof T]: Field<T[Key], false> };

export function text(judge: Judge): Field<string, false> {
  return { is: "text", judge, optional: false };
}

export function texts(judge: Judge): Field<readonly string[], false> {
  return { is: "texts", judge, optional: false };
}

export const moment: Field<InstantLike, false> = { is: "moment", optional: false };

export const flag: Field<boolean, false> = { is: "flag", optional: false };

/** `true`, or left out. */
export const yes: Field<true, false> = { is: "yes", optional: false };

export function word<const Word extends string>(...words: readonly Word[]): Field<Word, false> {
  return { is: "word", words, optional: false };
}

/** An object of either shape. */
export function either<One, Other>(one: FieldsOf<One>, other: FieldsOf<Other>): Field<One | Other, false> {
  return { is: "part", shapes: [one, other], optional: false };
}

/** A field that may be left out. */
export function optional<T>(field: Field<T, false>): Field<T, true> {
  return { ...field, optional: true };
}
