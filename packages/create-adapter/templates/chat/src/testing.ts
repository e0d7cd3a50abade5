import { fakeRows, type FakeRows, fakeService, type FakeService } from "@footplate/http/testing";

/** Options of the fake. */
export interface FakePlainChatOptions {
  /** The fake's clock, in epoch milliseconds. */
  readonly now: () => number;
  /** How long after a change lists still show what was there before, in milliseconds. @default 0 */
  readonly lagMs?: number;
}

/** The service in memory, behind a `fetch`. A person at its own pages works on its rows. */
export interface FakePlainChat extends FakeService {
  readonly messages: Pick<FakeRows, "all" | "make" | "change">;
}

/** A stateful fake with the channels `releases` and `support`. Its token is `fake-token`. */
export function fakePlainChat({ now, lagMs = 0 }: FakePlainChatOptions): FakePlainChat {
  const messages = fakeRows({ now, lagMs });
  const known = (channel: unknown): boolean => channel === "releases" || channel === "support";
  const { "GET messages": list, ...routes } = messages.routes("messages", {
    shows: (row, query) =>
      query.get("channel") === row["channel"] &&
      Date.parse(row.createdAt) >= Date.parse(query.get("since") ?? "1970-01-01"),
    refuses: (fields, row) => (known((row ?? fields)["channel"]) ? undefined : [404, { message: "no such channel" }]),
  });
  return {
    messages,
    ...fakeService({
      now,
      authorization: "Bearer fake-token",
      routes: {
        ...routes,
        "GET messages": (request) => (known(request.query.get("channel")) ? (list?.(request) ?? [404]) : [404]),
      },
    }),
  };
}
