import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainDeploysOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainDeploys extends FakeService {
  readonly runs: Pick<FakeRows, "all" | "make">;
  /** Lets a run end. */
  finish(id: string, outcome: string): void;
}

/** A stateful fake. A run goes on until it is finished or stopped. Its token is `fake-token`. */
export function fakePlainDeploys({ now, lagMs = 0 }: FakePlainDeploysOptions): FakePlainDeploys {
  const runs = fakeRows({ now, lagMs });
  const ended = (outcome: string) => ({ status: "finished", outcome, finishedAt: new Date(now()).toISOString() });
  const routes = runs.routes("runs", {
    shows: (row, query) => (query.get("order") ?? row["order"]) === row["order"],
    keeps: (fields, row) => (row === undefined ? { ...fields, status: "running", attempt: 1 } : ended("cancelled")),
  });
  return {
    runs,
    finish: (id, outcome) => void runs.change(id, ended(outcome)),
    ...fakeService({ now, authorization: "Bearer fake-token", routes }),
  };
}
