import { describe, expect, test } from "vitest";
import { EVER, mark, minute, override, SCHEDULE, world } from "./support/world.ts";

describe("who is on call", () => {
  test("is whom the rotations say, and whom an override says while it lasts", async () => {
    const { onCall } = world();
    expect(await onCall.onCall(SCHEDULE, minute(0))).toEqual(["account:a"]);
    expect(await onCall.nextOnCall(SCHEDULE, minute(0))).toEqual(["account:b"]);
    await onCall.overrides.create(override({ person: "account:c" }), mark());
    expect(await onCall.onCall(SCHEDULE, minute(60))).toEqual(["account:c"]);
    expect(await onCall.onCall(SCHEDULE, minute(180))).toEqual(["account:a"]);
  });

  test("may be nobody, on a schedule that can be read", async () => {
    const { onCall, fake } = world();
    expect(await onCall.onCall("schedule-2", minute(0))).toEqual([]);
    expect(fake.state().calls.map(({ path }) => path)).toEqual([
      "schedules/schedule-2/on-calls",
      "schedules/schedule-2",
    ]);
  });

  test("is not nobody when the answer does not say who", async () => {
    const { onCall } = world({ through: () => async () => Response.json({}) });
    await expect(onCall.onCall(SCHEDULE, minute(0))).rejects.toMatchObject({ code: "invalid_response" });
    await expect(onCall.nextOnCall(SCHEDULE, minute(0))).rejects.toMatchObject({ code: "invalid_response" });
  });

  test("is not_found for an unknown schedule", async () => {
    const { onCall } = world();
    await expect(onCall.onCall("nope", minute(0))).rejects.toMatchObject({ code: "not_found", status: 404 });
    await expect(onCall.nextOnCall("nope", minute(0))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("schedules", () => {
  test("F31 come from all pages", async () => {
    const schedules = Array.from({ length: 120 }, (_, index) => ({ id: `s${index}`, name: `Schedule ${index}` }));
    const { onCall, fake } = world({ schedules });
    expect((await onCall.schedules()).map(({ id }) => id)).toEqual(schedules.map(({ id }) => id));
    expect(fake.state().calls).toHaveLength(3);
  });

  test("have a name and a zone", async () => {
    const { onCall } = world();
    expect(await onCall.schedules()).toEqual([
      { id: SCHEDULE, name: "Release conductors", zone: "Europe/Berlin" },
      { id: "schedule-2", name: "Night watch", zone: "Etc/UTC" },
    ]);
  });

  test("F32 a link that leads back to a page, or to none, is a fault of the service", async () => {
    for (const next of ["/v1/schedules?offset=0&size=50", "/v1/schedules?cursor=x"]) {
      const { onCall } = world({ through: () => async () => Response.json({ values: [], links: { next } }) });
      await expect(onCall.schedules()).rejects.toMatchObject({ code: "protocol" });
    }
  });

  test("the address in a link is never called", async () => {
    const called: string[] = [];
    const { onCall } = world({
      through: () => async (input, init) => {
        const url = new URL(new Request(input, init).url);
        called.push(`${url.host} ${url.searchParams.get("offset")}`);
        const links = called.length === 1 ? { next: "https://elsewhere.example/v1/schedules?size=50&offset=50" } : {};
        return Response.json({ values: [{ id: `s${called.length}` }], links });
      },
    });
    expect((await onCall.schedules()).map(({ id }) => id)).toEqual(["s1", "s2"]);
    expect(called).toEqual(["api.atlassian.com 0", "api.atlassian.com 50"]);
  });
});

describe("without access to the schedule's team the service answers with empty lists", () => {
  const closed = () => world({ teamAccess: false });
  const forbidden = { code: "forbidden", hint: expect.stringContaining("team") };

  test("which is never taken for nobody", async () => {
    const { onCall } = closed();
    await expect(onCall.onCall(SCHEDULE, minute(0))).rejects.toMatchObject(forbidden);
    await expect(onCall.nextOnCall(SCHEDULE, minute(0))).rejects.toMatchObject(forbidden);
  });

  test("nor for no schedule, when one is watched", async () => {
    await expect(closed().onCall.schedules()).rejects.toMatchObject(forbidden);
    expect(await closed().another({ schedules: [] }).onCall.schedules()).toEqual([]);
  });

  test("F16 nor for no override: listing, reading and removing refuse", async () => {
    const { overrides } = closed().onCall;
    const held = { id: `${SCHEDULE}/server-alias-000001`, item: override() };
    await expect(overrides.list(EVER)).rejects.toMatchObject(forbidden);
    await expect(overrides.read(held.id)).rejects.toMatchObject(forbidden);
    await expect(overrides.remove(held)).rejects.toMatchObject({ ...forbidden, written: "no" });
    await expect(overrides.create(override(), mark())).rejects.toMatchObject({ code: "forbidden", written: "no" });
  });

  test("a schedule that answers 403 is the same", async () => {
    const { onCall } = world({
      through: () => async (input, init) =>
        new Request(input, init).url.includes("on-calls")
          ? Response.json({ onCallUsers: [] })
          : Response.json({ errors: [{ title: "no" }] }, { status: 403 }),
    });
    await expect(onCall.onCall(SCHEDULE, minute(0))).rejects.toMatchObject(forbidden);
  });
});
