import type { JsonObject } from "../json.ts";
import type { Instant } from "../time/instant.ts";

/** `true` when both types are the same in every field, optional marks included; whether they are readonly does not count. */
export type Same<A, B> = Identical<Plain<A>, Plain<B>>;

// The type parameters are what makes the compiler compare A and B for identity.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A data type written out in full, and readonly all through. */
type Plain<T> = T extends Instant
  ? Instant
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : string extends keyof T
        ? T extends JsonObject
          ? JsonObject
          : { readonly [Key in keyof T]: Plain<T[Key]> }
        : { readonly [Key in keyof T]: Plain<T[Key]> };
