import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainPagerOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainPager extends FakeService {
  readonly alerts: Pick<FakeRows, "all" | "change">;
}

/** A stateful fake: one alert a key while it is not closed. Its token is `fake-token`. */
export function fakePlainPager({ now }: FakePlainPagerOptions): FakePlainPager {
  const alerts = fakeRows({ now });
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const routes = alerts.routes("alerts", {
    shows: (row, query) => (query.get("key") ?? row["key"]) === row["key"],
    keeps: ({ note, responder, ...fields }, row) => ({
      ...fields,
      notes: [...list(row?.["notes"]), ...(note === undefined || note === "" ? [] : [note])],
      responders: [...list(row?.["responders"]), ...(responder === undefined ? [] : [responder])],
    }),
  });
  return {
    alerts,
    ...fakeService({
      now,
      authorization: "Bearer fake-token",
      routes: {
        ...routes,
        "POST alerts": ({ body: { to, ...body } }) => {
          if (String(body["message"]).length > 260) return [422, { message: "the message is too long" }];
          const open = alerts.all().find(({ key, status }) => key === body["key"] && status !== "closed");
          if (open !== undefined) return [200, alerts.change(open.id, { count: Number(open["count"]) + 1 })];
          return [201, alerts.make({ ...body, status: "open", count: 1, notes: [], responders: list(to) })];
        },
      },
    }),
  };
}
