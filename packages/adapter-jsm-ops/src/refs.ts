import type { Refs, Responder } from "@footplate/core";
import { refOf } from "@footplate/http";
import { isId } from "./check-options.ts";
import { ADAPTER } from "./fault.ts";

/** What refs may name: `{ "jsm-ops": { "accountId": "…" } }` on a person, the rest on a line, team or target. */
export interface JsmOpsRef {
  /** Atlassian account id of a person. */
  readonly accountId?: string;
  readonly scheduleId?: string;
  readonly teamId?: string;
  readonly escalationId?: string;
}

const PLACES = ["scheduleId", "teamId", "escalationId"] as const;
const FIELDS: readonly string[] = ["accountId", ...PLACES];

/** What is wrong with the `jsm-ops` part of refs; `undefined` when nothing is. */
export function jsmOpsRefProblem(ref: unknown): string | undefined {
  if (typeof ref !== "object" || ref === null || Array.isArray(ref))
    return 'must be an object such as { "accountId": "…" } or { "scheduleId": "…" }';
  const entries = Object.entries(ref);
  const extra = entries.map(([name]) => name).filter((name) => !FIELDS.includes(name));
  if (extra.length > 0) return `${extra.join(", ").slice(0, 100)} is not known; the fields are ${FIELDS.join(", ")}`;
  const bad = entries.find(([, value]) => !isId(value));
  if (bad !== undefined) return `${bad[0]} is not an id: letters, digits, _, - and : only`;
  if (entries.length === 0) return `names nothing; the fields are ${FIELDS.join(", ")}`;
  return "accountId" in ref && entries.length > 1 ? "accountId is of a person, and stands alone" : undefined;
}

/** What refs name; `undefined` when they say nothing of JSM Operations. Throws `invalid_input` when malformed. */
export function jsmOpsRef(refs: Refs | undefined): JsmOpsRef | undefined {
  // Checked: known names, each with text.
  return refOf(
    ADAPTER,
    refs,
    jsmOpsRefProblem,
    "copy account ids from people's profiles, the other ids from the team's operations pages",
  );
}

/** Who is called for what refs name: the person, else the escalation, else the team, else the schedule. */
export function responderOf(refs: Refs | undefined): Responder | undefined {
  const { accountId, escalationId, scheduleId, teamId } = jsmOpsRef(refs) ?? {};
  if (accountId !== undefined) return { type: "person", id: accountId };
  if (escalationId !== undefined) return { type: "escalation", id: escalationId };
  if (teamId !== undefined) return { type: "team", id: teamId };
  return scheduleId === undefined ? undefined : { type: "schedule", id: scheduleId };
}
