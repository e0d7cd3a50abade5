import * as z from "zod/mini";
import { keyOfAlertAlias } from "../alert-alias.ts";
import type { OpsgenieHint } from "./hint.ts";

/** What could drive a terminal is left out (F65). */
const text = z.string().check(z.regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]{1,512}$/u));
const acted = z.object({ action: text });
const known = z.object({ alert: z.object({ alertId: z.string().check(z.regex(/^[\w-]{1,100}$/)) }) });
const named = z.object({ alert: z.object({ alias: text }) });

/** The hint in a body. One that lacks what we look for is a hint all the same: something happened. */
export function parseHint(body: unknown, token: number): OpsgenieHint {
  const action = z.safeParse(acted, body).data?.action;
  const alert = z.safeParse(known, body).data?.alert.alertId;
  const alias = z.safeParse(named, body).data?.alert.alias;
  return {
    ...(action !== undefined && { action }),
    ...(alert !== undefined && { alert }),
    ...(alias !== undefined && { key: keyOfAlertAlias(alias) }),
    token,
  };
}
