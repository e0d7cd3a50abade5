import * as fc from "fast-check";
import { instant } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { aliasOf, markOfAlias } from "../src/alias.ts";
import { EVER, failing, mark, minute, override, sent, world } from "./support/world.ts";

describe("the alias", () => {
  const keys = fc
    .array(fc.constantFrom(...Array.from("az09_./-")), { minLength: 1, maxLength: 200 })
    .map((letters) => letters.join(""));

  test("F30 is the same for the same key and generation, another for any other, and can be read backwards", () => {
    fc.assert(
      fc.property(
        keys,
        keys,
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.integer({ min: 1, max: 9 }),
        (a, b, g, h) => {
          const one = { key: a, generation: g };
          const other = { key: b, generation: h };
          expect(markOfAlias(aliasOf(one))).toEqual({ ...one, nonce: "", facts: 0 });
          expect(aliasOf(one) === aliasOf(other)).toBe(a === b && g === h);
          expect(aliasOf(one)).toMatch(/^[a-z0-9_.:~-]{1,220}$/);
        },
      ),
    );
  });

  test.each(["by-hand", "footplate~a~0", "footplate~A~1", "footplate~a/b~1", "footplate~~1", "footplate~a~1x", ""])(
    "%j is not ours",
    (alias) => expect(markOfAlias(alias)).toBeUndefined(),
  );

  test.each([{ key: "" }, { key: "A" }, { key: "a".repeat(201) }, { generation: 0 }, { generation: 1.5 }])(
    "%j makes none, and nothing is sent",
    async (part) => {
      const { onCall, fake } = world();
      const error = await failing(onCall.overrides.create(override(), mark(part)));
      expect(error).toMatchObject({ code: "invalid_input", written: "no" });
      expect(sent(fake)).toEqual([]);
    },
  );
});

describe("writing", () => {
  test("F30 an override is sent to the millisecond, under its alias, and read back", async () => {
    const { onCall, fake } = world();
    const item = override({
      start: instant("2026-11-23T13:07:00.001Z"),
      end: instant("2026-11-23T14:11:00Z"),
      rotations: ["weekly"],
    });
    const held = await onCall.overrides.create(item, mark());
    expect(held).toEqual({
      id: "conductors/footplate~retail:2026-48:on-call~1",
      item,
      mark: mark({ nonce: "", facts: 0 }),
    });
    expect(fake.state().calls[1]?.body).toEqual({
      alias: "footplate~retail:2026-48:on-call~1",
      user: { type: "user", id: "user-c" },
      startDate: "2026-11-23T13:07:00.001Z",
      endDate: "2026-11-23T14:11:00Z",
      rotations: [{ id: "weekly" }],
    });
    expect(fake.state().calls.map(({ method }) => method)).toEqual(["GET", "POST", "GET"]);
  });

  test("what the service made of it is shown, not what was asked", async () => {
    const { onCall } = world({
      through: (fetch) => async (input, init) => {
        const text = await (await fetch(input, init)).clone().text();
        const status = text.includes("not found") ? 404 : 200;
        return new Response(text.replaceAll("13:07:00Z", "13:00:00+00:00"), {
          status,
          headers: { "content-type": "application/json" },
        });
      },
    });
    const held = await onCall.overrides.create(override({ start: instant("2026-11-23T13:07:00Z") }), mark());
    expect(held.item.start).toBe("2026-11-23T13:00:00Z");
  });

  test("F24 a repeat sends nothing and gives back what stands", async () => {
    const { onCall, another, fake } = world();
    const first = await onCall.overrides.create(override(), mark());
    const again = await another().onCall.overrides.create(override({ person: "user-a" }), mark({ nonce: "n2" }));
    expect(again).toEqual(first);
    expect(fake.state().calls.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });

  test("F24 two processes that make it at once make one, and both get it", async () => {
    const { onCall, another, fake } = world();
    const both = await Promise.all([
      onCall.overrides.create(override(), mark()),
      another().onCall.overrides.create(override({ person: "user-b" }), mark({ nonce: "n2" })),
    ]);
    expect(both[1]).toEqual(both[0]);
    expect(
      fake
        .state()
        .calls.filter(({ method }) => method === "POST")
        .map(({ status }) => status),
    ).toEqual([201, 409]);
    expect(fake.state().overrides).toHaveLength(1);
  });

  test("an override that the service made and does not show may be there", async () => {
    const { onCall, fake } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        if (request.method !== "GET") return fetch(request);
        return Response.json({ message: "not found" }, { status: 404 });
      },
    });
    const error = await failing(onCall.overrides.create(override(), mark()));
    expect(error).toMatchObject({ code: "protocol", written: "maybe" });
    expect(fake.state().overrides).toHaveLength(1);
  });

  test("F2 a lost answer leaves the outcome open; trying again finds what was made", async () => {
    const broken = { now: true };
    const { onCall, fake } = world({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request.clone());
        if (broken.now && request.method === "POST") throw new TypeError("socket closed");
        return answer;
      },
    });
    const error = await failing(onCall.overrides.create(override(), mark()));
    expect(error).toMatchObject({ code: "outcome_unknown", written: "maybe" });
    broken.now = false;
    expect((await onCall.overrides.create(override(), mark())).item).toEqual(override());
    expect(fake.state().overrides).toHaveLength(1);
  });

  test("F81 what a person changed meanwhile is neither changed nor removed", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override(), mark());
    const alias = held.id.slice("conductors/".length);
    const user = { type: "team", id: "team-1" };
    const span = { startDate: minute(60), endDate: minute(120) };
    fake.person.setOverride({ alias, schedule: "conductors", user, ...span, rotations: [] });
    const refused = { code: "conflict", written: "no" };
    expect(await failing(onCall.overrides.update(held, override({ end: minute(180) }), 4))).toMatchObject(refused);
    expect(await failing(onCall.overrides.remove(held))).toMatchObject(refused);
    expect((await onCall.overrides.read(held.id))?.item.person).toBe("team:team-1");
  });

  test("F82 what a person deleted is not made again by an update", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override(), mark());
    fake.person.removeOverride("conductors", held.id.slice("conductors/".length));
    const error = await failing(onCall.overrides.update(held, override({ end: minute(180) }), 4));
    expect(error).toMatchObject({ code: "not_found", written: "no" });
    expect(fake.state().overrides).toEqual([]);
  });

  test("F16 a schedule that does not answer proves nothing about its overrides, and is asked only then", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override(), mark());
    await onCall.overrides.read(held.id);
    expect(sent(fake)).not.toContain("GET v2/schedules/conductors 200");
    fake.person.withdraw("conductors");
    const lost = { code: "not_found", message: expect.stringContaining("schedule conductors cannot be read") };
    expect(await failing(onCall.overrides.read(held.id))).toMatchObject({
      ...lost,
      hint: expect.stringContaining("schedules"),
    });
    expect(await failing(onCall.overrides.remove(held))).toMatchObject({ ...lost, written: "no" });
    expect(await failing(onCall.overrides.update(held, override({ person: "user-b" }), 3))).toMatchObject(lost);
  });

  test("rotations that are taken out are said to be none", async () => {
    const { onCall, fake } = world();
    const held = await onCall.overrides.create(override({ rotations: ["weekly"] }), mark());
    expect((await onCall.overrides.update(held, override(), 4)).item.rotations).toEqual([]);
    const put = fake.state().calls.find(({ method }) => method === "PUT");
    expect(put?.body).toMatchObject({ rotations: [] });
  });

  test("what is foreign, elsewhere or of a schedule that is not ours is refused with nothing sent", async () => {
    const { onCall, fake } = world();
    const { overrides } = onCall;
    const foreign = { id: "conductors/by-hand", item: override() };
    const held = { id: `conductors/${aliasOf(mark())}`, item: override(), mark: mark() };
    const refused = await Promise.all([
      failing(overrides.update(foreign, override({ person: "user-a" }), 1)),
      failing(overrides.remove(foreign)),
      failing(overrides.remove({ ...foreign, mark: mark() })),
      failing(overrides.create(override({ schedule: "others" }), mark())),
      failing(overrides.update(held, override({ schedule: "others" }), 1)),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(["conflict", "conflict", "conflict", "forbidden", "unsupported"]);
    expect(refused.map(({ written }) => written)).toEqual(Array.from({ length: 5 }, () => "no"));
    expect(sent(fake)).toEqual([]);
  });

  test("a person whom the service does not know is refused in its own words", async () => {
    const { onCall } = world();
    const error = await failing(onCall.overrides.create(override({ person: "nobody" }), mark()));
    expect(error).toMatchObject({ code: "invalid_input", written: "no", status: 422 });
    expect(error.message).toContain("User does not exist");
  });
});

describe("listing", () => {
  test("is of all watched schedules, each once, with what others made", async () => {
    const rotations = [] as const;
    const { onCall, fake } = world({
      schedules: ["one", "two", "three"].map((id) => ({ id, rotations })),
      ports: { schedules: ["one", "two", "one"] },
    });
    for (const schedule of ["one", "two"]) await onCall.overrides.create(override({ schedule }), mark());
    const span = { startDate: minute(0), endDate: minute(90), rotations };
    fake.person.setOverride({ alias: "by-hand", schedule: "two", user: { type: "none" }, ...span });
    fake.person.setOverride({ alias: "by-hand", schedule: "three", user: { type: "none" }, ...span });
    const { held, complete } = await onCall.overrides.list(EVER);
    expect(complete).toBe(true);
    expect(held.map(({ id, mark: found }) => [id, found?.key])).toEqual([
      ["one/footplate~retail:2026-48:on-call~1", "retail/2026-48/on-call"],
      ["two/footplate~retail:2026-48:on-call~1", "retail/2026-48/on-call"],
      ["two/by-hand", undefined],
    ]);
  });

  test("F10 with a row that cannot be read is not complete", async () => {
    const { onCall } = world({
      through: () => async () =>
        Response.json({ data: [{ alias: "x", user: { type: "user" }, startDate: "soon", endDate: "later" }] }),
    });
    expect(await onCall.overrides.list(EVER)).toEqual({ held: [], complete: false });
  });

  test("F16 of a schedule that is not there is an error, not an empty list", async () => {
    const { onCall } = world({ ports: { schedules: ["gone"] } });
    expect(await failing(onCall.overrides.list(EVER))).toMatchObject({ code: "not_found" });
  });
});
