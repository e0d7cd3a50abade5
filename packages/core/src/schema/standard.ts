import type { Problem } from "../error.ts";

/** One thing that is wrong, as Standard Schema reports it. */
export interface SchemaIssue {
  /** What is wrong and the way out. */
  readonly message: string;
  /** Where, key by key. */
  readonly path: readonly (string | number)[];
}

/** What validation gives: the value, or everything that is wrong with it. */
export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** A schema that every tool for Standard Schema, version 1, understands. */
export interface Schema<T> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "footplate";
    readonly validate: (value: unknown) => SchemaResult<T>;
    /** For the type checker only: absent at run time. */
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}

/** The schema of what a parse function accepts. */
export function schemaOf<T>(
  parse: (input: unknown) => { readonly value: T } | { readonly problems: readonly Problem[] },
): Schema<T> {
  const validate = (input: unknown): SchemaResult<T> => {
    const parsed = parse(input);
    return "value" in parsed ? { value: parsed.value } : { issues: parsed.problems.map(issueOf) };
  };
  return { "~standard": { version: 1, vendor: "footplate", validate } };
}

function issueOf({ path, message, hint }: Problem): SchemaIssue {
  return { message: `${message}; ${hint}`, path: keysOf(path) };
}

/** The keys of a path such as `stops[0].refs["x y"]`. */
function keysOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([A-Za-z_]\w*)/g)].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (name ?? "") : String(JSON.parse(`"${quoted}"`));
  });
}
