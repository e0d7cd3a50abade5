import { instant } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { failing, mark, minute, override, world } from "./support/world.ts";

describe("who is on call", () => {
  test("comes from the rotation, turn by turn", async () => {
    const { onCall } = world();
    expect(await onCall.onCall("conductors", instant("2026-01-05T08:59:59Z"))).toEqual([]);
    expect(await onCall.onCall("conductors", instant("2026-01-05T09:00:00Z"))).toEqual(["user-a"]);
    expect(await onCall.onCall("conductors", instant("2026-01-12T09:00:00Z"))).toEqual(["user-b"]);
    expect(await onCall.nextOnCall("conductors", instant("2026-01-12T09:00:00Z"))).toEqual(["user-a"]);
  });

  test("F30 an override counts from its very minute, and to the millisecond before its end", async () => {
    const { onCall } = world();
    const span = { start: instant("2026-11-23T13:07:00Z"), end: instant("2026-11-23T14:00:00.500Z") };
    await onCall.overrides.create(override(span), mark());
    const at = async (text: string) => onCall.onCall("conductors", instant(text));
    expect(await at("2026-11-23T13:06:59.999Z")).toEqual(["user-a"]);
    expect(await at("2026-11-23T13:07:00Z")).toEqual(["user-c"]);
    expect(await at("2026-11-23T14:00:00.499Z")).toEqual(["user-c"]);
    expect(await at("2026-11-23T14:00:00.500Z")).toEqual(["user-a"]);
    expect(await onCall.nextOnCall("conductors", instant("2026-11-23T13:00:00Z"))).toEqual(["user-c"]);
  });

  test("F30 a rotation's own minutes are rounded by the service, an override within it is not", async () => {
    const participants = [{ type: "user", id: "user-a" }];
    const { onCall } = world({
      schedules: [
        { id: "conductors", rotations: [{ id: "r", type: "daily", startDate: "2026-11-23T12:44:00Z", participants }] },
      ],
    });
    expect(await onCall.onCall("conductors", instant("2026-11-23T12:29:59Z"))).toEqual([]);
    expect(await onCall.onCall("conductors", instant("2026-11-23T12:30:00Z"))).toEqual(["user-a"]);
  });

  test("of a team is its members; an override of one rotation leaves the others; each person comes once", async () => {
    const startDate = "2026-11-02T09:00:00Z";
    const { onCall } = world({
      teams: [{ id: "team-1", members: ["user-a", "user-b"] }],
      schedules: [
        {
          id: "conductors",
          rotations: [
            { id: "one", type: "weekly", startDate, participants: [{ type: "team", id: "team-1" }] },
            { id: "two", type: "weekly", startDate, participants: [{ type: "user", id: "user-b" }] },
          ],
        },
      ],
    });
    expect(await onCall.onCall("conductors", minute(90))).toEqual(["user-a", "user-b"]);
    await onCall.overrides.create(override({ rotations: ["two"] }), mark());
    expect(await onCall.onCall("conductors", minute(90))).toEqual(["user-a", "user-b", "user-c"]);
  });

  test("is read from the tree, also where names stand in the list that the description gives to objects", async () => {
    const nested = { type: "escalation", id: "e", onCallParticipants: [{ type: "user", id: "u1", name: "n" }] };
    const data = {
      nextOnCallRecipients: ["n@example.com"],
      nextOnCallParticipants: [nested, { type: "user", id: "u2" }],
    };
    const { onCall } = world({ through: () => async () => Response.json({ data, took: 0, requestId: "r" }) });
    expect(await onCall.nextOnCall("conductors", minute(0))).toEqual(["u1", "u2"]);
  });

  test("F16 of an unknown schedule is not_found", async () => {
    const { onCall } = world();
    expect(await failing(onCall.onCall("gone", minute(0)))).toMatchObject({ code: "not_found", status: 404 });
    expect(await failing(onCall.nextOnCall("gone", minute(0)))).toMatchObject({ code: "not_found" });
  });
});

test("schedules come with their zone, all of them in one answer", async () => {
  const schedules = Array.from({ length: 130 }, (_, index) => ({
    id: `s${index}`,
    name: `Schedule ${index}`,
    timezone: "Europe/Berlin",
    rotations: [],
  }));
  const { onCall, fake } = world({ schedules });
  const found = await onCall.schedules();
  expect(found).toHaveLength(130);
  expect(found[129]).toEqual({ id: "s129", name: "Schedule 129", zone: "Europe/Berlin" });
  expect(fake.state().calls).toHaveLength(1);
});
