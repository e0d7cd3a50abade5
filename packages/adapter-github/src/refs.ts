import type { Refs } from "@footplate/core";
import { refOf } from "@footplate/http";
import { ADAPTER } from "./fault.ts";

/**
 * How targets and people name what is theirs: `{ "github": { "workflow": "deploy.yml", "environment": "production" } }` for
 * a target, `{ "github": { "login": "…" } }` for a person.
 */
export interface GitHubRef {
  /** File name of the workflow that deploys, such as `deploy.yml`, or its number. */
  readonly workflow?: string;
  /** Branch or tag whose workflow file is run. @default that of the adapter's options */
  readonly ref?: string;
  /** Environment whose deployments tell what runs. */
  readonly environment?: string;
  /** Further inputs of the workflow. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** A person's name on GitHub. */
  readonly login?: string;
}

const FIELDS = ["workflow", "ref", "environment", "inputs", "login"] as const;
const EXAMPLE = '{ "workflow": "deploy.yml", "environment": "production" } or { "login": "…" }';

const CHECKS: Readonly<Record<(typeof FIELDS)[number], (value: unknown) => boolean>> = {
  workflow: (value) => matches(value, /^(?:[1-9]\d{0,18}|[\w][\w. -]{0,190}\.ya?ml)$/),
  ref: (value) => matches(value, /^(?!\/|-)(?!.*(?:\.\.|@\{|\/\/))[^\s~^:?*[\\\p{Cc}]{1,244}$/u),
  environment: (value) => matches(value, /^[^\p{Cc}\p{Cs}]{1,255}$/u),
  inputs: (value) => isInputs(value),
  login: (value) => matches(value, /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})(?:\[bot\])?$/),
};

/** What is wrong with the `github` part of refs; `undefined` when nothing is. */
export function gitHubRefProblem(ref: unknown): string | undefined {
  if (typeof ref !== "object" || ref === null || Array.isArray(ref)) return `must be an object such as ${EXAMPLE}`;
  const fields = ref as Readonly<Record<string, unknown>>;
  const extra = Object.keys(fields).filter((name) => !FIELDS.some((field) => field === name));
  if (extra.length > 0) return `${extra.join(", ").slice(0, 100)} is not known; fields are ${FIELDS.join(", ")}`;
  const given = FIELDS.filter((name) => fields[name] !== undefined);
  if (given.length === 0) return `names nothing; give one of ${FIELDS.join(", ")}`;
  const wrong = given.filter((name) => !CHECKS[name](fields[name]));
  return wrong.length > 0 ? `${wrong.join(", ")} cannot be used; write it as in ${EXAMPLE}` : undefined;
}

/** What refs name; `undefined` when they say nothing of GitHub. Throws `invalid_input` when malformed. */
export function gitHubRef(refs: Refs | undefined): GitHubRef | undefined {
  const ref = refOf(
    ADAPTER,
    refs,
    gitHubRefProblem,
    "copy the names from the workflow's file, the settings of the environment, or the person's page",
  );
  if (ref === undefined) return undefined;
  return Object.fromEntries(FIELDS.flatMap((name) => (ref[name] === undefined ? [] : [[name, ref[name]]])));
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isInputs(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, text]) => /^[A-Za-z_][\w-]{0,99}$/.test(name) && typeof text === "string")
  );
}
