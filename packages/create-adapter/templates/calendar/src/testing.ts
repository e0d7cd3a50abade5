import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainCalendarOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainCalendar extends FakeService {
  readonly events: Pick<FakeRows, "all" | "find" | "make" | "change">;
}

/** A stateful fake with the calendars `primary` and `holidays`. What is deleted is still listed. Its token is `fake-token`. */
export function fakePlainCalendar({ now, lagMs = 0 }: FakePlainCalendarOptions): FakePlainCalendar {
  const events = fakeRows({ now, lagMs });
  const overlaps = ({ start, end }: Readonly<Record<string, unknown>>, query: URLSearchParams): boolean =>
    String(start) < (query.get("to") ?? "9") && String(end) > (query.get("from") ?? "");
  return {
    events,
    ...fakeService({
      now,
      authorization: "Bearer fake-token",
      routes: {
        ...events.routes("events", {
          shows: (row, query) => row["calendar"] === query.get("calendar") && overlaps(row, query),
          refuses: ({ id }, row) => {
            if (row?.["deleted"] === true) return [409, { message: "it is deleted" }];
            return row === undefined && events.find(String(id)) !== undefined ? [409, { message: "taken" }] : undefined;
          },
        }),
        "DELETE events/{id}": ({ params: { id = "" }, headers }) => {
          const row = events.find(id);
          if (row === undefined || row["deleted"] === true) return [410];
          if ((headers.get("if-match") ?? row.version) !== row.version) return [412];
          events.change(id, { deleted: true });
          return [204];
        },
        "GET calendars/{id}/busy": ({ params: { id }, query }) => {
          if (id !== "primary" && id !== "holidays") return [404];
          const items = events
            .all()
            .filter((row) => row["calendar"] === id && row["busy"] === true && row["deleted"] !== true);
          return [200, { items: items.filter((row) => overlaps(row, query)) }];
        },
      },
    }),
  };
}
