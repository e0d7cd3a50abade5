import * as z from "zod/mini";
import type { JsmOpsHint } from "./hint.ts";

/** What could drive a terminal is left out (F65). */
const text = z.string().check(z.regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]{1,512}$/u));
const id = z.string().check(z.regex(/^[\w:-]{1,128}$/));
const acted = z.object({ action: text });
// The API's own name for it is `id`, Opsgenie's was `alertId`; which of them comes is not described.
const known = z.object({ alert: z.union([z.object({ alertId: id }), z.object({ id })]) });
const named = z.object({ alert: z.object({ alias: text }) });

/** The hint in a body. One that lacks what we look for is a hint all the same: something happened. */
export function parseHint(body: unknown, token: number): JsmOpsHint {
  const action = z.safeParse(acted, body).data?.action;
  const found = z.safeParse(known, body).data?.alert;
  const alert = found === undefined ? undefined : "alertId" in found ? found.alertId : found.id;
  const key = z.safeParse(named, body).data?.alert.alias;
  return {
    ...(action !== undefined && { action }),
    ...(alert !== undefined && { alert }),
    ...(key !== undefined && { key }),
    token,
  };
}
