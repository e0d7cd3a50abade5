import * as z from "zod/mini";
import type { StatuspageHint, StatuspageSubject } from "./hint.ts";

const id = z.string().check(z.regex(/^[\w-]{1,64}$/));
const page = z.object({ page: z.object({ id }) });
const incident = z.object({ incident: z.object({ id }) });
const component = z.object({ component: z.object({ id }) });
const update = z.object({ component_update: z.object({ component_id: id }) });

/** The hint in a body. One that lacks what we look for is a hint all the same: something happened. */
export function parseHint(body: unknown, token: number): StatuspageHint {
  const from = z.safeParse(page, body).data?.page.id;
  const about = subjectOf(body);
  return { ...(from !== undefined && { page: from }), ...(about !== undefined && { about }), token };
}

function subjectOf(body: unknown): StatuspageSubject | undefined {
  const found = z.safeParse(incident, body).data?.incident.id;
  if (found !== undefined) return { kind: "incident", id: found };
  const changed =
    z.safeParse(component, body).data?.component.id ?? z.safeParse(update, body).data?.component_update.component_id;
  return changed === undefined ? undefined : { kind: "component", id: changed };
}
