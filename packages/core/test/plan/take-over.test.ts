import { apply, FootplateError, instant, plan, takeOver, type TakeOver } from "@footplate/core";
import { describe, expect, it } from "vitest";
import { PLANNED, shuttle, START, TRAIN } from "../conduct/shuttle.ts";
import { station } from "../conduct/station.ts";

const WINDOW = `${TRAIN}/prod/client-a/primary`;
const OTHER = `${TRAIN}/prod/client-b/primary`;

function world() {
  const here = station({ line: shuttle, start: START });
  const board = here.memory.noticeBoard.world;
  const byHand = (title = "Maintenance"): string =>
    board.addForeign({
      title,
      body: "We work on it.",
      cancellation: "It does not take place.",
      start: instant("2026-11-23T11:00:00Z"),
      end: instant("2026-11-23T12:00:00Z"),
      components: ["component-a"],
      notify: true,
    });
  return {
    ...here,
    board,
    byHand,
    take: (what: Partial<TakeOver> & Pick<TakeOver, "id">): Promise<void> =>
      takeOver(here.context(), { window: WINDOW, ...what }),
    async run(): Promise<void> {
      for await (const event of apply(here.context(), { ...PLANNED })) void event;
    },
  };
}

async function failure(promise: Promise<unknown>): Promise<FootplateError> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof FootplateError) return thrown;
  throw new Error("it was not refused");
}

describe("taking over what a person made", () => {
  it("makes it the window's own: no second one is made, and nothing is changed on the service", async () => {
    const here = world();
    const id = here.byHand();
    const before = here.board.resources();
    await here.take({ id });
    expect(here.board.resources()).toEqual(before);
    await here.run();
    const own = here.board.resources().filter(({ item }) => item.components.includes("component-a"));
    expect(own.map((row) => row.id)).toEqual([id]);
    expect(here.board.resources()).toHaveLength(2);
  });

  it("F81: what differs from the line is shown as an edit, and kept when a person says so", async () => {
    const here = world();
    const id = here.byHand();
    await here.take({ id });
    const { questions } = await plan(here.context(), PLANNED);
    expect(questions).toContainEqual(expect.objectContaining({ type: "drift", key: WINDOW, mirror: "noticeBoard" }));
    for await (const event of apply(here.context(), {
      ...PLANNED,
      answers: [{ key: WINDOW, answer: "adopt" }],
      by: { person: "lead" },
    }))
      void event;
    expect(here.board.live().find((row) => row.id === id)?.item.title).toBe("Maintenance");
    expect((await plan(here.context(), PLANNED)).questions).toEqual([]);
  });

  it("twice is as once", async () => {
    const here = world();
    const id = here.byHand();
    await here.take({ id });
    const notes = await here.memory.journal.notes(shuttle.id);
    await here.take({ id });
    expect(await here.memory.journal.notes(shuttle.id)).toEqual(notes);
  });

  it("takes over a calendar entry in the same way", async () => {
    const here = world();
    const id = here.memory.mirror.world.addForeign({
      title: "Maintenance",
      description: "",
      start: instant("2026-11-23T11:00:00Z"),
      end: instant("2026-11-23T12:00:00Z"),
      zone: "Europe/Berlin",
      busy: true,
    });
    await here.take({ id, mirror: "calendar" });
    await here.run();
    const entries = here.memory.mirror.world.live().filter(({ mark }) => mark?.key === WINDOW);
    expect(entries).toEqual([]);
    expect(here.memory.mirror.world.live()).toHaveLength(2);
  });

  it("refuses a window that the line does not have", async () => {
    const here = world();
    const error = await failure(here.take({ id: here.byHand(), window: `${TRAIN}/prod/client-z/primary` }));
    expect(error).toMatchObject({ code: "not_found", message: expect.stringContaining("client-z") });
  });

  it("refuses an id that the service does not have", async () => {
    expect(await failure(world().take({ id: "r99" }))).toMatchObject({ code: "not_found" });
  });

  it("refuses what is over, and says what to do instead", async () => {
    const here = world();
    const id = here.byHand();
    here.board.humanComplete(id);
    expect(await failure(here.take({ id }))).toMatchObject({
      code: "conflict",
      hint: expect.stringContaining("reopen"),
    });
  });

  it("refuses a second one for a window that has one", async () => {
    const here = world();
    await here.run();
    expect(await failure(here.take({ id: here.byHand() }))).toMatchObject({ code: "conflict" });
  });

  it("refuses what is another window's, by journal or by mark", async () => {
    const here = world();
    const id = here.byHand();
    await here.take({ id });
    const error = await failure(here.take({ id, window: OTHER }));
    expect(error).toMatchObject({ code: "conflict", message: expect.stringContaining(WINDOW) });
    const marked = world();
    await marked.run();
    const own = marked.board.live().find(({ mark }) => mark?.key === WINDOW);
    const copy = marked.board.humanCopy(own?.id ?? "");
    // The window of client B has a notice already, so that its own is given up first.
    marked.board.humanDelete(marked.board.live().find(({ mark }) => mark?.key === OTHER)?.id ?? "");
    expect(await failure(marked.take({ id: copy, window: OTHER }))).toMatchObject({ code: "conflict" });
  });

  it("F68: waits its turn: another process that has the lease is named", async () => {
    const here = world();
    await here.memory.journal.leases.acquire("apply/shuttle", "the other machine", "apply", 60_000);
    const error = await failure(here.take({ id: here.byHand() }));
    expect(error).toMatchObject({ code: "conflict", message: expect.stringContaining("the other machine") });
  });

  it("gives the lease back, whether it took something over or not", async () => {
    const here = world();
    await failure(here.take({ id: "r99" }));
    await here.take({ id: here.byHand() });
    expect(await here.memory.journal.leases.holder("apply/shuttle")).toBeUndefined();
  });

  it("refuses a mirror that is not wired", async () => {
    const here = world();
    const ports = { journal: here.memory.journal, noticeBoard: here.memory.noticeBoard };
    const taken = takeOver({ ...here.context(), ports }, { mirror: "calendar", window: WINDOW, id: "r1" });
    expect(await failure(taken)).toMatchObject({ code: "invalid_input" });
  });
});
