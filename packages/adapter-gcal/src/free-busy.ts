import { type Busy, type CallOptions, FootplateError, type FootplateErrorCode, type Interval } from "@footplate/core";
import type { Http, Schema } from "@footplate/http";
import * as z from "zod/mini";
import { readInstant } from "./moments.ts";

/** Google refuses more in one question. */
const MOST_CALENDARS = 50;

interface WireCalendar {
  readonly busy?: readonly { readonly start: string; readonly end: string }[] | undefined;
  readonly errors?: readonly { readonly reason?: string | undefined }[] | undefined;
}

interface WireFreeBusy {
  readonly calendars: Readonly<Record<string, WireCalendar>>;
}

const freeBusySchema: Schema<WireFreeBusy> = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z.optional(z.array(z.object({ start: z.string(), end: z.string() }))),
      errors: z.optional(z.array(z.object({ reason: z.optional(z.string()) }))),
    }),
  ),
});

/** When calendars are taken, calendar by calendar, in as many questions as it takes. */
export async function askFreeBusy(
  http: Http,
  range: Interval,
  calendars: readonly string[],
  options: () => CallOptions,
): Promise<readonly Busy[]> {
  const ids = [...new Set(calendars)];
  const found: Busy[] = [];
  for (let from = 0; from < ids.length; from += MOST_CALENDARS) {
    const asked = ids.slice(from, from + MOST_CALENDARS);
    const answer = await ask(http, range, asked, options());
    found.push(...asked.flatMap((id) => busyOf(id, answer.calendars[id])));
  }
  return found;
}

async function ask(http: Http, range: Interval, ids: readonly string[], options: CallOptions): Promise<WireFreeBusy> {
  const json = { timeMin: range.start, timeMax: range.end, items: ids.map((id) => ({ id })) };
  try {
    return (
      await http.request<WireFreeBusy>({ ...options, method: "POST", path: "freeBusy", json, schema: freeBusySchema })
    ).data;
  } catch (error) {
    throw error instanceof FootplateError ? asReading(error) : error;
  }
}

/** A POST that only asks: nothing can have been written, so nothing is unknown. */
function asReading(error: FootplateError): FootplateError {
  if (error.code === "outcome_unknown")
    return failure("unavailable", "the question for busy times got no answer", "ask again later");
  const { code, message, adapter, status, requestId, retryAfterMs, hint, problems } = error;
  const retryable = error.retryable || code === "unavailable";
  return new FootplateError({ code, message, adapter, status, requestId, retryable, retryAfterMs, hint, problems });
}

function busyOf(calendar: string, answer: WireCalendar | undefined): readonly Busy[] {
  const name = JSON.stringify(calendar).slice(0, 120);
  const reason = answer?.errors?.[0]?.reason;
  if (reason === "internalError")
    throw failure("unavailable", `Google could not read the calendar ${name} now`, "ask again later");
  if (answer === undefined || (answer.errors?.length ?? 0) > 0) {
    throw failure(
      "not_found",
      `the calendar ${name} cannot be read`,
      "check its id, and share it with the account that asks",
    );
  }
  return (answer.busy ?? []).map((one) => {
    const [start, end] = [readInstant(one.start), readInstant(one.end)];
    if (start === undefined || end === undefined) {
      throw failure("invalid_response", `Google's busy times of the calendar ${name} cannot be read`, "report it");
    }
    return { calendar, start, end };
  });
}

function failure(code: FootplateErrorCode, message: string, hint: string): FootplateError {
  return new FootplateError({
    code,
    adapter: "gcal",
    message: `gcal: ${message}`,
    retryable: code === "unavailable",
    hint,
  });
}
