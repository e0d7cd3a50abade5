import { describe, expect, test } from "vitest";
import type { Trouble } from "../support/rough-server.ts";
import { attemptAll, type Outcome } from "./attempt.ts";

/** How a service says that there is more. */
type More = (answer: unknown, url: URL, count: number) => unknown;

/** Never comes to an end: each page is the true first one, with more to come. */
function endlessPages(more: More, header?: (url: URL, count: number) => Record<string, string>): Trouble {
  let first: unknown;
  return async ({ process, send, request, count }) => {
    const url = new URL(request.url);
    first ??= await (await process()).json();
    const headers = { "content-type": "application/json", ...header?.(url, count) };
    await send(new Response(JSON.stringify(more(first, url, count)), { headers }));
  };
}

/** A `Link` header of GitHub. */
function link(cursor: (count: number) => string): (url: URL, count: number) => Record<string, string> {
  return (url, count) => {
    const next = new URL(url);
    next.searchParams.set("page", cursor(count));
    return { link: `<${next.href}>; rel="next"` };
  };
}

const same: More = (answer) => answer;
const byToken =
  (token: (count: number) => string): More =>
  (answer, _url, count) => ({ ...Object(answer), nextPageToken: token(count) });
const byOffset =
  (offset: (count: number) => number): More =>
  (answer, _url, count) => ({ ...Object(answer), links: { next: `https://api.example.com/?offset=${offset(count)}` } });
/** A hundred rows, made from the first one. */
const full: More = (answer) => Array.from({ length: 100 }, () => (Array.isArray(answer) ? answer[0] : answer));

describe("F32 a list that never ends is an error, never a complete list", () => {
  const cases: readonly (readonly [string, string, () => Trouble, Partial<Outcome>])[] = [
    ["gcal", "calendar.list: a token that comes again", () => endlessPages(byToken(() => "again")), { hits: 2 }],
    ["jsm-ops", "overrides.list: an offset that comes again", () => endlessPages(byOffset(() => 50)), { hits: 2 }],
    ["jsm-ops", "onCall.schedules: always a new offset", () => endlessPages(byOffset((count) => 50 * count)), {}],
    [
      "github",
      "trainTickets.list: a page that comes again",
      () =>
        endlessPages(
          same,
          link(() => "2"),
        ),
      // A page by its number, and the list by its links.
      { hits: 3 },
    ],
    [
      "github",
      "changeSource.versions: always a new page",
      () =>
        endlessPages(
          same,
          link((count) => String(count + 1)),
        ),
      {},
    ],
    // So many pages are more than the service allows in the time of the call.
    [
      "gcal",
      "calendar.list: always a new token",
      () => endlessPages(byToken((count) => `page-${count}`)),
      { code: "timeout" },
    ],
    ["statuspage", "noticeBoard.list: always a full page", () => endlessPages(full), { code: "timeout" }],
    ["statuspage", "components.list: always a full page", () => endlessPages(full), { code: "timeout" }],
  ];

  test.each(cases)("F32 %s %s", async (adapter, title, trouble, outcome) => {
    const name = title.slice(0, title.indexOf(":"));
    const found = (await attemptAll(adapter, trouble, (one) => one.name === name))[name];
    expect(found).toMatchObject({ code: "protocol", ...outcome });
    expect(found?.hits).toBeLessThanOrEqual(1000);
  });
});
