import { fault } from "./fault.ts";

const MOST_CHARACTERS = 1000;
const UNWRITABLE = /[\p{Cc}\p{Cs}\\]/u;

/** A part of a request's path that may itself hold slashes: a file's path, a branch, a tag. */
export interface Segments {
  /** To be put into the path of a request. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Takes a name with slashes apart for a request's path. Throws `invalid_input` when it is empty, climbs, or could lead
 * elsewhere (F59); `what` names it in the error.
 */
export function segments(name: string, what: string): Segments {
  const parts = name.split("/");
  const usable =
    name.length <= MOST_CHARACTERS &&
    !UNWRITABLE.test(name) &&
    parts.every((part) => part !== "" && part !== "." && part !== ".." && !/%(2e|2f|5c)/i.test(part));
  if (!usable) {
    throw fault({
      code: "invalid_input",
      message: `${JSON.stringify(name).slice(0, 120)} cannot be ${what}`,
      written: "no",
      hint: "write it as folder/name, without a slash at either end, without .. and without control characters",
    });
  }
  return {
    path: parts.map((_, index) => `{part${index}}`).join("/"),
    params: Object.fromEntries(parts.map((part, index) => [`part${index}`, part])),
  };
}

/** The parameters of a path that name a repository other than the configured one; none for the configured one. */
export function inRepository(
  repository: { readonly owner: string; readonly name: string } | undefined,
): Readonly<Record<string, string>> {
  return repository === undefined ? {} : { owner: repository.owner, repo: repository.name };
}
