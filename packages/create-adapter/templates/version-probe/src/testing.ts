import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainVersionsOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainVersions extends FakeService {
  readonly targets: Pick<FakeRows, "all" | "make" | "change">;
  /** Nobody hears of the target until it is called again. */
  cutOff(id: string): void;
}

/** A stateful fake. Its token is `fake-token`. */
export function fakePlainVersions({ now }: FakePlainVersionsOptions): FakePlainVersions {
  const targets = fakeRows({ now });
  const silent = new Set<string>();
  const { "GET targets/{id}": one, ...routes } = targets.routes("targets");
  return {
    targets,
    cutOff: (id) => void silent.add(id),
    ...fakeService({
      now,
      authorization: "Bearer fake-token",
      routes: {
        ...routes,
        "GET targets/{id}": (request) =>
          silent.has(request.params["id"] ?? "") ? [503, { message: "it does not answer" }] : (one?.(request) ?? [404]),
      },
    }),
  };
}
