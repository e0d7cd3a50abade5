import type { Classified, HttpSpec } from "@footplate/http";
import * as z from "zod/mini";

const body = z.object({
  error: z.object({ errors: z.optional(z.array(z.object({ reason: z.string().check(z.regex(/^[A-Za-z]{1,60}$/)) }))) }),
});

const tooMany = new Set(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"]);

/** What a failed answer of Google means. A 403 is judged by its reason: some pass with time, the others never do. */
export const classify: NonNullable<HttpSpec["classify"]> = (answer) => {
  const reason = z.safeParse(body, answer.body).data?.error.errors?.[0]?.reason;
  const code = codeOf(answer.status, reason);
  if (code === undefined) return undefined;
  const unprocessed = code === "rate_limited";
  return {
    code,
    ...(unprocessed && { unprocessed }),
    ...(reason !== undefined && { message: `Google says ${reason}` }),
  };
};

function codeOf(status: number, reason: string | undefined): Classified["code"] | undefined {
  if (status === 403) return tooMany.has(reason ?? "") ? "rate_limited" : "forbidden";
  if (status === 409 || status === 412) return "conflict";
  if (status === 410) return "not_found";
  return undefined;
}
