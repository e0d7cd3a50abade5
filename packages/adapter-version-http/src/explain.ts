import { FootplateError } from "@footplate/core";
import { ADAPTER, fault } from "./fault.ts";

/** An error of the transport, with the name of the target, and with hints that speak of refs and options of this adapter. */
export function explained(target: string, thrown: unknown, secretWithheld: boolean): unknown {
  if (!(thrown instanceof FootplateError)) return thrown;
  const { code, status, requestId, retryable, retryAfterMs, problems } = thrown;
  return fault(target, {
    code,
    message: ours(thrown.message.replace(`${ADAPTER}: `, "")),
    status,
    requestId,
    retryable,
    retryAfterMs,
    hint: hintOf(thrown, secretWithheld),
    problems: problems.map((problem) => ({ ...problem, path: `refs.${ADAPTER}.url` })),
  });
}

function hintOf({ code, hint }: FootplateError, secretWithheld: boolean): string | undefined {
  if (secretWithheld && (code === "auth" || code === "forbidden"))
    return "the secret was not sent: name the origin in origins if the target may have it";
  if (code === "not_found")
    return "check the url in its refs; if it means that nothing runs there yet, name it in absent";
  return hint === undefined ? undefined : ours(hint);
}

/** The transport speaks of its own option. */
function ours(text: string): string {
  return text.replaceAll("baseUrl", "the url in its refs");
}
