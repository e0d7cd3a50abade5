import { describe, expect, test } from "vitest";
import { ahead, checksOf, lineWith, unreachable } from "../../../test/support/checkup.ts";
import { world } from "./support/world.ts";

const line = lineWith({
  line: { opsgenie: { scheduleId: "conductors" } },
  person: { opsgenie: { userId: "user-a" } },
});

describe("checkup of schedules", () => {
  test("reads schedules and people that config and line name; writes nothing", async () => {
    const { onCall, fake } = world();
    expect(await checksOf(onCall.checkup, line)).toEqual([
      "credential: fine, apiKey may read; the account shows it 1 schedules",
      "schedule of the config: fine, conductors is Conductors",
      "line retail: fine, conductors is Conductors",
      "person conductor-a: fine, the account knows user user-a",
      "rights: open, only writing tells whether apiKey may create, update and delete overrides",
    ]);
    expect(new Set(fake.state().calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("says which schedule and which user is not known", async () => {
    const unknown = lineWith({
      line: { opsgenie: { scheduleId: "gone" } },
      person: { opsgenie: { userId: "user-x" } },
    });
    const all = await checksOf(world().onCall.checkup, unknown);
    expect(all).toContain("line retail: wrong, the account shows no schedule gone");
    expect(all).toContain("person conductor-a: wrong, the account has no user user-x");
    const malformed = lineWith({ person: { opsgenie: { user: "a" } } });
    expect((await checksOf(world().onCall.checkup, malformed)).join("\n")).toMatch(
      /person conductor-a: wrong, refs.opsgenie/,
    );
  });

  test("says that a key is not let in, that the other key was given, and that nobody answers", async () => {
    const { another, fake } = world();
    const bad = await checksOf(another({ apiKey: "wrong-key" }).onCall.checkup, line);
    expect(bad).toEqual([expect.stringMatching(/^credential: wrong, .*answered 401/)]);
    expect(bad.join()).not.toContain("wrong-key");
    expect(await checksOf(another({ apiKey: fake.integrationKey }).onCall.checkup)).toEqual([
      expect.stringMatching(/^credential: wrong, .*answered 403/),
    ]);
    expect(await checksOf(another({ fetch: unreachable }).onCall.checkup)).toEqual([
      expect.stringMatching(/^credential: wrong, .*connection/),
    ]);
  });

  test("F38 judges the clock", async () => {
    const { another, fake, clock } = world();
    const { onCall } = another({ fetch: ahead(fake.fetch, clock.epochMs, 60_000) });
    expect((await checksOf(onCall.checkup)).at(-1)).toBe(
      "clock against api.opsgenie.com: doubtful, this machine's clock is 60 s behind the service's",
    );
  });
});

describe("checkup of alerts", () => {
  test("reads, and raises nothing", async () => {
    const { pager, fake } = world();
    expect(await checksOf(pager.checkup)).toEqual([
      "credential: fine, integrationKey may read alerts",
      "rights: open, only an alert tells whether integrationKey may raise one",
    ]);
    expect(fake.state().alerts).toEqual([]);
  });

  test("says that the key is not let in", async () => {
    const { pager } = world().another({ integrationKey: "wrong-key" });
    expect(await checksOf(pager.checkup)).toEqual([expect.stringMatching(/^credential: wrong, .*answered 401/)]);
  });
});

test("needs of each key are told with its port", () => {
  const { onCall, pager } = world();
  expect(onCall.checkup.permissions.map(({ permission }) => permission)).toEqual([
    "read",
    "create and update",
    "delete",
  ]);
  expect(pager.checkup.permissions.map(({ permission }) => permission)).toEqual(["read", "create and update"]);
});
