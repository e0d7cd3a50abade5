import { describe, expect, test } from "vitest";
import { ahead, checksOf, unreachable } from "../../../test/support/checkup.ts";
import { CALENDAR, setUp } from "./support.ts";

describe("checkup of a calendar", () => {
  test("reads entries, rights and busy times; writes nothing", async () => {
    const { calendar, google } = setUp();
    expect(await checksOf(calendar.checkup)).toEqual([
      `credential: fine, entries of calendar ${CALENDAR} can be read`,
      `rights: fine, the account is owner of calendar ${CALENDAR}`,
      "free-busy: fine, busy times of the calendar can be read",
      "clock against www.googleapis.com: fine, the two agree",
    ]);
    expect(google.state().events).toEqual([]);
  });

  test("says that the token is refused, and nothing of the token", async () => {
    const { calendar } = setUp({ token: "another" });
    const all = await checksOf(calendar.checkup);
    expect(all[0]).toMatch(/^credential: wrong, .*answered 401/);
    expect(all.join()).not.toContain("secret-token");
    expect(all).toHaveLength(2);
  });

  test("says that the calendar is not known", async () => {
    const { calendar } = setUp({}, { calendarId: "other@example.com" });
    expect((await checksOf(calendar.checkup))[0]).toMatch(/^credential: wrong, .*answered 404/);
  });

  test.each([
    ["reader", "wrong"],
    ["writer", "fine"],
  ])("says what %s may do", async (role, result) => {
    const { google, clock } = setUp();
    const asRole: typeof globalThis.fetch = async (input, init) => {
      const answer = await google.fetch(input, init);
      const text = (await answer.text()).replace('"accessRole":"owner"', `"accessRole":"${role}"`);
      return new Response(text, answer);
    };
    const { calendar } = setUp({}, { fetch: asRole, clock });
    expect(await checksOf(calendar.checkup)).toContain(
      `rights: ${result}, the account is ${role} of calendar ${CALENDAR}`,
    );
  });

  test("says that the scope for busy times is missing", async () => {
    const { calendar } = setUp({}, {});
    const { google } = setUp();
    const narrow: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.url.includes("freeBusy")) google.refuseNext(403, "insufficientPermissions");
      return google.fetch(request);
    };
    expect((await checksOf(calendar.checkup))[2]).toMatch(/^free-busy: fine/);
    expect((await checksOf(setUp({}, { fetch: narrow }).calendar.checkup))[2]).toMatch(
      /^free-busy: wrong, .*insufficientPermissions/,
    );
  });

  test("F38 says that this machine's clock is wrong, and that nobody answers", async () => {
    const { google, clock } = setUp();
    const { calendar } = setUp({}, { fetch: ahead(google.fetch, clock.epochMs, 420_000), clock });
    expect((await checksOf(calendar.checkup)).at(-1)).toBe(
      "clock against www.googleapis.com: wrong, this machine's clock is 7 min behind the service's",
    );
    expect(await checksOf(setUp({}, { fetch: unreachable }).calendar.checkup)).toEqual([
      expect.stringMatching(/^credential: wrong/),
    ]);
  });
});
