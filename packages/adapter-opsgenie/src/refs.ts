import type { Refs, Responder } from "@footplate/core";
import { refOf } from "@footplate/http";
import { isId } from "./check-options.ts";
import { ADAPTER } from "./fault.ts";

/**
 * How people, lines and targets name what is theirs: `{ "opsgenie": { "userId": "…" } }` for a person,
 * `{ "opsgenie": { "scheduleId": "…", "teamId": "…" } }` for a line or target.
 */
export interface OpsgenieRef {
  readonly userId?: string;
  readonly scheduleId?: string;
  readonly teamId?: string;
}

const FIELDS = ["userId", "scheduleId", "teamId"] as const;

/** What is wrong with the `opsgenie` part of refs; `undefined` when nothing is. */
export function opsgenieRefProblem(ref: unknown): string | undefined {
  if (typeof ref !== "object" || ref === null || Array.isArray(ref))
    return 'must be an object such as { "userId": "…" } or { "scheduleId": "…" }';
  const fields = ref as Readonly<Record<string, unknown>>;
  const extra = Object.keys(fields).filter((name) => !FIELDS.some((field) => field === name));
  if (extra.length > 0) return `${extra.join(", ").slice(0, 100)} is not known; fields are ${FIELDS.join(", ")}`;
  const given = FIELDS.filter((name) => fields[name] !== undefined);
  if (given.length === 0) return `names nothing; give one of ${FIELDS.join(", ")}`;
  const wrong = given.filter((name) => !isId(fields[name]));
  return wrong.length > 0 ? `${wrong.join(", ")} is not an id: letters, digits, _ and - only` : undefined;
}

/** What refs name; `undefined` when they say nothing of Opsgenie. Throws `invalid_input` when malformed. */
export function opsgenieRef(refs: Refs | undefined): OpsgenieRef | undefined {
  const ref = refOf(ADAPTER, refs, opsgenieRefProblem, "copy the id from the page of the user, schedule or team");
  if (ref === undefined) return undefined;
  const entries = FIELDS.flatMap((name) => (isId(ref[name]) ? [[name, ref[name]]] : []));
  return Object.fromEntries(entries) as OpsgenieRef;
}

/** Who is called for what refs name: the person, else the team, else the schedule. */
export function responderOf(refs: Refs | undefined): Responder | undefined {
  const { userId, teamId, scheduleId } = opsgenieRef(refs) ?? {};
  if (userId !== undefined) return { type: "person", id: userId };
  if (teamId !== undefined) return { type: "team", id: teamId };
  return scheduleId === undefined ? undefined : { type: "schedule", id: scheduleId };
}
