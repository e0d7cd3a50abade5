import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainChangesOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainChanges extends FakeService {
  readonly changes: Pick<FakeRows, "all" | "make" | "change">;
  readonly notes: Pick<FakeRows, "all" | "make">;
}

/** A stateful fake. Its token is `fake-token`. */
export function fakePlainChanges({ now }: FakePlainChangesOptions): FakePlainChanges {
  const [changes, notes] = [fakeRows({ now }), fakeRows({ now })];
  const routes = {
    ...changes.routes("changes"),
    ...notes.routes("notes", { shows: (row, query) => (query.get("change") ?? row["change"]) === row["change"] }),
  };
  return { changes, notes, ...fakeService({ now, authorization: "Bearer fake-token", routes }) };
}
