import type { HeldNotice } from "@footplate/core";
import { describe, expect, test } from "vitest";
import {
  lastWrites,
  mails,
  mark,
  minute,
  notice,
  statuses,
  type StatuspageWorld,
  world,
  type WorldOptions,
} from "./support/world.ts";

/** A world one minute into a window of ours, with nothing mailed that a test would have to count. */
async function running(options: WorldOptions = {}): Promise<StatuspageWorld & { readonly held: HeldNotice }> {
  const made = world(options);
  await made.board.create(notice({ components: ["api", "db"] }), mark());
  made.clock.set(minute(121));
  const [row] = made.fake.state().incidents;
  const held = await made.board.read(String(row?.["id"]));
  if (held === undefined) throw new Error("not read");
  return { ...made, held };
}

describe("start", () => {
  test("begins early, with its components under maintenance, and tells of it once", async () => {
    const { board, clock, fake } = world();
    const { id } = await board.create(notice(), mark());
    expect(await board.start(id, "We begin early.")).toMatchObject({ id, state: "in_progress" });
    expect(await board.start(id, "We begin early.")).toMatchObject({ id, state: "in_progress" });
    clock.set(minute(130));
    expect(mails(fake)).toEqual(["created", "started"]);
    expect(statuses(fake)["api"]).toBe("under_maintenance");
  });

  test("never reopens what is completed", async () => {
    const { board, held } = await running();
    await board.complete(held.id, "Done.");
    await expect(board.start(held.id, "Again.")).rejects.toMatchObject({ code: "conflict", written: "no" });
  });
});

describe("extend", () => {
  test("moves the end and tells of it in one request; twice is as once", async () => {
    const { board, fake, held } = await running();
    const extended = await board.extend(held.id, minute(210), "30 minutes more, as agreed.");
    expect(extended.item).toEqual({ ...held.item, end: minute(210) });
    await board.extend(held.id, minute(210), "30 minutes more, as agreed.");
    expect(mails(fake)).toEqual(["created", "reminder", "started", "updated"]);
    expect(lastWrites(fake)).toEqual([
      {
        method: "PATCH",
        path: `incidents/${held.id}`,
        fields: { scheduled_until: minute(210), body: "30 minutes more, as agreed.", deliver_notifications: true },
      },
    ]);
  });

  test("F85 disarms what a person armed to close by itself", async () => {
    const { board, clock, fake, held } = await running();
    fake.person.edit(held.id, { scheduled_auto_completed: true });
    expect(await board.read(held.id)).toMatchObject({ autoClose: true });
    await board.extend(held.id, minute(210), "More.");
    clock.set(minute(300));
    expect(await board.read(held.id)).toMatchObject({ autoClose: false, state: "in_progress" });
  });

  test("refuses what has not started, what ended, and an end before the start", async () => {
    const { board, held } = await running();
    const early = await board.create(notice({ start: minute(500), end: minute(600) }), mark({ key: "b", nonce: "n2" }));
    await expect(board.extend(early.id, minute(700), "More.")).rejects.toMatchObject({
      code: "conflict",
      written: "no",
    });
    await expect(board.extend(held.id, minute(60), "Less.")).rejects.toMatchObject({
      code: "invalid_input",
      written: "no",
    });
    await board.complete(held.id, "Done.");
    await expect(board.extend(held.id, minute(700), "More.")).rejects.toMatchObject({
      code: "conflict",
      written: "no",
    });
  });
});

describe("complete", () => {
  test("F86 leaves every component operational, read back, and tells of it once", async () => {
    const { board, fake, held } = await running();
    expect(await board.complete(held.id, "Done.")).toMatchObject({ state: "completed", ended: true });
    expect(await board.complete(held.id, "Done.")).toMatchObject({ state: "completed" });
    expect(statuses(fake)).toEqual({ api: "operational", db: "operational", web: "operational" });
    expect(mails(fake)).toEqual(["created", "reminder", "started", "completed"]);
  });

  test("F86 leaves alone what another window in progress holds, also when asked twice", async () => {
    const { board, fake, held } = await running();
    const other = fake.person.create({
      name: "By hand",
      status: "in_progress",
      scheduled_for: minute(60),
      scheduled_until: minute(300),
      components: { db: "under_maintenance" },
    });
    await board.complete(held.id, "Done.");
    await board.complete(held.id, "Done.");
    expect(statuses(fake)).toEqual({ api: "operational", db: "under_maintenance", web: "operational" });
    await board.complete(other, "Done too.");
    expect(statuses(fake)["db"]).toBe("operational");
  });

  test("F84 F86 finishes what a person completed early without its components", async () => {
    const { board, fake, held } = await running();
    fake.person.edit(held.id, { status: "completed", deliver_notifications: false });
    expect(statuses(fake)["api"]).toBe("under_maintenance");
    fake.person.setComponent("db", "major_outage");
    await board.complete(held.id, "Done.");
    // An outage that somebody reported since is not ours to take back.
    expect(statuses(fake)).toMatchObject({ api: "operational", db: "major_outage" });
  });

  test("F86 sets a component itself when the page did not, and throws protocol when it will not stay", async () => {
    const stubborn = { times: 1 };
    const { board, fake, held } = await running({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request.clone());
        if (request.method === "PATCH" && stubborn.times > 0) {
          stubborn.times -= 1;
          fake.person.setComponent("api", "under_maintenance");
        }
        return answer;
      },
    });
    await board.complete(held.id, "Done.");
    expect(statuses(fake)["api"]).toBe("operational");
    fake.person.setComponent("api", "under_maintenance");
    stubborn.times = 9;
    await expect(board.complete(held.id, "Done.")).rejects.toMatchObject({ code: "protocol", written: "maybe" });
  });

  test("a service that says yes and does nothing is not believed", async () => {
    const { board, held } = await running({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        return fetch(request.method === "PATCH" ? new Request(request.url, { headers: request.headers }) : request);
      },
    });
    await expect(board.complete(held.id, "Done.")).rejects.toMatchObject({ code: "protocol", written: "maybe" });
    await expect(board.extend(held.id, minute(400), "More.")).rejects.toMatchObject({ code: "protocol" });
  });
});

describe("disarm", () => {
  const armed = { scheduled_auto_completed: true };

  test("F85 takes back what a person armed, tells nobody, and twice is as once", async () => {
    const { board, clock, fake, held } = await running();
    fake.person.edit(held.id, armed);
    const mailed = mails(fake);
    expect(await board.disarm(held.id)).toEqual({ ...held, autoClose: false });
    expect(lastWrites(fake)).toEqual([
      {
        method: "PATCH",
        path: `incidents/${held.id}`,
        fields: { scheduled_auto_completed: false, deliver_notifications: false },
      },
    ]);
    const { calls } = fake.state();
    expect(await board.disarm(held.id)).toEqual({ ...held, autoClose: false });
    expect(fake.state().calls.slice(calls.length)).toMatchObject([{ method: "GET" }]);
    expect(mails(fake)).toEqual(mailed);
    clock.set(minute(300));
    expect(await board.read(held.id)).toMatchObject({ state: "in_progress", item: held.item });
    expect(statuses(fake)["api"]).toBe("under_maintenance");
  });

  test("works before the start, and on one that a person made", async () => {
    const { board, clock, fake } = world();
    const ours = await board.create(notice(), mark());
    fake.person.edit(ours.id, armed);
    const foreign = fake.person.create({
      name: "By hand",
      scheduled_for: minute(120),
      scheduled_until: minute(180),
      scheduled_auto_in_progress: true,
      ...armed,
    });
    for (const id of [ours.id, foreign]) expect(await board.disarm(id)).toMatchObject({ autoClose: false });
    clock.set(minute(300));
    for (const id of [ours.id, foreign]) expect(await board.read(id)).toMatchObject({ state: "in_progress" });
  });

  test("writes nothing to what has closed already", async () => {
    const { board, clock, fake, held } = await running();
    fake.person.edit(held.id, armed);
    clock.set(minute(300));
    const { calls } = fake.state();
    expect(await board.disarm(held.id)).toMatchObject({ state: "completed", ended: true });
    expect(fake.state().calls.slice(calls.length)).toMatchObject([{ method: "GET" }]);
  });

  test("a service that says yes and leaves it armed is not believed", async () => {
    const { board, fake, held } = await running({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        return fetch(request.method === "PATCH" ? new Request(request.url, { headers: request.headers }) : request);
      },
    });
    fake.person.edit(held.id, armed);
    await expect(board.disarm(held.id)).rejects.toMatchObject({ code: "protocol", written: "maybe" });
  });
});

describe("post", () => {
  test("adds a word and changes nothing else", async () => {
    const { board, fake, held } = await running();
    expect(await board.post(held.id, "Half done.")).toEqual(held);
    expect(mails(fake).at(-1)).toBe("updated");
    expect(lastWrites(fake)[0]?.fields).toEqual({ body: "Half done.", deliver_notifications: true });
  });

  test("is silent on a silent notice, and follows the settings of one made by hand", async () => {
    const { board, fake } = world();
    const silent = await board.create(notice({ notify: false }), mark());
    await board.post(silent.id, "A word.");
    expect(mails(fake)).toEqual([]);
    const at = { scheduled_for: minute(10), scheduled_until: minute(20), deliver_notifications: false };
    const quiet = fake.person.create({ name: "Quiet", ...at });
    const loud = fake.person.create({ name: "Loud", ...at, auto_transition_deliver_notifications_at_end: true });
    await board.post(quiet, "A word.");
    await board.post(loud, "A word.");
    expect(fake.state().notifications.map(({ incident }) => incident)).toEqual([loud]);
  });
});

test.each(["start", "complete", "disarm", "post"] as const)(
  "%s of what is not there throws not_found, and nothing is written",
  async (method) => {
    const { board } = world();
    const done = method === "disarm" ? board.disarm("gone") : board[method]("gone", "A word.");
    await expect(done).rejects.toMatchObject({ code: "not_found", written: "no" });
  },
);

describe("components", () => {
  test("lists all of them without the groups, past the cut at 100", async () => {
    const components = Array.from({ length: 230 }, (_, index) => ({
      id: `c${index}`,
      name: `C${index}`,
      group: "all",
    }));
    const { board } = world({ components });
    const listed = await board.components.list();
    expect(listed.map(({ id }) => id)).toEqual(components.map(({ id }) => id));
    expect(listed[0]).toEqual({ id: "c0", name: "C0", status: "operational" });
  });

  test("sets one and reads it back; an unknown one is not_found, an unknown status invalid_input", async () => {
    const { board, fake } = world();
    expect(await board.components.set("db", "partial_outage")).toEqual({
      id: "db",
      name: "Database",
      status: "partial_outage",
    });
    expect(statuses(fake)["db"]).toBe("partial_outage");
    await expect(board.components.get("nope")).rejects.toMatchObject({ code: "not_found" });
    await expect(board.components.set("nope", "operational")).rejects.toMatchObject({
      code: "not_found",
      written: "no",
    });
  });
});
