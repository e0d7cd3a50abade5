import { describe, expect, test } from "vitest";
import { fromEpochMs, type Interval } from "@footplate/core";
import {
  memoryChangeControl,
  memoryChangeSource,
  memoryChat,
  memoryLogBook,
  memoryOwnerDirectory,
  memoryTrainTickets,
  virtualClock,
} from "../src/index.ts";
import { begin, services, ticket } from "./port-worlds.ts";

const ever = fromEpochMs(0);
const lost = { code: "outcome_unknown", written: "maybe" };
const mark = { key: "line/t1/ticket", generation: 1, nonce: "n", facts: 1 };
const range: Interval = { start: ticket.start, end: ticket.end };

describe("a ticket service in memory", () => {
  async function service(lagMs = 0) {
    const clock = virtualClock(begin);
    const tickets = memoryTrainTickets({ clock, lagMs });
    return { clock, tickets, id: (await tickets.create(ticket, mark)).id };
  }
  const note = { key: "fact-1", text: "Please look" };

  test("R54 leaves the note before it assigns: a crash between the two leaves no owner without one", async () => {
    const { tickets, id } = await service();
    tickets.world.failNext("answerLost");
    await expect(tickets.assign(id, "a", note)).rejects.toMatchObject(lost);
    expect(tickets.world.seen()).toMatchObject([{ id, comments: [note] }]);
    expect(await tickets.read(id)).not.toHaveProperty("owner");
    expect(await tickets.assign(id, "a", note)).toMatchObject({ owner: "a" });
    expect(tickets.world.seen()[0]?.comments).toHaveLength(1);
  });

  test("once the note is left, no error proves that nothing was written", async () => {
    const { tickets, id } = await service();
    await tickets.assign(id, "a", note);
    const assigned = tickets.assign(id, "b", { ...note, key: "fact-2" }).catch((error: unknown) => error);
    while (tickets.world.seen()[0]?.comments.length !== 2) await Promise.resolve();
    tickets.world.failNext("writeRefused");
    expect(await assigned).toMatchObject({ code: "unavailable", written: "maybe" });
    expect(await tickets.read(id)).toMatchObject({ owner: "a" });
  });

  test("F23 lists owners, comments and blockers late, and doubles what is repeated too early", async () => {
    const { clock, tickets, id } = await service(30_000);
    clock.advance(30_000);
    const blocker = { key: "b", title: "Picking fails", owner: "a", note: "Look" };
    for (const _time of [1, 2]) {
      await tickets.assign(id, "a", note);
      await tickets.block(id, blocker);
    }
    const listed = async () => (await tickets.list(range)).held[0]?.owner;
    expect([await listed(), (await tickets.read(id))?.owner]).toEqual([undefined, "a"]);
    expect([await tickets.comments(id), await tickets.blockers(id)]).toEqual([[], []]);
    clock.advance(30_000);
    expect(await listed()).toBe("a");
    expect([(await tickets.comments(id)).length, (await tickets.blockers(id)).length]).toEqual([2, 2]);
    await tickets.assign(id, "a", note);
    await tickets.block(id, blocker);
    clock.advance(30_000);
    expect([(await tickets.comments(id)).length, (await tickets.blockers(id)).length]).toEqual([2, 2]);
  });

  test("shows behind it what people did there, and survives JSON", async () => {
    const { clock, tickets, id } = await service();
    tickets.world.humanAssign(id, "b");
    tickets.world.humanComment(id, "Where is it?");
    const byHand = tickets.world.humanBlock(id, "Labels are blank", "c");
    clock.advance(60_000);
    const { id: ours } = await tickets.block(id, { key: "b", title: "Picking fails", owner: "a", note: "Look" });
    await tickets.unblock(id, ours, { key: "u", text: "Fixed" });
    tickets.world.humanUnblock(byHand);
    await tickets.close(id, { key: "closed", text: "Arrived" });
    tickets.world.humanReopen(id);
    const seen = tickets.world.seen();
    expect(seen).toMatchObject([
      {
        id,
        mark,
        state: "live",
        owner: "b",
        comments: [
          { text: "Where is it?", at: begin },
          { key: "closed", text: "Arrived" },
        ],
        blockers: [
          { id: byHand, owner: "c", open: false, createdAt: begin, updatedAt: "2026-11-23T12:01:00Z", notes: [] },
          { id: ours, key: "b", open: false, notes: ["Look", "Fixed"] },
        ],
      },
    ]);
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
    tickets.world.humanDelete(id);
    await expect(tickets.comment(id, note)).rejects.toMatchObject({ code: "not_found", written: "no" });
  });

  test("refuses keys that cannot be written into a comment", async () => {
    const { tickets, id } = await service();
    for (const key of ["", "two words", "k".repeat(301), "a\nb", "-->"]) {
      await expect(tickets.comment(id, { key, text: "Held" })).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect(tickets.world.seen()[0]?.comments).toEqual([]);
  });

  test("names a person by its refs, and what it writes is counted like a mirror's", async () => {
    const { tickets, id } = await service();
    expect(tickets.personOf({ memory: { personId: "a" } })).toBe("a");
    tickets.world.failNext("readFails");
    await expect(tickets.comments(id)).rejects.toMatchObject({ code: "unavailable" });
    expect(tickets.world.writes()).toEqual({ create: 1, update: 0, remove: 0 });
  });
});

describe("a chat in memory", () => {
  const message = { key: "depart", channel: "releases", text: "The train departs" };

  test("F23 finds late, and doubles what is posted again too early", async () => {
    const clock = virtualClock(begin);
    const chat = memoryChat({ clock, lagMs: 30_000 });
    chat.world.failNext("answerLost");
    await expect(chat.post(message)).rejects.toMatchObject(lost);
    expect(await chat.find("releases", "depart", ever)).toBeUndefined();
    await chat.post(message);
    clock.advance(30_000);
    expect(chat.world.seen().messages.map(({ id }) => id)).toEqual(["m1", "m2"]);
    expect(await chat.find("releases", "depart", ever)).toMatchObject({ id: "m1" });
    expect(await chat.post(message)).toMatchObject({ id: "m1" });
    expect(chat.world.attempts()).toBe(3);
  });

  test("F2 posts late, at the moment at which it was due", async () => {
    const clock = virtualClock(begin);
    const chat = memoryChat({ clock, sendMs: 5000 });
    chat.world.failNext("writeLate");
    chat.world.failNext("requestLost");
    await expect(chat.post(message)).rejects.toMatchObject(lost);
    await expect(chat.post({ ...message, key: "lost" })).rejects.toMatchObject(lost);
    clock.advance(60_000);
    expect(chat.world.seen().messages).toMatchObject([{ key: "depart", at: "2026-11-23T12:00:05Z" }]);
    expect(chat.world.pendingFaults()).toEqual([]);
  });

  test("keeps threads, groups and what people say, as JSON", async () => {
    const chat = memoryChat({ clock: virtualClock(begin), groups: { conductors: ["a"] }, author: "footplate" });
    const first = chat.world.humanPost("releases", "echo", "The maintenance is closed");
    await chat.post({ ...message, thread: first });
    await chat.groups.setMembers("conductors", ["b", "c", "b"]);
    const gone = chat.world.humanPost("releases", "echo", "Never mind");
    chat.world.humanDelete(gone);
    const seen = chat.world.seen();
    expect(seen).toEqual({
      messages: [
        { id: first, channel: "releases", author: "echo", text: "The maintenance is closed", at: begin },
        { id: "m2", ...message, author: "footplate", thread: first, at: begin },
      ],
      groups: { conductors: ["b", "c"] },
    });
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
    await expect(chat.post({ ...message, key: "k", channel: "client-a", thread: first })).rejects.toMatchObject({
      code: "not_found",
      written: "no",
    });
    const refs = { memory: { channelId: "c", groupId: "g", personId: "p" } };
    expect([chat.channelOf(refs), chat.groups.groupOf(refs), chat.groups.personOf(refs)]).toEqual(["c", "g", "p"]);
  });
});

describe("records in memory", () => {
  test("a log doubles what is appended again too early, and keeps what others write", async () => {
    const clock = virtualClock(begin);
    const log = memoryLogBook({ clock, lagMs: 30_000 });
    const entry = { key: "hold", text: "Held", at: begin, by: "conductor-a" };
    log.world.failNext("answerLost");
    await expect(log.append(entry)).rejects.toMatchObject(lost);
    await log.append(entry);
    log.world.humanAppend("somebody", "Unrelated");
    clock.advance(30_000);
    expect(await log.append(entry)).toEqual({ id: "l1" });
    expect(log.world.seen()).toEqual([
      { id: "l1", ...entry, written: begin },
      { id: "l2", ...entry, written: begin },
      { id: "l3", text: "Unrelated", by: "somebody", at: begin, written: begin },
    ]);
    expect(log.world.attempts()).toBe(3);
  });

  test("a change control shows notes and decisions, and loses answers", async () => {
    const request = { id: "CHG-1", title: "Release 48", state: "requested" };
    const control = memoryChangeControl({ clock: virtualClock(begin), requests: [request] });
    control.world.failNext("answerLost");
    await expect(control.note("CHG-1", "k", "Started")).rejects.toMatchObject(lost);
    await control.note("CHG-1", "k", "Started");
    control.world.humanDecide("CHG-1", "approved");
    expect(control.world.seen()).toEqual([{ ...request, state: "approved", notes: [{ key: "k", text: "Started" }] }]);
    expect(() => control.world.humanDecide("CHG-2", "approved")).toThrow("no change request");
  });

  test("a change source grows, parts, and says when it does not show all", async () => {
    const source = memoryChangeSource({ clock: virtualClock(begin), services, mostChanges: 1 });
    expect(await source.compare("picking", "1.2", "2.0")).toMatchObject({ complete: false, changes: [{ id: "d" }] });
    expect(await source.notes("picking", "1.2", "2.0")).toBe("- Change d (client-a)\n- and more");
    source.world.release("picking", { version: "1.2.1", at: begin, follows: "1.2" });
    expect(await source.compare("picking", "2.0", "1.2.1")).toMatchObject({ relation: "diverged", changes: [] });
    expect(await source.versions("picking", { limit: 1 })).toEqual([{ version: "1.2.1", at: begin }]);
    expect((await source.versions("picking")).at(2)).toEqual({
      version: "1.2",
      at: services.picking[2]?.at,
      notes: "Faster",
    });
    source.world.failNext("readFails");
    await expect(source.versions("picking")).rejects.toMatchObject({ code: "unavailable" });
  });

  test("an owner directory is changed by people", async () => {
    const directory = memoryOwnerDirectory({ clock: virtualClock(begin), owners: [] });
    directory.world.put({ component: "picking", owners: ["team-picking"] });
    expect(await directory.ownerOf("picking")).toEqual({ component: "picking", owners: ["team-picking"] });
    directory.world.drop("picking");
    expect(await directory.ownerOf("picking")).toBeUndefined();
    directory.world.failNext("readFails");
    await expect(directory.all()).rejects.toMatchObject({ code: "unavailable" });
  });
});
