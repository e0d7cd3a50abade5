const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that `Retry-After` asks for; undefined when the header is absent or malformed. A date is measured from the
 * server's own `Date`, since its clock and ours may differ, and from `nowMs` (epoch) only where there is none.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined) {
    return undefined;
  }
  if (/^\d{1,10}$/.test(value)) {
    return Number(value) * 1000;
  }
  const at = httpDate(value);
  return at === undefined ? undefined : Math.max(0, at - (httpDate(headers.get("date")) ?? nowMs));
}

function httpDate(value: string | null): number | undefined {
  const ms = value !== null && HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
