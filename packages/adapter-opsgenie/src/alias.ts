import type { Mark } from "@footplate/core";
import { fault } from "./fault.ts";

const NAME = /^([a-z0-9_./-]{1,200})#([1-9]\d{0,8})$/;
const ALIAS = /^footplate~([a-z0-9_.:-]{1,200})~([1-9]\d{0,8})$/;

/**
 * The alias of a planned override: always the same for the same key and generation, and readable backwards. It goes into
 * paths, where servers refuse an escaped slash.
 */
export function aliasOf({ key, generation }: Pick<Mark, "key" | "generation">): string {
  if (NAME.test(`${key}#${generation}`)) return `footplate~${key.replaceAll("/", ":")}~${generation}`;
  throw fault({
    code: "invalid_input",
    message: `no alias can be made of the mark ${JSON.stringify(`${key}#${generation}`).slice(0, 120)}`,
    written: "no",
    hint: "a key has 1 to 200 characters of [a-z0-9_./-], a generation is a whole number from 1",
  });
}

/** The mark that an alias was made of; `undefined` when it is not one of ours. The service has no place for the rest. */
export function markOfAlias(alias: string): Mark | undefined {
  const [, name, generation] = ALIAS.exec(alias) ?? [];
  if (name === undefined) return undefined;
  return { key: name.replaceAll(":", "/"), generation: Number(generation), nonce: "", facts: 0 };
}
