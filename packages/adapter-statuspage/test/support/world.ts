import { type Instant, instant, type Mark, type Notice } from "@footplate/core";
import { virtualClock, type VirtualClock } from "@footplate/testkit";
import { createStatuspage, type StatuspageNoticeBoard, type StatuspageOptions } from "@footplate/adapter-statuspage";
import { type FakeStatuspage, fakeStatuspage, type FakeStatuspageOptions } from "@footplate/adapter-statuspage/testing";
import { validated } from "../../../../test/support/spec-validator.ts";

/** When every test begins. */
export const BEGIN = instant("2026-11-22T12:00:00Z");

export interface StatuspageWorld {
  readonly board: StatuspageNoticeBoard;
  readonly fake: FakeStatuspage;
  readonly clock: VirtualClock;
  /** A new board on the same page: another process. */
  another(options?: Partial<StatuspageOptions>): StatuspageNoticeBoard;
}

export interface WorldOptions extends FakeStatuspageOptions {
  readonly board?: Partial<StatuspageOptions>;
  /** Stands between adapter and service, to break things. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** A fresh page and a board on it. The fake is checked against the service's description where that is at hand. */
export function world(options: WorldOptions = {}): StatuspageWorld {
  const clock = virtualClock(BEGIN);
  const fake = fakeStatuspage({
    now: () => clock.epochMs(),
    components: [
      { id: "api", name: "API", group: "prod" },
      { id: "db", name: "Database", group: "prod" },
      { id: "web", name: "Web" },
    ],
    ...options,
  });
  const checked = validated("statuspage", fake.fetch);
  const fetch = options.through?.(checked) ?? checked;
  const another = (more: Partial<StatuspageOptions> = {}): StatuspageNoticeBoard =>
    createStatuspage({
      pageId: fake.pageId,
      apiKey: fake.apiKey,
      fetch,
      clock,
      random: () => 0,
      ...options.board,
      ...more,
    }).noticeBoard;
  return { board: another(), fake, clock, another };
}

/** The moment so many minutes after the beginning. */
export function minute(minutes: number): Instant {
  return instant(new Date(Date.parse(BEGIN) + minutes * 60_000));
}

/** A maintenance from two to three hours after the beginning. */
export function notice(change: Partial<Notice> = {}): Notice {
  return {
    title: "Release 2026.48 to client-a",
    body: "We will deploy release 2026.48.",
    start: minute(120),
    end: minute(180),
    components: ["api"],
    notify: true,
    cancellation: "This maintenance is cancelled.",
    ...change,
  };
}

export function mark(change: Partial<Mark> = {}): Mark {
  return { key: "retail/2026-48/prod/client-a", generation: 1, nonce: "n1", facts: 3, ...change };
}

/** A range that holds every notice of a test. */
export const EVER = { start: instant("2020-01-01T00:00:00Z"), end: instant("2040-01-01T00:00:00Z") };

/** What the adapter sent, the last request first: its method, path below the page and body. */
export function lastWrites(
  fake: FakeStatuspage,
  count = 1,
): readonly { method: string; path: string; fields: Record<string, unknown> }[] {
  return fake
    .state()
    .calls.filter(({ method }) => method !== "GET")
    .slice(-count)
    .toReversed()
    .map(({ method, path, body }) => ({
      method,
      path: path.replace(`pages/${fake.pageId}/`, ""),
      fields: Object.values(body ?? {})[0] ?? {},
    }));
}

/** What subscribers got, oldest first. */
export function mails(fake: FakeStatuspage): readonly string[] {
  return fake.state().notifications.map(({ kind }) => kind);
}

/** The statuses of the components that are not groups. */
export function statuses(fake: FakeStatuspage): Record<string, unknown> {
  return Object.fromEntries(
    fake.state().components.flatMap((row) => (row["group"] === true ? [] : [[String(row["id"]), row["status"]]])),
  );
}
