import { describe, expect, test } from "vitest";
import { attemptAll, type Expected, expectedOf, type Outcome } from "./attempt.ts";
import { refuse } from "./trouble.ts";

/** The same of reads and writes; a write was not done. */
function both(outcome: Outcome): Expected {
  return { read: outcome, write: { ...outcome, written: "no" } };
}

/** A branch and a commit were made before the proposal. */
const OTHERS = { "github/lineFiles.propose": { written: "maybe" } } as const;

describe("403 of Google is judged by its reason", () => {
  const google = (reason: string) =>
    refuse(403, {}, { error: { code: 403, errors: [{ domain: "calendar", reason }] } });

  test.each(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"])("F19 %s passes", async (reason) => {
    const expected = await expectedOf("gcal", both({ code: "rate_limited", retryAfterMs: 2000, hits: 3 }));
    expect(await attemptAll("gcal", () => google(reason))).toEqual(expected);
  });

  test.each(["forbidden", "forbiddenForNonOrganizer", "insufficientPermissions", "__proto__", "x".repeat(5000)])(
    "F19 %s does not",
    async (reason) => {
      const expected = await expectedOf("gcal", both({ code: "forbidden", hits: 1 }));
      expect(await attemptAll("gcal", () => google(reason))).toEqual(expected);
    },
  );
});

describe("403 and 429 of GitHub", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, unknown, Outcome])[] = [
    [
      "F17 the primary limit waits for the reset, by the server's clock",
      {
        date: "Mon, 23 Nov 2026 08:00:00 GMT",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Date.parse("2026-11-23T08:00:10Z") / 1000),
      },
      { message: "API rate limit exceeded" },
      { code: "rate_limited", retryAfterMs: 11_000, hits: 3 },
    ],
    [
      "F17 the primary limit that is far off is told at once",
      {
        date: "Mon, 23 Nov 2026 08:00:00 GMT",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Date.parse("2026-11-23T09:00:00Z") / 1000),
      },
      { message: "API rate limit exceeded" },
      { code: "rate_limited", retryAfterMs: 3_601_000, hits: 1 },
    ],
    [
      "F18 the secondary limit with a time",
      { "retry-after": "5", "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "1795000000" },
      { message: "You have exceeded a secondary rate limit." },
      { code: "rate_limited", retryAfterMs: 5000, hits: 3 },
    ],
    [
      "F18 the secondary limit without a time is a minute",
      { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "1795000000" },
      { message: "You have exceeded a secondary rate limit." },
      { code: "rate_limited", retryAfterMs: 60_000, hits: 1 },
    ],
    [
      "F18 a missing right is no limit, whatever is left",
      { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "1795000000" },
      { message: "Resource not accessible by integration" },
      { code: "forbidden", hits: 1 },
    ],
    [
      "F17 a reset that is no number",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" },
      { message: "API rate limit exceeded" },
      { code: "rate_limited", retryAfterMs: 60_000, hits: 1 },
    ],
  ];

  test.each(cases)("%s", async (_name, headers, body, outcome) => {
    const expected = await expectedOf("github", both(outcome), OTHERS);
    expect(await attemptAll("github", () => refuse(403, headers, body))).toEqual(expected);
  });
});

test.each(["", "-1", "1.5", "soon", "1e9", "99999999999999", "Mon, 99 Nov 2026 08:00:00 GMT"])(
  "F11 a Retry-After that cannot be read is none: %s",
  async (value) => {
    const expected = await expectedOf("statuspage", both({ code: "rate_limited", retryAfterMs: 2000, hits: 3 }));
    expect(await attemptAll("statuspage", () => refuse(420, { "retry-after": value }))).toEqual(expected);
  },
);
