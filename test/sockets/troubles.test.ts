import { describe, expect, test } from "vitest";
import { services } from "../support/services/all.ts";
import type { Operation } from "../support/services/service.ts";
import { attemptAll, type Expected, expectedOf, type MakeTrouble, type Outcome, type Differences } from "./attempt.ts";
import {
  cutByLength,
  cutChunks,
  drip,
  hangUp,
  instead,
  notHttp,
  refuse,
  resetAfter,
  resetBefore,
  silence,
  slowHead,
  tooFewBytes,
} from "./trouble.ts";

interface Case {
  readonly name: string;
  readonly trouble: MakeTrouble;
  readonly expected: Expected;
  /** What is different, by `adapter/operation`. */
  readonly but?: Differences;
  /** What is different for all operations of an adapter. */
  readonly all?: Differences;
  readonly only?: (operation: Operation) => boolean;
}

const JSON_TYPE = { "content-type": "application/json" };
const READ_AGAIN: Outcome = { code: "unavailable", hits: 3 };
const UNKNOWN: Outcome = { code: "outcome_unknown", written: "maybe", hits: 1 };
const LOST: Expected = { read: READ_AGAIN, write: UNKNOWN, ask: { code: "unavailable", hits: 1 } };
const LATE: Expected = { ...LOST, read: { code: "timeout", hits: 1 } };
const UNREADABLE: Expected = {
  read: { code: "invalid_response", hits: 1 },
  write: { code: "invalid_response", written: "maybe", hits: 1 },
};
/** What went before the request that is refused was done: a branch and a commit, a note. */
const AFTER_OTHERS = ["github/lineFiles.propose", "jsm-ops/pager.close"];
const DONE = { code: "done", written: undefined };

/** Refusals that leave in doubt what earlier requests of the same call have done. */
function refused(but: Differences = {}): Differences {
  return { ...Object.fromEntries(AFTER_OTHERS.map((name) => [name, { written: "maybe" as const }])), ...but };
}

const withBody = (operation: Operation): boolean => operation.bodyless !== true;

const cases: readonly Case[] = [
  {
    name: "F1 the connection is reset before the request was seen",
    trouble: () => resetBefore,
    expected: LOST,
  },
  {
    name: "F2 the connection is reset after the request was processed",
    trouble: () => resetAfter,
    expected: LOST,
  },
  {
    name: "F2 the connection is closed without an answer",
    trouble: () => hangUp,
    expected: LOST,
  },
  {
    name: "F2 the answer is not HTTP",
    trouble: () => notHttp,
    expected: LOST,
  },
  {
    name: "F5 no answer comes",
    trouble: ({ clock }) => silence(clock),
    expected: LATE,
  },
  {
    name: "F5 the head of the answer never ends",
    trouble: ({ clock }) => slowHead(clock),
    expected: LATE,
  },
  {
    name: "F6 the body drips",
    trouble: ({ clock }) => drip(clock),
    expected: LATE,
    only: withBody,
  },
  {
    name: "F7 the body is shorter than it was said to be",
    trouble: () => tooFewBytes,
    expected: LOST,
    only: withBody,
  },
  {
    name: "F7 the body is longer than it was said to be",
    trouble: () => cutByLength,
    expected: { ...LOST, read: { code: "invalid_response", hits: 3 } },
    only: withBody,
  },
  {
    name: "F7 the body breaks off",
    trouble: () => cutChunks,
    expected: LOST,
    only: withBody,
  },
  {
    name: "F8 a page of HTML comes with 200",
    trouble: () =>
      instead(200, { "content-type": "text/html; charset=utf-8" }, "<!doctype html><title>Sign in</title>"),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F8 JSON comes as plain text",
    trouble: () => instead(200, { "content-type": "text/plain" }, "{}"),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F8 JSON comes as nothing at all",
    trouble: () => instead(200, {}, "{}"),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F9 200 comes with an empty body",
    trouble: () => instead(200, JSON_TYPE),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F9 204 comes where JSON is expected",
    trouble: () => instead(204),
    expected: UNREADABLE,
    only: withBody,
    but: {
      // Older servers answer so, and the run is then found by its order.
      "github/deployRunner.start": DONE,
    },
  },
  {
    name: "F9 202 comes with blanks",
    trouble: () => instead(202, JSON_TYPE, "  \n"),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F10 the answer has another shape",
    trouble: () => instead(200, JSON_TYPE, '"text"'),
    expected: UNREADABLE,
    only: withBody,
  },
  {
    name: "F11 429 asks for a second",
    trouble: () => refuse(429, { "retry-after": "1" }),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 1000, hits: 3 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 1000, hits: 3 },
    },
    but: refused(),
  },
  {
    name: "F11 429 asks for an hour",
    trouble: () => refuse(429, { "retry-after": "3600" }),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 3_600_000, hits: 1 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 3_600_000, hits: 1 },
    },
    but: refused(),
  },
  {
    name: "F12 429 names a date, by the server's own clock",
    trouble: () =>
      refuse(429, { date: "Mon, 23 Nov 2026 08:00:00 GMT", "retry-after": "Mon, 23 Nov 2026 08:02:00 GMT" }),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 120_000, hits: 1 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 120_000, hits: 1 },
    },
    but: refused(),
  },
  {
    name: "F13 F18 429 names no time",
    trouble: () => refuse(429),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 2000, hits: 3 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 2000, hits: 3 },
    },
    but: refused(),
    // GitHub's secondary limit: nothing sooner than in a minute.
    all: { github: { retryAfterMs: 60_000, hits: 1 } },
  },
  {
    name: "F14 420 asks for a second",
    trouble: () => refuse(420, { "retry-after": "1" }),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 1000, hits: 3 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 1000, hits: 3 },
    },
    but: refused(),
  },
  {
    name: "F14 420 names no time",
    trouble: () => refuse(420),
    expected: {
      read: { code: "rate_limited", retryAfterMs: 2000, hits: 3 },
      write: { code: "rate_limited", written: "no", retryAfterMs: 2000, hits: 3 },
    },
    but: refused(),
  },
  {
    name: "F19 403 without a word about limits is final",
    trouble: () => refuse(403, {}, { message: "no" }),
    expected: { read: { code: "forbidden", hits: 1 }, write: { code: "forbidden", written: "no", hits: 1 } },
    but: refused(),
  },
  {
    name: "F20 401 is asked again once, with a new credential",
    trouble: () => refuse(401),
    expected: { read: { code: "auth", hits: 2 }, write: { code: "auth", written: "no", hits: 2 } },
    but: refused(),
  },
  {
    name: "F22 404",
    trouble: () => refuse(404),
    expected: { read: { code: "not_found", hits: 1 }, write: { code: "not_found", written: "no", hits: 1 } },
    but: refused({
      // What is asked for by its id is not there.
      "statuspage/noticeBoard.read": DONE,
      "gcal/calendar.read": DONE,
      "opsgenie/overrides.read": DONE,
      "opsgenie/pager.find": DONE,
      "jsm-ops/overrides.read": DONE,
      "jsm-ops/pager.find": DONE,
      "github/deployRunner.read": DONE,
      "github/trainTickets.read": DONE,
      "github/lineFiles.read": DONE,
      // F27: what is to be taken away is not there either.
      "gcal/calendar.remove": DONE,
      "opsgenie/overrides.remove": DONE,
      "jsm-ops/overrides.remove": DONE,
      // It was there a moment ago.
      "gcal/calendar.update": { code: "conflict" },
    }),
  },
  {
    name: "F27 410",
    trouble: () => refuse(410),
    expected: { read: { code: "not_found", hits: 1 }, write: { code: "not_found", written: "no", hits: 1 } },
    but: refused({
      "statuspage/noticeBoard.read": DONE,
      "gcal/calendar.read": DONE,
      "github/trainTickets.read": DONE,
      "gcal/calendar.remove": DONE,
      "gcal/calendar.update": { code: "conflict" },
    }),
  },
  {
    name: "F25 409",
    trouble: () => refuse(409),
    expected: { read: { code: "conflict", hits: 1 }, write: { code: "conflict", written: "no", hits: 1 } },
    but: refused({
      // F24: the id is taken, and nothing is shown under it yet.
      "gcal/calendar.create": { code: "unavailable" },
    }),
  },
  {
    name: "F25 423",
    trouble: () => refuse(423),
    expected: { read: { code: "conflict", hits: 1 }, write: { code: "conflict", written: "no", hits: 1 } },
    but: refused(),
  },
  ...[500, 502, 503, 504, 599].map((status) => ({
    name: `F29 a storm of ${status}`,
    trouble: () => instead(status, { "content-type": "text/html" }, "<h1>Sorry</h1>"),
    expected: { ...LOST, write: { code: "unavailable", written: "maybe", hits: 1 } as const },
  })),
  {
    name: "F36 what says to be packed is not",
    trouble: () => instead(200, { ...JSON_TYPE, "content-encoding": "gzip" }, '{"id":"abc"}'),
    expected: LOST,
    only: withBody,
  },
  {
    name: "F35 the head of the answer is larger than the runtime takes",
    trouble: () => instead(200, { ...JSON_TYPE, "x-long": "z".repeat(200_000) }, "{}"),
    expected: LOST,
  },
];

describe.each(Object.keys(services))("%s over a socket", (adapter) => {
  test.each(cases)("$name", async ({ trouble, expected, but, all, only }) => {
    const wanted = await expectedOf(adapter, expected, { ...all, ...but }, only);
    expect(await attemptAll(adapter, trouble, only)).toEqual(wanted);
  });
});
