import { fakeRows, type FakeRows, fakeService, type FakeService, type Limit } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainStatusOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** @default no limit */
  readonly limit?: Limit;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainStatus extends FakeService {
  readonly maintenances: Pick<FakeRows, "all" | "find" | "make" | "change" | "remove">;
  /** Ids of its three components. */
  readonly components: readonly [string, string, string];
  /** What subscribers were told, oldest first. */
  readonly told: readonly string[];
}

/** A stateful fake: what the service does by itself, it does too. Its token is `fake-token`. */
export function fakePlainStatus({ now, lagMs = 0, limit }: FakePlainStatusOptions): FakePlainStatus {
  const maintenances = fakeRows({ now, lagMs });
  const components = fakeRows({ now });
  const ids = ["API", "Database", "Shop"].map((name) => components.make({ name, status: "operational" }).id);
  const told: string[] = [];
  const begin = (list: unknown): void => {
    for (const id of list as readonly string[]) components.change(id, { status: "under_maintenance" });
  };
  return {
    maintenances,
    components: ids as [string, string, string],
    told,
    ...fakeService({
      now,
      ...(limit && { limit }),
      authorization: "Bearer fake-token",
      // A maintenance begins by itself when it is time. It never ends by itself.
      pass: () => {
        for (const { id, state, start, components: list } of maintenances.all()) {
          if (state !== "scheduled" || Date.parse(String(start)) > now()) continue;
          maintenances.change(id, { state: "in_progress" });
          begin(list);
        }
      },
      routes: {
        ...components.routes("components"),
        ...maintenances.routes("maintenances", {
          shows: ({ start, end, state }, query) =>
            String(start) < (query.get("to") ?? "9") &&
            String(end) > (query.get("from") ?? "") &&
            (query.get("state") ?? state) === state,
          refuses: (fields, row) => {
            const { start, end } = { ...row, ...fields } as Readonly<Record<string, unknown>>;
            if (row?.["state"] === "completed") return [409, { message: "it is completed" }];
            return String(start) < String(end) ? undefined : [422, { message: "it ends before it starts" }];
          },
          keeps: ({ message, tell, ...fields }, row) => {
            if (tell === true) told.push(String(message));
            if (row?.["state"] === "scheduled" && fields["state"] === "in_progress") begin(row["components"]);
            return { ...(row === undefined && { state: "scheduled" }), ...fields };
          },
        }),
      },
    }),
  };
}
