import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainLogOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainLog extends FakeService {
  readonly entries: Pick<FakeRows, "all" | "make">;
}

/** A stateful fake. Its token is `fake-token`. */
export function fakePlainLog({ now, lagMs = 0 }: FakePlainLogOptions): FakePlainLog {
  const entries = fakeRows({ now, lagMs });
  const routes = entries.routes("entries", {
    shows: (row, query) =>
      (query.get("key") ?? row["key"]) === row["key"] &&
      Date.parse(row.createdAt) >= Date.parse(query.get("since") ?? "1970-01-01"),
  });
  return { entries, ...fakeService({ now, authorization: "Bearer fake-token", routes }) };
}
