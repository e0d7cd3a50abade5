import { describe, expect, test } from "vitest";
import { EVER, mark, minute, override, SCHEDULE, world, writes } from "./support/world.ts";

describe("overrides", () => {
  test("are sent exactly, under an alias of the server's, without a mark", async () => {
    const { onCall, fake } = world();
    const item = override({ start: minute(61), rotations: ["rotation-2", "rotation-1", "rotation-2"] });
    const held = await onCall.overrides.create(item, mark());
    expect(held).toEqual({
      id: `${SCHEDULE}/server-alias-000001`,
      item: { ...item, rotations: ["rotation-1", "rotation-2"] },
    });
    const body = {
      responder: { type: "user", id: "account:b" },
      startDate: "2026-11-22T13:01:00Z",
      endDate: "2026-11-22T15:00:00Z",
      rotationIds: ["rotation-1", "rotation-2"],
    };
    expect(writes(fake)).toEqual([[`POST schedules/${SCHEDULE}/overrides`, body]]);
    expect(JSON.stringify(fake.state().overrides)).not.toContain("2026-48");
  });

  test("creating twice makes two: the planner has to match before it makes", async () => {
    const { onCall } = world();
    await onCall.overrides.create(override(), mark());
    await onCall.overrides.create(override(), mark());
    expect((await onCall.overrides.list(EVER)).held).toHaveLength(2);
  });

  test("move in one request, whole", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override({ rotations: ["rotation-1"] }), mark());
    await onCall.overrides.update(held, override({ end: minute(200) }), 4);
    expect(writes(fake)[1]).toEqual([
      `PUT schedules/${SCHEDULE}/overrides/server-alias-000001`,
      { responder: { type: "user", id: "account:b" }, startDate: minute(60), endDate: minute(200) },
    ]);
    expect(fake.state().overrides[0]).not.toHaveProperty("rotationIds");
  });

  test("F26 what a person changed is neither overwritten nor removed", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override(), mark());
    fake.person.editOverride(SCHEDULE, "server-alias-000001", { endDate: minute(300) });
    const conflict = { code: "conflict", written: "no", message: expect.stringContaining("end") };
    await expect(onCall.overrides.update(held, override({ person: "account:c" }), 4)).rejects.toMatchObject(conflict);
    await expect(onCall.overrides.remove(held)).rejects.toMatchObject(conflict);
    expect(fake.state().overrides).toHaveLength(1);
  });

  test("cannot move to another schedule", async () => {
    const { onCall, another } = world({ adapter: { schedules: [SCHEDULE, "schedule-2"] } });
    const held = await onCall.overrides.create(override(), mark());
    const moved = onCall.overrides.update(held, override({ schedule: "schedule-2" }), 4);
    await expect(moved).rejects.toMatchObject({ code: "unsupported", written: "no" });
    const narrow = another({ schedules: ["schedule-2"] }).onCall.overrides;
    await expect(narrow.remove(held)).rejects.toMatchObject({ code: "forbidden", written: "no" });
  });

  test.each([
    ["of a schedule that is not watched", { schedule: "schedule-2" }, "forbidden"],
    ["of nobody", { person: "" }, "invalid_input"],
    ["of somebody unknown", { person: "account:x" }, "invalid_input"],
    ["that ends before it starts", { end: minute(0) }, "invalid_input"],
    ["of an unknown rotation", { rotations: ["nope"] }, "invalid_input"],
  ])("one %s is refused", async (_, change, code) => {
    const { onCall, fake } = world();
    await expect(onCall.overrides.create(override(change), mark())).rejects.toMatchObject({ code, written: "no" });
    expect(fake.state().overrides).toEqual([]);
  });

  test("a read-only account is told so", async () => {
    const { onCall } = world({ readOnly: true });
    const refused = { code: "forbidden", status: 403, written: "no" };
    await expect(onCall.overrides.create(override(), mark())).rejects.toMatchObject(refused);
  });

  test("one that puts nobody on call is listed as foreign, of no person", async () => {
    const { onCall, fake } = world();
    fake.person.addOverride(SCHEDULE, { responder: { type: "noone" }, startDate: minute(0), endDate: minute(9) });
    const [held] = (await onCall.overrides.list(EVER)).held;
    expect(held?.item).toEqual(override({ person: "", start: minute(0), end: minute(9) }));
  });

  test("F10 a row that cannot be read makes the listing incomplete, and hides no other", async () => {
    const { onCall } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        const body: unknown = await answer.json();
        return request.method === "GET"
          ? Response.json({ ...Object(body), values: [{ alias: "odd" }, ...Object(body).values] })
          : Response.json(body, answer);
      },
    });
    await onCall.overrides.create(override(), mark());
    expect(await onCall.overrides.list(EVER)).toMatchObject({ held: [{ item: override() }], complete: false });
  });

  test("F31 a row deleted between two pages hides no other", async () => {
    const state = { gets: 0 };
    const { onCall, fake } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        if (request.method === "GET" && ++state.gets === 1) fake.person.removeOverride(SCHEDULE, "server-alias-000001");
        return answer;
      },
    });
    for (let n = 0; n < 60; n += 1) await onCall.overrides.create(override({ start: minute(n) }), mark());
    const { held, complete } = await onCall.overrides.list(EVER);
    expect([complete, held.length]).toEqual([true, 59]);
  });

  test("F31 a list that never stands still is said to be incomplete", async () => {
    const state = { removed: 0 };
    const { onCall, fake } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        if (request.method === "GET") {
          state.removed += 1;
          fake.person.removeOverride(SCHEDULE, `server-alias-${String(state.removed).padStart(6, "0")}`);
        }
        return answer;
      },
    });
    for (let n = 0; n < 90; n += 1) await onCall.overrides.create(override({ start: minute(n) }), mark());
    expect((await onCall.overrides.list(EVER)).complete).toBe(false);
  });

  test("F37 an answer about another override is not believed", async () => {
    const { onCall } = world({
      through: () => async () =>
        Response.json({
          alias: "other",
          responder: { type: "user", id: "account:a" },
          startDate: minute(0),
          endDate: minute(1),
        }),
    });
    await expect(onCall.overrides.read(`${SCHEDULE}/mine`)).rejects.toMatchObject({ code: "protocol" });
    await expect(onCall.overrides.read("mine")).rejects.toMatchObject({ code: "invalid_input" });
  });
});
