import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  createGoogleCalendar,
  type GoogleCalendarOptions,
  requiredPermissions,
  type ServiceAccount,
} from "../src/index.ts";
import { range } from "./mirror-stage.ts";
import { entry, mark, onlyEvent, setUp } from "./support.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const clientEmail = "bot@project.iam.gserviceaccount.com";

/** A fake that knows the account, and an adapter that acts as it. */
function asServiceAccount(account: Partial<ServiceAccount> = {}) {
  return setUp({ serviceAccount: { clientEmail, publicKey: publicKey.export({ format: "jwk" }) } }, {
    token: undefined,
    serviceAccount: { clientEmail, privateKey: pem, ...account },
  } as unknown as GoogleCalendarOptions);
}

function tokensFetched(google: ReturnType<typeof setUp>["google"]): number {
  return google.state().calls.filter(({ path }) => path === "/token").length;
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("service account", () => {
  test("F20 many calls at once fetch one token, and later calls none", async () => {
    const { calendar, google } = asServiceAccount();
    await Promise.all([1, 2, 3, 4, 5].map(() => calendar.list(range)));
    await calendar.freeBusy(range);
    expect(tokensFetched(google)).toBe(1);
  });

  test("F20 a token that stops working in mid-run is replaced once, and every call goes through, writes too", async () => {
    const { calendar, google } = asServiceAccount();
    await calendar.list(range);
    google.revokeTokens();
    await Promise.all([
      calendar.create(entry, mark),
      calendar.list(range),
      calendar.list(range),
      calendar.freeBusy(range),
    ]);
    onlyEvent(google);
    expect(tokensFetched(google)).toBe(2);
  });

  test("F21 a token is replaced before it runs out, so that no call is refused", async () => {
    const { calendar, google, clock } = asServiceAccount();
    for (let minute = 0; minute < 180; minute += 5) {
      await calendar.list(range);
      clock.advance(5 * 60_000);
    }
    expect(google.state().calls.filter(({ status }) => status === 401)).toEqual([]);
    expect(tokensFetched(google)).toBe(4);
  });

  test("F20 a token that is refused again ends in auth", async () => {
    const { google, fetch } = asServiceAccount();
    const forgetful: typeof fetch = async (input, init) => {
      if (!new Request(input, init).url.endsWith("/token")) google.revokeTokens();
      return await fetch(input, init);
    };
    const { calendar } = setUp({}, {
      token: undefined,
      fetch: forgetful,
      serviceAccount: { clientEmail, privateKey: pem },
    } as unknown as GoogleCalendarOptions);
    expect(await thrownBy(calendar.create(entry, mark))).toMatchObject({ code: "auth", status: 401, written: "no" });
  });

  test("a key with written-out line breaks and from a function works; a subject is acted as", async () => {
    const { calendar } = asServiceAccount({
      privateKey: async () => await Promise.resolve(pem.replaceAll("\n", String.raw`\n`)),
      subject: "conductor-a@example.com",
    });
    expect((await calendar.list(range)).complete).toBe(true);
  });

  test("an outage of the token service is ridden out, since fetching a token changes nothing", async () => {
    const { calendar, google } = asServiceAccount();
    google.refuseNext(503, "backendError");
    expect((await calendar.list(range)).complete).toBe(true);
  });

  test("narrow scopes are asked for, and too narrow ones are forbidden", async () => {
    expect(requiredPermissions.map(({ permission }) => permission.split("/").at(-1))).toEqual([
      "calendar.events.owned",
      "calendar.freebusy",
    ]);
    const { calendar } = asServiceAccount({ scopes: ["https://www.googleapis.com/auth/calendar.freebusy"] });
    await calendar.freeBusy(range);
    expect(await thrownBy(calendar.create(entry, mark))).toMatchObject({ code: "forbidden", written: "no" });
  });

  test.each([
    ["an unknown account", { clientEmail: "other@example.com" }],
    [
      "a key of another account",
      {
        privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 })
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
      },
    ],
    ["a key that is none", { privateKey: "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----" }],
    ["an empty key", { privateKey: "" }],
  ])("%s ends in auth with a way out, and shows no key", async (_, account) => {
    const { calendar, google } = asServiceAccount(account);
    const error = await thrownBy(calendar.create(entry, mark));
    expect(error).toMatchObject({ code: "auth", written: "no", hint: expect.any(String) });
    expect(inspect(error, { depth: Infinity })).not.toMatch(/CANARY|PRIVATE KEY-----\\n|assertion/);
    expect(google.state().events).toEqual([]);
  });

  test("a token address of one's own is used, and is the audience", async () => {
    const { calendar, google } = asServiceAccount({ tokenUrl: "https://tokens.example.com/token" });
    await calendar.list(range);
    expect(tokensFetched(google)).toBe(1);
  });
});

describe("token", () => {
  test("a function is asked at each call, and once more after a 401", async () => {
    const tokens = ["old", "new", "new"];
    const { calendar } = setUp({ token: "new" }, { token: () => tokens.shift() ?? "none" });
    expect((await calendar.list(range)).complete).toBe(true);
    expect(tokens).toHaveLength(1);
  });

  test("F62 a refused token ends in auth and is nowhere to be seen", async () => {
    const { calendar } = setUp({ token: "right" }, { token: "CANARY" });
    const error = await thrownBy(calendar.create(entry, mark));
    expect(error).toMatchObject({ code: "auth", written: "no" });
    expect(inspect(error, { depth: Infinity }) + JSON.stringify(error)).not.toContain("CANARY");
  });
});

describe("F19 a 403 is judged by its reason", () => {
  test.each(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"])(
    "%s passes with time, for writes too",
    async (reason) => {
      const { calendar, google } = setUp();
      google.refuseNext(403, reason);
      await calendar.create(entry, mark);
      expect(google.state().calls.map(({ status }) => status)).toEqual([403, 200]);
      google.refuseNext(403, reason, 10);
      expect(await thrownBy(calendar.list(range))).toMatchObject({ code: "rate_limited", retryable: true });
    },
  );

  test.each(["forbiddenForNonOrganizer", "forbiddenForServiceAccounts", "insufficientPermissions"])(
    "%s is final",
    async (reason) => {
      const { calendar, google } = setUp();
      google.refuseNext(403, reason);
      const error = await thrownBy(calendar.create(entry, mark));
      expect(error).toMatchObject({
        code: "forbidden",
        written: "no",
        retryable: false,
        message: expect.stringContaining(reason),
      });
      expect(google.state().calls).toHaveLength(1);
    },
  );
});

describe("options", () => {
  test("all that is wrong is said at once", () => {
    const options = {
      calendarId: "",
      sendMs: 0,
      settleMs: -1,
      sendUpdates: "some",
    } as unknown as GoogleCalendarOptions;
    const error = (() => {
      try {
        return createGoogleCalendar(options);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({
      code: "invalid_input",
      problems: ["calendarId", "token", "sendMs", "settleMs", "sendUpdates"].map((path) => ({ path })),
    });
  });

  test("both ways to prove who it is are refused, by the types too", () => {
    // @ts-expect-error: token and serviceAccount forbid each other
    const options: GoogleCalendarOptions = {
      calendarId: "a",
      token: "t",
      serviceAccount: { clientEmail, privateKey: pem },
    };
    expect(() => createGoogleCalendar(options)).toThrow(/exactly one/);
  });

  test("http is refused but for loopback, where allowed", () => {
    expect(() =>
      createGoogleCalendar({ calendarId: "a", token: "t", baseUrl: "http://127.0.0.1:1/calendar/v3/" }),
    ).toThrow(/https/);
  });
});

test("an aborted call rejects with the caller's own reason, and sends nothing", async () => {
  const { calendar, google } = setUp();
  const reason = new Error("mine");
  const signal = AbortSignal.abort(reason);
  expect(await thrownBy(calendar.list(range, { signal }))).toBe(reason);
  expect(await thrownBy(calendar.create(entry, mark, { signal }))).toBe(reason);
  expect(google.state().calls).toEqual([]);
});
