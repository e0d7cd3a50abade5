import { describe, expect, test } from "vitest";
import { blocker, mark, note, ticket } from "./support/tickets.ts";
import { failing, minute, sent, world, type WorldOptions } from "./support/world.ts";

async function held(options?: WorldOptions) {
  const all = world(options);
  const { id } = await all.trainTickets.create(ticket(), mark());
  return { ...all, id };
}

const servers: Readonly<Record<string, WorldOptions>> = {
  "with sub-issues": {},
  "without sub-issues": { issues: { subIssues: false } },
};

describe.each(Object.keys(servers))("a server %s", (name) => {
  const settings = servers[name] ?? {};

  test("keeps a blocker as an issue with owner, note and a link to the ticket, in one write", async () => {
    const { trainTickets, fake, id } = await held(settings);
    const made = await trainTickets.block(id, blocker());
    expect(made).toEqual({
      id: "2",
      key: "retail/2026-48/blocker-1",
      title: "Checkout is slow",
      open: true,
      owner: "conductor-a",
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      url: "https://github.com/octo/trains/issues/2",
    });
    expect(fake.issues.all()[1]).toMatchObject({
      body: expect.stringMatching(/^Seen in the logs\.\n\nBlocks #1\.\n\n<!-- footplate:blocker /),
      labels: ["train-blocker"],
      assignees: ["conductor-a"],
    });
    expect(await trainTickets.blockers(id)).toEqual([made]);
  });

  test("makes it once per key, and other tickets have others", async () => {
    const { trainTickets, fake, id, clock } = await held(settings);
    const other = await trainTickets.create(ticket(), mark({ key: "retail/2026-49/ticket", nonce: "n2" }));
    const first = await trainTickets.block(id, blocker());
    clock.advance(trainTickets.settleMs);
    expect(await trainTickets.block(id, blocker({ title: "Otherwise said" }))).toEqual(first);
    await trainTickets.block(other.id, blocker());
    await trainTickets.block(id, blocker({ key: "retail/2026-48/blocker-2", title: "Second" }));
    expect((await trainTickets.blockers(id)).map(({ title }) => title)).toEqual(["Checkout is slow", "Second"]);
    expect(await trainTickets.blockers(other.id)).toHaveLength(1);
    expect(fake.issues.all()).toHaveLength(5);
  });

  test("F2 one whose answer was lost is found again once the lists have settled", async () => {
    let lost = false;
    const { trainTickets, fake, id, clock } = await held({
      ...settings,
      lagMs: 45_000,
      fault: ({ method, path }) => (lost && method === "POST" && path.endsWith("/issues") ? "lost" : undefined),
    });
    lost = true;
    expect(await failing(trainTickets.block(id, blocker()))).toMatchObject({
      code: "outcome_unknown",
      written: "maybe",
    });
    lost = false;
    clock.advance(trainTickets.settleMs);
    await trainTickets.block(id, blocker());
    clock.advance(trainTickets.settleMs);
    expect(await trainTickets.blockers(id)).toHaveLength(1);
    expect(fake.issues.all()).toHaveLength(2);
  });

  test("is asked to put it below the ticket only where it can", async () => {
    const { trainTickets, fake, id } = await held(settings);
    await trainTickets.block(id, blocker());
    const writes = sent(fake).filter((call) => call.startsWith("POST") && call.includes("sub_issues"));
    expect(writes).toEqual(settings.issues?.subIssues === false ? [] : ["POST issues/1/sub_issues 201"]);
  });

  test("resolves it with a note, once; resolved already is success", async () => {
    const { trainTickets, fake, id } = await held(settings);
    const made = await trainTickets.block(id, blocker());
    expect(await trainTickets.unblock(id, made.id, note())).toMatchObject({ id: made.id, open: false });
    await trainTickets.unblock(id, made.id, note({ key: "other" }));
    expect(fake.issues.all()[1]).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(fake.issues.all()[1]?.comments).toHaveLength(1);
    expect(await trainTickets.blockers(id)).toMatchObject([{ open: false }]);
  });

  test("an issue that is none of the ticket's blockers is not resolved", async () => {
    const { trainTickets, fake, id } = await held(settings);
    const other = fake.issues.open({ title: "Something else", labels: ["train-blocker"] });
    expect(await failing(trainTickets.unblock(id, other, note()))).toMatchObject({ code: "not_found", written: "no" });
    expect(fake.issues.all()[1]).toMatchObject({ state: "open", comments: [] });
  });
});

describe("a blocker", () => {
  test("stands below the ticket; one whose making broke off is put there by the next try", async () => {
    let broken = true;
    const { trainTickets, fake, id } = await held({
      fault: ({ method, path }) =>
        broken && method === "POST" && path.endsWith("/sub_issues") ? { status: 502 } : undefined,
    });
    expect(await failing(trainTickets.block(id, blocker()))).toMatchObject({ written: "maybe" });
    expect(await trainTickets.blockers(id)).toHaveLength(1);
    broken = false;
    await trainTickets.block(id, blocker());
    const [parent, child] = fake.issues.all();
    expect(parent?.below).toEqual([child?.id]);
    expect(fake.issues.all()).toHaveLength(2);
  });

  test("that the service puts below nothing more is one all the same", async () => {
    const { trainTickets, fake, id } = await held();
    for (let n = 0; n < 100; n += 1) fake.issues.putBelow(id, fake.issues.open({ title: `${n}` }));
    const made = await trainTickets.block(id, blocker());
    expect(sent(fake).at(-1)).toBe("POST issues/1/sub_issues 422");
    expect((await trainTickets.blockers(id)).at(-1)).toEqual(made);
  });

  test("of a person is any sub-issue; it may be in another repository, and is resolved there", async () => {
    const { trainTickets, fake, id } = await held();
    fake.issues.putBelow(id, fake.issues.open({ title: "By hand" }));
    fake.issues.putBelow(id, fake.issues.open({ title: "Elsewhere", elsewhere: "octo/other", number: 70 }));
    const found = await trainTickets.blockers(id);
    expect(found.map(({ id: one, key, open }) => [one, key, open])).toEqual([
      ["2", undefined, true],
      ["octo/other#70", undefined, true],
    ]);
    expect(await failing(trainTickets.unblock(id, "octo/other#70", note()))).toMatchObject({ code: "unsupported" });
    expect(await trainTickets.unblock(id, "2", note())).toMatchObject({ open: false });
  });

  test("copied by hand to another ticket is none of ours there", async () => {
    const { trainTickets, fake, id } = await held();
    await trainTickets.block(id, blocker());
    const other = fake.issues.open({ title: "Another ticket" });
    expect(await trainTickets.blockers(other)).toEqual([]);
    fake.issues.putBelow(other, fake.issues.copy("2"));
    expect((await trainTickets.blockers(other)).map(({ key }) => key)).toEqual([undefined]);
  });

  test("whose owner was taken away gets one again, and one that somebody else took over keeps theirs", async () => {
    const { trainTickets, fake, id } = await held();
    await trainTickets.block(id, blocker());
    fake.issues.edit("2", { assignees: [] });
    expect(await trainTickets.block(id, blocker())).toMatchObject({ owner: "conductor-a" });
    fake.issues.edit("2", { assignees: ["lead"] });
    expect(await trainTickets.block(id, blocker())).toMatchObject({ owner: "lead" });
  });

  test.each([
    ["without an owner whom the service assigns", { owner: "client-a" }, "forbidden"],
    ["without a note", { note: " " }, "invalid_input"],
    ["without a title", { title: "" }, "invalid_input"],
    ["under no key", { key: "" }, "invalid_input"],
  ])("R54 %s is not made", async (_name, change, code) => {
    const { trainTickets, fake, id } = await held();
    expect(await failing(trainTickets.block(id, blocker(change)))).toMatchObject({ code, written: "no" });
    expect(fake.issues.all()).toHaveLength(1);
  });

  test("R54 whose owner and label were dropped in silence is closed again, and the error says so", async () => {
    const { trainTickets, fake } = world({ issues: { mayTriage: false } });
    fake.issues.open({ title: "With the label", labels: ["train-blocker"] });
    const id = fake.issues.open({ title: "Ticket" });
    const error = await failing(trainTickets.block(id, blocker()));
    expect(error).toMatchObject({
      code: "forbidden",
      written: "maybe",
      message: expect.stringContaining("its label and its owner"),
    });
    expect(fake.issues.all()[2]?.state).toBe("closed");
  });

  test("F10 that cannot be read is no reason to say that there is none", async () => {
    for (const part of ["sub_issues", "issues?"]) {
      const { trainTickets, id } = await held({
        through: (fetch) => async (input, init) => {
          const answer = await fetch(input, init);
          const body: unknown = await answer
            .clone()
            .json()
            .catch(() => undefined);
          const url = input instanceof Request ? input.url : String(input);
          return Array.isArray(body) && url.includes(part) ? Response.json([...body, { id: "x" }]) : answer;
        },
      });
      expect((await failing(trainTickets.blockers(id))).code).toMatch(/invalid_response|unavailable/);
    }
  });

  test("is looked for among what was touched since the ticket was made", async () => {
    const { trainTickets, fake, id, clock } = await held();
    clock.advance(86_400_000);
    await trainTickets.blockers(id);
    const { query } = fake.state().calls.at(-1) ?? {};
    expect(Date.parse(new URLSearchParams(query).get("since") ?? "")).toBeLessThanOrEqual(Date.parse(minute(1)));
  });
});
