import { FootplateError } from "@footplate/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVER, lastWrites, mails, mark, minute, notice, statuses, world } from "./support/world.ts";

describe("create", () => {
  test("gives back what was asked for, marked, with nothing armed to close it", async () => {
    const { board, fake } = world();
    const held = await board.create(notice({ components: ["web", "api", "web"] }), mark());
    expect(held).toEqual({
      id: held.id,
      item: notice({ components: ["api", "web"] }),
      mark: mark(),
      createdAt: minute(0),
      links: { web: `https://stspg.io/${held.id}` },
      state: "scheduled",
      autoClose: false,
    });
    expect(lastWrites(fake)[0]?.fields).toMatchObject({
      scheduled_auto_in_progress: true,
      scheduled_auto_completed: false,
      auto_transition_to_maintenance_state: true,
      auto_transition_to_operational_state: false,
    });
    expect(await board.read(held.id)).toEqual(held);
    expect((await board.list(EVER)).held).toEqual([held]);
  });

  test("F85 a window of ours is never closed by the page itself, however long it overruns", async () => {
    const { board, clock, fake } = world();
    const { id } = await board.create(notice(), mark());
    clock.set(minute(6000));
    expect(await board.read(id)).toMatchObject({ state: "in_progress", autoClose: false });
    expect(statuses(fake)).toMatchObject({ api: "under_maintenance", web: "operational" });
  });

  test.each([
    [true, ["created", "reminder", "started"]],
    [false, []],
  ])("F87 with notify %s subscribers hear of creation, reminder and start: %j", async (notify, expected) => {
    const { board, clock, fake } = world();
    await board.create(notice({ notify }), mark());
    clock.set(minute(130));
    expect(mails(fake)).toEqual(expected);
  });

  test("an unknown component is refused, and nothing is written", async () => {
    const { board, fake } = world();
    const error = await board.create(notice({ components: ["nope"] }), mark()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FootplateError);
    expect(error).toMatchObject({ code: "invalid_input", status: 422, written: "no" });
    expect(String(error)).toContain("nope");
    expect(fake.state().incidents).toEqual([]);
  });

  test("a component that componentIds does not allow is refused before anything is sent", async () => {
    const { board, fake } = world({ board: { componentIds: ["api"] } });
    const forbidden = { code: "forbidden", written: "no" };
    await expect(board.create(notice({ components: ["api", "db"] }), mark())).rejects.toMatchObject(forbidden);
    await expect(board.components.set("db", "major_outage")).rejects.toMatchObject(forbidden);
    expect(fake.state().calls).toEqual([]);
    await board.create(notice(), mark());
  });
});

describe("update", () => {
  test.each([
    ["a title", { title: "Other" }, ["deliver_notifications", "name"], []],
    ["a title of a silent notice", { notify: false, title: "Other" }, ["deliver_notifications", "name"], []],
    ["the end", { end: minute(200) }, ["body", "deliver_notifications", "scheduled_until"], ["updated"]],
    [
      "the end of a silent notice",
      { notify: false, end: minute(200) },
      ["deliver_notifications", "scheduled_until"],
      [],
    ],
    ["the components", { components: ["api", "db"] }, ["component_ids", "deliver_notifications"], []],
    ["no components", { components: [] }, ["component_ids", "deliver_notifications"], []],
    ["the cancellation", { cancellation: "Off." }, ["deliver_notifications", "metadata"], []],
  ])("F87 of %s sends that field alone, and mails only when times move", async (_, change, fields, expected) => {
    const { board, fake } = world();
    const before = notice({ notify: !("notify" in change) });
    const held = await board.create(before, mark());
    const mailed = mails(fake).length;
    const updated = await board.update(held, { ...before, ...change }, 3);
    expect(updated.item).toEqual({ ...before, ...change });
    expect(updated.mark).toEqual(mark());
    const [sent] = lastWrites(fake);
    expect(Object.keys(sent?.fields ?? {}).toSorted()).toEqual(fields);
    expect(mails(fake).slice(mailed)).toEqual(expected);
  });

  test("tells the new times, in UTC, when a notice moves", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    await board.update(held, notice({ start: minute(240), end: minute(300) }), 3);
    expect(lastWrites(fake)[0]?.fields["body"]).toBe(
      "This maintenance has been rescheduled. It is now planned from 2026-11-22 16:00 UTC to 2026-11-22 17:00 UTC.",
    );
  });

  test("the body is the text at first publication: it is edited in place, silently, and later talk is no drift", async () => {
    const { board, clock, fake } = world();
    const held = await board.create(notice(), mark());
    clock.advance(1000);
    fake.person.edit(held.id, { body: "A word from a person", deliver_notifications: true });
    const talked = await board.read(held.id);
    expect(talked?.item).toEqual(notice());
    if (talked === undefined) return;
    const updated = await board.update(talked, notice({ body: "Better words." }), 3);
    expect(updated.item.body).toBe("Better words.");
    expect(lastWrites(fake)).toMatchObject([
      { method: "PATCH", path: expect.stringContaining("incident_updates/"), fields: { deliver_notifications: false } },
    ]);
    expect(mails(fake)).toEqual(["created", "updated"]);
  });

  test("announces a silent notice once, when it is to be told of after all", async () => {
    const { board, clock, fake } = world();
    const held = await board.create(notice({ notify: false }), mark());
    const told = await board.update(held, notice(), 4);
    expect(told.mark?.facts).toBe(4);
    expect(mails(fake)).toEqual(["updated"]);
    await board.update(told, notice(), 5);
    clock.set(minute(130));
    expect(mails(fake)).toEqual(["updated", "reminder", "started"]);
  });

  test("writes the facts alone when nothing else differs, and nothing when they are the same too", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    expect((await board.update(held, notice(), 3)).mark?.facts).toBe(3);
    expect(lastWrites(fake)[0]?.method).toBe("POST");
    expect((await board.update(held, notice(), 9)).mark?.facts).toBe(9);
    expect(Object.keys(lastWrites(fake)[0]?.fields ?? {}).toSorted()).toEqual(["deliver_notifications", "metadata"]);
  });

  test("keeps what other programs put into the metadata", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    const [row] = fake.state().incidents;
    fake.person.edit(held.id, { metadata: { ...Object(row?.["metadata"]), jira: { issue: "OPS-1" } } });
    await board.update(held, notice({ cancellation: "Off." }), 4);
    expect(fake.state().incidents[0]?.["metadata"]).toMatchObject({
      jira: { issue: "OPS-1" },
      footplate: { facts: 4 },
    });
  });

  test.each([
    ["moved", { scheduled_until: minute(240) }, "end"],
    ["renamed", { name: "By hand" }, "title"],
    ["regrouped", { component_ids: ["web"] }, "components"],
    ["completed", { status: "completed" }, "ended"],
    ["stripped of its mark", { metadata: {} }, "mark"],
  ])("F81 is left alone when a person %s it meanwhile", async (_, edit, word) => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    fake.person.edit(held.id, edit);
    const before = fake.state().incidents;
    const error = await board.update(held, notice({ title: "Other" }), 4).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "conflict", written: "no", adapter: "statuspage" });
    expect(String(error)).toContain(word);
    expect(fake.state().incidents).toEqual(before);
  });

  test("F81 a field that nobody asked for stays as a person left it", async () => {
    const { board, clock, fake } = world();
    const held = await board.create(notice(), mark());
    const [row] = fake.state().incidents;
    const [first] = Array.from(Object(row?.["incident_updates"]));
    clock.advance(1000);
    await fake.fetch(
      `https://api.statuspage.io/v1/pages/${fake.pageId}/incidents/${held.id}/incident_updates/${Object(first).id}`,
      {
        method: "PATCH",
        headers: { authorization: `OAuth ${fake.apiKey}` },
        body: JSON.stringify({ incident_update: { body: "By hand.", deliver_notifications: false } }),
      },
    );
    await expect(board.update(held, notice({ body: "Ours." }), 3)).rejects.toMatchObject({
      code: "conflict",
      written: "no",
    });
    const updated = await board.update(held, notice({ title: "Other" }), 3);
    expect(updated.item).toEqual(notice({ title: "Other", body: "By hand." }));
    // What a person wrote is not tidied up on the way either.
    fake.person.edit(held.id, { name: "Two  spaces", deliver_notifications: false });
    const seen = await board.read(held.id);
    if (seen === undefined) throw new Error("not read");
    const moved = await board.update(seen, { ...seen.item, end: minute(200) }, 3);
    expect(moved.item.title).toBe("Two  spaces");
  });

  test("components that join or leave a window in progress change their status with it", async () => {
    const { board, clock, fake } = world();
    const other = await board.create(notice({ components: ["db"] }), mark({ key: "other", nonce: "n2" }));
    await board.create(notice({ components: ["api", "db"] }), mark());
    clock.set(minute(121));
    const [held] = (await board.list(EVER)).held.filter(({ id }) => id !== other.id);
    if (held === undefined) throw new Error("not listed");
    await board.update(held, notice({ components: ["web"] }), 3);
    expect(statuses(fake)).toEqual({ api: "operational", db: "under_maintenance", web: "under_maintenance" });
  });
});

describe("remove", () => {
  test("deletes what subscribers never heard of", async () => {
    const { board, fake } = world();
    const held = await board.create(notice({ notify: false }), mark());
    await board.remove(held);
    expect(fake.state().incidents).toEqual([]);
    expect(mails(fake)).toEqual([]);
    expect(await board.read(held.id)).toBeUndefined();
    await board.remove(held);
  });

  test("deleting a silent window in progress leaves no component under maintenance (F86)", async () => {
    const { board, clock, fake } = world();
    const held = await board.create(notice({ notify: false }), mark());
    clock.set(minute(121));
    await board.remove(held);
    expect(statuses(fake)["api"]).toBe("operational");
    expect(mails(fake)).toEqual([]);
  });

  test("completes an announced one with the cancellation text, once, and keeps the record", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    fake.person.setComponent("api", "partial_outage");
    await board.remove(held);
    await board.remove(held);
    expect(mails(fake)).toEqual(["created", "completed"]);
    expect(await board.read(held.id)).toMatchObject({ ended: true, state: "completed", item: notice(), mark: mark() });
    const [row] = fake.state().incidents;
    expect(row?.["incident_updates"]).toMatchObject([{ body: notice().cancellation }, { body: notice().body }]);
    expect(row?.["metadata"]).toMatchObject({ footplate: { removed: true } });
    // The window never began: what ails the component is none of its doing.
    expect(statuses(fake)["api"]).toBe("partial_outage");
  });

  test("was announced once is announced, even when it is silent now", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    const silent = await board.update(held, notice({ notify: false }), 3);
    await board.remove(silent);
    expect(await board.read(held.id)).toMatchObject({ state: "completed" });
    expect(mails(fake)).toEqual(["created", "completed"]);
  });

  test("gives free the components of a window in progress, but not those that another window holds", async () => {
    const { board, clock, fake } = world();
    await board.create(notice({ components: ["db"] }), mark({ key: "other", nonce: "n2" }));
    const held = await board.create(notice({ components: ["api", "db"] }), mark());
    clock.set(minute(121));
    await board.remove(held);
    expect(statuses(fake)).toEqual({ api: "operational", db: "under_maintenance", web: "operational" });
  });

  test("F81 leaves alone what a person changed, and what does not carry our mark", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    fake.person.edit(held.id, { scheduled_until: minute(240) });
    await expect(board.remove(held)).rejects.toMatchObject({ code: "conflict", written: "no" });
    const foreign = fake.person.create({ name: "By hand", scheduled_for: minute(10), scheduled_until: minute(20) });
    const seen = await board.read(foreign);
    if (seen === undefined) throw new Error("not read");
    await expect(board.remove(seen)).rejects.toMatchObject({ code: "conflict", written: "no" });
    expect(fake.state().incidents).toHaveLength(2);
  });
});

describe("identity", () => {
  test("F83 a copy made by a person carries the mark along: same key, same nonce, another id, nothing hidden", async () => {
    const { board, fake } = world();
    const held = await board.create(notice(), mark());
    const copy = fake.person.copy(held.id);
    const { held: listed, complete } = await board.list(EVER);
    expect(complete).toBe(true);
    expect(listed.map(({ id, mark: found }) => [id, found])).toEqual(
      expect.arrayContaining([
        [held.id, mark()],
        [copy, mark()],
      ]),
    );
  });

  test.each([
    ["none", {}],
    ["of another shape", { footplate: { key: "Ä", nonce: "n" } }],
    [
      "with an empty nonce",
      {
        footplate: {
          key: "a",
          generation: 1,
          nonce: "",
          facts: 0,
          notify: true,
          cancellation: "",
          page: "fakepage0001",
        },
      },
    ],
    [
      "from another page",
      { footplate: { key: "a", generation: 1, nonce: "n", facts: 0, notify: true, cancellation: "", page: "another" } },
    ],
  ])("a mark %s is no mark: the maintenance is foreign and silent", async (_, metadata) => {
    const { board, fake } = world();
    const id = fake.person.create({
      name: "By hand",
      scheduled_for: minute(10),
      scheduled_until: minute(20),
      metadata,
    });
    const held = await board.read(id);
    expect(held).toMatchObject({ id, item: { title: "By hand", notify: false, cancellation: "" } });
    expect(held).not.toHaveProperty("mark");
  });

  test("every mark and notice comes back as it was sent, and normalising twice is as once", async () => {
    const line = fc.string({ unit: "grapheme", maxLength: 300 }).map((text) => `x${text}`);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          title: line,
          body: line,
          cancellation: fc.string({ maxLength: 50 }),
          notify: fc.boolean(),
          components: fc.array(fc.constantFrom("web", "api", "db")),
          length: fc.integer({ min: 1, max: 100_000 }),
        }),
        fc.record({
          key: fc.stringMatching(/^[a-z0-9_./-]{1,200}$/),
          generation: fc.integer({ min: 1, max: 99 }),
          nonce: fc.uuid(),
          facts: fc.nat(),
        }),
        async ({ length, ...fields }, given) => {
          const { board } = world();
          const wanted = notice({ ...fields, end: minute(120 + length) });
          const held = await board.create(wanted, given);
          expect(held.item).toEqual(board.normalise(wanted));
          expect(board.normalise(held.item)).toEqual(held.item);
          expect(held.mark).toEqual(given);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("cuts title and body to what the service takes, by whole characters", async () => {
    const { board } = world();
    const held = await board.create(notice({ title: "🚂".repeat(300), body: "b".repeat(26_000) }), mark());
    expect(Array.from(held.item.title)).toHaveLength(255);
    expect(held.item.title.endsWith("🚂")).toBe(true);
    expect(held.item.body).toHaveLength(25_000);
  });
});
