import { describe, expect, test } from "vitest";
import { mark, note, ticket } from "./support/tickets.ts";
import { failing, sent, world, type WorldOptions } from "./support/world.ts";

async function held(options?: WorldOptions) {
  const all = world(options);
  const { id } = await all.trainTickets.create(ticket(), mark());
  const before = all.fake.state().calls.length;
  return { ...all, id, since: () => sent(all.fake).slice(before), issue: () => all.fake.issues.all()[0] };
}

describe("R54 assigning", () => {
  test("leaves the note first, then makes the person the one owner, who is never missing in between", async () => {
    const { trainTickets, fake, id, since, issue } = await held();
    fake.issues.edit(id, { assignees: ["lead", "conductor-b"] });
    const after = await trainTickets.assign(id, "Conductor-A", note());
    expect(after).toMatchObject({ owner: "conductor-a", mark: mark() });
    expect(issue()).toMatchObject({ assignees: ["conductor-a"], comments: [{ login: "footplate-bot" }] });
    expect(since()).toEqual([
      "GET issues/1 200",
      "GET assignees/Conductor-A 204",
      "GET issues/1/comments 200",
      "POST issues/1/comments 201",
      "POST issues/1/assignees 201",
      "DELETE issues/1/assignees 200",
    ]);
  });

  test("twice is as once, and what broke off is completed", async () => {
    let broken = true;
    const { trainTickets, id, issue } = await held({
      fault: ({ path }) => (broken && path.endsWith("/1/assignees") ? { status: 503 } : undefined),
    });
    expect(await failing(trainTickets.assign(id, "lead", note()))).toMatchObject({ written: "maybe" });
    expect(issue()).toMatchObject({ assignees: [], comments: [{}] });
    broken = false;
    await trainTickets.assign(id, "lead", note());
    await trainTickets.assign(id, "lead", note());
    expect(issue()).toMatchObject({ assignees: ["lead"], comments: [{}] });
    expect(issue()?.comments).toHaveLength(1);
  });

  test("somebody who cannot be assigned is refused before the note", async () => {
    const { trainTickets, id, issue } = await held();
    const refused = { code: "forbidden", written: "no" };
    expect(await failing(trainTickets.assign(id, "client-a", note()))).toMatchObject(refused);
    expect(issue()).toMatchObject({ assignees: [], comments: [] });
  });

  test("an owner dropped in silence is noticed", async () => {
    const { trainTickets, fake } = world({ issues: { mayTriage: false } });
    const id = fake.issues.open({ title: "By hand", assignees: ["conductor-b"] });
    expect(await failing(trainTickets.assign(id, "lead", note()))).toMatchObject({
      code: "forbidden",
      written: "maybe",
    });
    expect(fake.issues.all()[0]?.assignees).toEqual(["conductor-b"]);
  });

  test.each([
    ["an empty note", "lead", note({ text: " \n" })],
    ["a note of nothing but a marker", "lead", note({ text: '<!-- footplate:note {"key":"k"} -->' })],
    ["a key that cannot be one", "lead", note({ key: "a b" })],
    ["a person who cannot be one", "../lead", note()],
  ])("%s is refused before anything is written", async (_name, owner, said) => {
    const { trainTickets, id, since } = await held();
    expect(await failing(trainTickets.assign(id, owner, said))).toMatchObject({ code: "invalid_input", written: "no" });
    expect(since().filter((call) => !call.startsWith("GET"))).toEqual([]);
  });

  test("a person is named by the login in their refs, in small letters as the owner is", async () => {
    const { trainTickets } = world();
    expect(trainTickets.personOf({ github: { login: "Conductor-A" } })).toBe("conductor-a");
    for (const refs of [undefined, {}, { github: { workflow: "deploy.yml" } }])
      expect(trainTickets.personOf(refs)).toBeUndefined();
  });
});

describe("R48 notes", () => {
  test("are said once per key, and people's own are shown without one", async () => {
    const { trainTickets, fake, id } = await held();
    fake.issues.comment(id, "What is wrong?");
    const first = await trainTickets.comment(id, note());
    const again = await trainTickets.comment(id, note({ text: "Other words." }));
    await trainTickets.comment(id, note({ key: "retail/2026-48/note-2", text: "Second." }));
    expect(again).toEqual(first);
    expect(first).toMatchObject({ text: "The pair looks at it.", url: expect.stringContaining("#issuecomment-") });
    expect((await trainTickets.comments(id)).map(({ key, text }) => [key, text])).toEqual([
      [undefined, "What is wrong?"],
      ["retail/2026-48/note-1", "The pair looks at it."],
      ["retail/2026-48/note-2", "Second."],
    ]);
  });

  test("are found on later pages too, oldest first", async () => {
    const { trainTickets, fake, id } = await held();
    for (let n = 0; n < 130; n += 1) fake.issues.comment(id, `${n}`);
    const said = await trainTickets.comment(id, note());
    for (let n = 0; n < 130; n += 1) fake.issues.comment(id, `${n}`);
    expect((await trainTickets.comment(id, note())).id).toBe(said.id);
    const texts = (await trainTickets.comments(id)).map(({ text }) => text);
    expect(texts).toHaveLength(261);
    expect(texts[130]).toBe("The pair looks at it.");
  });

  test("F2 one whose answer was lost is found again once the lists have settled", async () => {
    let lost = true;
    const { trainTickets, id, clock, issue } = await held({
      lagMs: 30_000,
      fault: ({ method, path }) => (lost && method === "POST" && path.endsWith("/comments") ? "lost" : undefined),
    });
    expect(await failing(trainTickets.comment(id, note()))).toMatchObject({
      code: "outcome_unknown",
      written: "maybe",
    });
    lost = false;
    clock.advance(trainTickets.settleMs);
    await trainTickets.comment(id, note());
    expect(issue()?.comments).toHaveLength(1);
  });

  test("one longer than the service keeps is cut, and its key still found", async () => {
    const { trainTickets, id, issue } = await held();
    const long = note({ text: "x".repeat(100_000) });
    await trainTickets.comment(id, long);
    await trainTickets.comment(id, long);
    expect(issue()?.comments).toHaveLength(1);
  });

  test("on a ticket that is not there are refused", async () => {
    const { trainTickets } = world();
    expect(await failing(trainTickets.comment("7", note()))).toMatchObject({ code: "not_found", written: "no" });
    expect(await failing(trainTickets.comments("7"))).toMatchObject({ code: "not_found" });
  });
});

describe("closing and opening", () => {
  test("says why first, and twice is as once", async () => {
    const { trainTickets, id, since, issue } = await held();
    expect(await trainTickets.close(id, note())).toMatchObject({ id, ended: true });
    await trainTickets.close(id, note({ key: "other" }));
    expect(issue()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(since()).toEqual([
      "GET issues/1 200",
      "GET issues/1/comments 200",
      "POST issues/1/comments 201",
      "PATCH issues/1 200",
      "GET issues/1 200",
    ]);
    const open = await trainTickets.reopen(id, note({ key: "again", text: "One thing is left." }));
    await trainTickets.reopen(id, note({ key: "again" }));
    expect(open.ended).toBeUndefined();
    expect(issue()).toMatchObject({ state: "open", comments: [{}, {}] });
  });

  test("what broke off between note and state may have been written, and is completed", async () => {
    let broken = true;
    const { trainTickets, id, issue } = await held({
      fault: ({ method }) => (broken && method === "PATCH" ? { status: 403, body: { message: "no" } } : undefined),
    });
    expect(await failing(trainTickets.close(id, note()))).toMatchObject({ code: "forbidden", written: "maybe" });
    broken = false;
    await trainTickets.close(id, note());
    expect(issue()).toMatchObject({ state: "closed" });
    expect(issue()?.comments).toHaveLength(1);
  });
});
