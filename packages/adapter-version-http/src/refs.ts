import type { Refs } from "@footplate/core";
import { addressProblem } from "./address.ts";
import { ADAPTER, fault } from "./fault.ts";
import { isPointer } from "./pointer.ts";

/** Where a target tells its version: `{ "version-http": { "url": "https://client-a.example.com/version" } }`. */
export interface VersionHttpRef {
  /** Address of a JSON document. `https:`, with no credential in it. */
  readonly url: string;
  /** JSON pointer (RFC 6901) to the version, which is text, or null where nothing runs. @default `"/version"` */
  readonly version?: string;
  /** JSON pointer to an object whose members are the versions of services. @default services are not read */
  readonly services?: string;
  /** JSON pointer to the moment since when it runs, RFC 3339 with an offset. @default it is not read */
  readonly since?: string;
}

const POINTERS = ["version", "services", "since"] as const;
const FIELDS: readonly string[] = ["url", ...POINTERS];

/** What is wrong with the `version-http` part of refs; `undefined` when nothing is. */
export function versionHttpRefProblem(ref: unknown): string | undefined {
  if (typeof ref !== "object" || ref === null || Array.isArray(ref))
    return 'must be an object such as { "url": "https://…/version" }';
  const fields = ref as Readonly<Record<string, unknown>>;
  const extra = Object.keys(fields).filter((name) => !FIELDS.includes(name));
  if (extra.length > 0) return `${extra.join(", ").slice(0, 100)} is not known; the fields are ${FIELDS.join(", ")}`;
  const address = addressProblem(fields["url"]);
  if (address !== undefined) return `url ${address}`;
  const bad = POINTERS.find((name) => fields[name] !== undefined && !isPointer(fields[name]));
  return bad === undefined ? undefined : `${bad} is not a JSON pointer such as /build/version`;
}

/**
 * What refs name; `undefined` when they say nothing of this adapter. Throws `invalid_input` when malformed, naming the target
 * where it is given.
 */
export function versionHttpRef(refs: Refs | undefined, target?: string): VersionHttpRef | undefined {
  const ref: unknown = refs?.[ADAPTER];
  if (ref === undefined) return undefined;
  const message = versionHttpRefProblem(ref);
  // Checked: known names, each with text.
  if (message === undefined) return ref as VersionHttpRef;
  throw fault(target, {
    code: "invalid_input",
    message: `refs.${ADAPTER}: ${message}`,
    hint: "give the address that tells the version, and pointers into what it answers",
  });
}
