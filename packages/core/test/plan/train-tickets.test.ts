import {
  apply,
  type Fact,
  FootplateError,
  formatPlan,
  plan,
  type Plan,
  type PlanContext,
  type PlanOptions,
  timetable,
  type TrainLine,
  type TrainTicket,
} from "@footplate/core";
import { memoryTrainTickets, wrapPort } from "@footplate/testkit";
import { describe, expect, it } from "vitest";
import { at, failure, range, simulatedWorld, sparse, sparseChanged, sparseRange, weekly } from "./world.ts";

const line: TrainLine = {
  ...weekly,
  services: [{ id: "picking", owner: "release", ownerConfirmed: "2026-10-01", version: "4.2.0" }, { id: "cart" }],
};
const noTrain: TrainLine = { ...line, noTrainWeeks: [{ week: "2026-12-02", reason: "company meeting" }] };

function world(lagMs = 0) {
  const here = simulatedWorld({ lagMs });
  const tickets = memoryTrainTickets({ clock: here.clock, lagMs });
  const context = (of: TrainLine): PlanContext => {
    const base = here.context(of);
    return { ...base, ports: { ...base.ports, trainTickets: wrapPort(tickets, here.injector) } };
  };
  const run = async (of: TrainLine, options: PlanOptions = {}): Promise<boolean> => {
    let quiet = false;
    for await (const event of apply(context(of), { range, ...options })) {
      if (event.type === "finished") quiet = event.done + event.left + event.failed === 0;
    }
    return quiet;
  };
  const look = (of: TrainLine, options: PlanOptions = {}): Promise<Plan> => plan(context(of), { range, ...options });
  const about = async (of: TrainLine, options: PlanOptions = {}): Promise<readonly unknown[]> => {
    const { operations, questions } = await look(of, options);
    const ours = (mirror: string | undefined): boolean => mirror === "trainTickets";
    return [
      ...operations.filter(({ mirror }) => ours(mirror)),
      ...questions.filter((question) => "mirror" in question && ours(question.mirror)),
    ];
  };
  const live = (): readonly (readonly [string, TrainTicket])[] =>
    tickets.world.live().map(({ mark, item }) => [mark?.key ?? "", item] as const);
  const ticket = (train: string): TrainTicket | undefined => new Map(live()).get(`${train}/ticket`);
  const idOf = (train: string): string =>
    tickets.world.live().find(({ mark }) => mark?.key === `${train}/ticket`)?.id ?? "";
  return { ...here, tickets, context, run, look, about, live, ticket, idOf };
}

/** A fact by the lead. */
function led<T extends Fact["type"]>(fact: Omit<Extract<Fact, { type: T }>, "id" | "at" | "by"> & { type: T }): Fact {
  const { type, ...rest } = fact;
  return {
    id: `${type}/${JSON.stringify(rest)}`,
    at: "2026-11-22T12:00:00Z",
    by: { person: "lead" },
    ...fact,
  } as unknown as Fact;
}

describe("a ticket for each train", () => {
  it("spans the train's windows, says pair, windows and riders, and then there is nothing to do", async () => {
    const here = world();
    await here.run(line);
    expect(here.live().map(([key]) => key)).toEqual([
      "weekly/e1.45/ticket",
      "weekly/e1.46/ticket",
      "weekly/e1.47/ticket",
    ]);
    expect(here.ticket("weekly/e1.45")).toEqual({
      title: "Weekly W47-26",
      body: [
        "Conductor: Conductor A, backup: Conductor C",
        "",
        "Production",
        "- client-a: Tue 2026-11-24 22:00–00:00 Europe/Berlin (21:00Z)",
        "- client-b: Tue 2026-11-24 21:00–23:00 America/New_York (2026-11-25 02:00Z)",
        "- client-a (secondary): Thu 2026-11-26 22:00–00:00 Europe/Berlin (21:00Z)",
        "",
        "Riders",
        "- picking 4.2.0",
        "- cart in no version yet",
      ].join("\n"),
      start: "2026-11-24T21:00:00Z",
      end: "2026-11-26T23:00:00Z",
    });
    const after = await here.look(line);
    expect([...after.operations, ...after.questions]).toEqual([]);
    expect(after.unchanged).toEqual({ noticeBoard: 6, calendar: 9, trainTickets: 3 });
  });

  it("is whole where the range shows a part of the train, and stays when a later range shows none of it", async () => {
    const here = world();
    const part = { start: range.start, end: "2026-11-25T00:00:00Z" } as typeof range;
    await here.run(line, { range: part });
    expect(here.ticket("weekly/e1.45")?.end).toBe("2026-11-26T23:00:00Z");
    const far: Fact = led({
      type: "windowMoved",
      window: "weekly/e1.45/prod/client-b/primary",
      start: "2027-05-04T20:00:00Z" as never,
      end: "2027-05-04T22:00:00Z" as never,
    });
    await here.journal.record("weekly", [far]);
    for (const one of [part, { start: "2027-02-01T00:00:00Z", end: "2027-02-02T00:00:00Z" } as typeof range]) {
      expect(await here.about(line, { range: one })).toMatchObject([
        { action: "update", key: "weekly/e1.45/ticket", item: { end: "2027-05-04T22:00:00Z" } },
      ]);
    }
  });

  it("is opened while windows wait for a review, and waits whole only if no window has a clear time", async () => {
    const here = world();
    const drafts: TrainLine = { ...line, review: "required" };
    const { gap: _gap, overlap: _overlap, ...unclear } = drafts;
    await here.run(drafts);
    expect(here.live()).toHaveLength(3);
    expect(here.board.world.live()).toHaveLength(0);
    const spring = { start: "2027-03-20T00:00:00Z", end: "2027-04-02T00:00:00Z" } as typeof range;
    const onSunday = (target?: string): TrainLine => ({
      ...unclear,
      eras: line.eras.map((era) => ({
        ...era,
        windows: [
          { kind: "primary", stop: "prod", day: 4, at: "02:30", length: "PT2H", zone: "Europe/Berlin" },
          ...(target === undefined
            ? []
            : ([{ kind: "primary", stop: "prod", target, day: 5, at: "22:00", length: "PT1H" }] as const)),
        ],
      })),
    });
    const blocked = await here.look(onSunday(), { range: spring });
    expect(blocked.operations.some(({ key }) => key === "weekly/e1.63/ticket")).toBe(false);
    expect(blocked.questions).toContainEqual(
      expect.objectContaining({ type: "blocked", key: "weekly/e1.63/ticket", why: expect.stringContaining("02:30") }),
    );
    const partly = await here.look(onSunday("client-b"), { range: spring });
    expect(partly.operations).toContainEqual(
      expect.objectContaining({
        action: "create",
        key: "weekly/e1.63/ticket",
        item: expect.objectContaining({
          start: "2027-03-30T02:00:00Z",
          body: expect.stringContaining("- client-a: its time is not clear, "),
        }),
      }),
    );
  });

  it("follows windows that move, riders that board and conductors that swap", async () => {
    const here = world();
    await here.run(line);
    const moved = led({
      type: "windowMoved",
      window: "weekly/e1.46/prod/client-a/primary",
      start: "2026-11-30T20:00:00Z" as never,
      end: "2026-11-30T22:00:00Z" as never,
    });
    const boarded = led({ type: "riderBoarded", train: "weekly/e1.46", service: "cart", version: "9.1" });
    const hotfix = led({
      type: "riderBoarded",
      train: "weekly/e1.46",
      service: "picking",
      version: "4.2.1",
      target: "prod/client-b",
    });
    const swap = [
      led({ type: "swapProposed", swap: "s", train: "weekly/e1.46", role: "primary", with: { person: "lead" } }),
      led({ type: "swapForced", swap: "s", reason: "ill" }),
    ];
    await here.journal.record("weekly", [moved, boarded, hotfix, ...swap]);
    const seen = await here.look(line);
    const text = formatPlan(seen);
    expect(text).toContain("Tickets (1 as they should be)");
    expect(text).toContain("~ W48-26 · ticket · Mon 2026-11-30 21:00 Europe/Berlin (20:00 UTC)");
    await here.run(line);
    const ticket = here.ticket("weekly/e1.46");
    expect(ticket).toMatchObject({ title: "Weekly W48-26", start: "2026-11-30T20:00:00Z" });
    expect(ticket?.body).toContain("Conductor: Lead, backup: ");
    expect(ticket?.body).toContain("- picking 4.2.0, 4.2.1 at prod/client-b\n- cart 9.1");
    // Who is primary of one train is backup of the next.
    expect(here.ticket("weekly/e1.47")?.body).toContain("backup: Lead");
    expect(here.tickets.world.writes()).toEqual({ create: 3, update: 2, remove: 0 });
  });

  it("R28: says whether a rider can be taken back, where its boarding said so, and of a carried one nothing", async () => {
    const board = (version: string, more: object): Fact =>
      led({ type: "riderBoarded", train: "weekly/e1.46", service: "cart", version, ...more });
    const target = "prod/client-a";
    for (const [facts, text] of [
      [[board("9.1", {})], "- cart 9.1"],
      [[board("9.1", { reversible: "yes", rollback: "PT10M" })], "- cart 9.1 (can be taken back in 10 min)"],
      [[board("9.1", { reversible: "slow", rollback: "PT3H" })], "- cart 9.1 (slow to take back, 3 h)"],
      [[board("9.1", { reversible: "no" })], "- cart 9.1 (cannot be taken back)"],
      [[board("9.1", { reversible: "no" }), board("9.2", {})], "- cart 9.2"],
      [
        [board("9.1", { reversible: "slow" }), board("9.0", { target, reversible: "no" })],
        "- cart 9.1 (slow to take back), 9.0 (cannot be taken back) at prod/client-a",
      ],
    ] as const) {
      const here = world();
      await here.journal.record("weekly", facts);
      await here.run(line);
      expect(here.ticket("weekly/e1.46")?.body.split("\n").at(-1)).toBe(text);
    }
  });

  it("a title of one's own, one-off windows of the train, and reservations, which do not make it longer", async () => {
    const here = world();
    const own: TrainLine = {
      ...line,
      texts: { ticket: "{number}: {start} to {end} ({zone})" },
      oneOffWindows: [
        {
          id: "certificates",
          name: "New certificates",
          stop: "prod",
          target: "client-b",
          date: "2026-11-27",
          at: "21:00",
          length: "PT1H",
          train: "weekly/e1.45",
        },
      ],
      eras: line.eras.map((era) => ({
        ...era,
        windows: [
          ...era.windows,
          { kind: "reserved", id: "database", name: "Database work", day: 5, at: "08:00", length: "PT1H" },
        ],
      })),
    };
    await here.run(own);
    const ticket = here.ticket("weekly/e1.45");
    expect(ticket).toMatchObject({
      title: "W47-26: 2026-11-24 22:00 to 2026-11-28 04:00 (Europe/Berlin)",
      start: "2026-11-24T21:00:00Z",
      end: "2026-11-28T03:00:00Z",
    });
    expect(ticket?.body).toContain("- client-b, New certificates: Fri 2026-11-27 21:00");
    expect(ticket?.body).toContain("Reserved\n- Database work: Mon 2026-11-23 08:00–09:00 Europe/Berlin (07:00Z)");
  });
});

describe("a ticket that is not wanted", () => {
  it("of a cancelled train, of a no-train week or without windows is closed, and the plan says why", async () => {
    const windows = ["client-a/primary", "client-b/primary", "client-a/secondary"];
    const cancelled = led({ type: "trainCancelled", train: "weekly/e1.46", reason: "nothing to deploy" });
    const each = windows.map((path) =>
      led({ type: "windowCancelled", window: `weekly/e1.46/prod/${path}`, reason: "moved out" }),
    );
    for (const [of, facts, why] of [
      [noTrain, [], "no-train week: company meeting"],
      [line, [cancelled], "train cancelled: nothing to deploy"],
      [line, each, "windows cancelled: moved out"],
    ] as const) {
      const here = world();
      await here.run(line);
      await here.journal.record("weekly", facts);
      expect(await here.about(of)).toMatchObject([
        { action: "remove", key: "weekly/e1.4" + (of === noTrain ? "7" : "6") + "/ticket", explained: why },
      ]);
      await here.run(of);
      expect(here.live()).toHaveLength(2);
      expect(here.tickets.world.resources()).toHaveLength(3);
      expect((await here.look(of)).operations).toEqual([]);
    }
  });

  it("F79: a slip in the line closes no tickets", async () => {
    const here = world();
    await here.run(line);
    const empty: TrainLine = { ...line, eras: line.eras.map((era) => ({ ...era, windows: [] })) };
    expect((await here.look(empty)).refusals.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("trainTickets: the line wants nothing"),
    );
    expect((await failure(here.run(empty))).code).toBe("guard_refused");
    expect(here.live()).toHaveLength(3);
  });
});

describe("people and tickets", () => {
  it("F82: closing a ticket before the train began asks; the answer opens another or leaves it so", async () => {
    const here = world();
    await here.run(line);
    here.clock.advance(200_000);
    here.tickets.world.humanComplete(here.idOf("weekly/e1.46"));
    const seen = await here.look(line);
    expect(seen.questions).toMatchObject([{ type: "ended", mirror: "trainTickets", key: "weekly/e1.46/ticket" }]);
    expect(formatPlan(seen)).toContain("? closed by hand in the tickets: W48-26 · ticket");
    const answer = (what: "recreate" | "dismiss"): PlanOptions => ({
      answers: [{ key: "weekly/e1.46/ticket", answer: what }],
      by: { person: "lead" },
    });
    await here.run(line, answer("dismiss"));
    expect([...(await here.look(line)).questions, ...here.live()]).toHaveLength(2);
    here.clock.advance(200_000);
    here.tickets.world.humanComplete(here.idOf("weekly/e1.47"));
    await here.run(line, { ...answer("recreate"), answers: [{ key: "weekly/e1.47/ticket", answer: "recreate" }] });
    expect(here.live().map(([key]) => key)).toEqual(["weekly/e1.45/ticket", "weekly/e1.47/ticket"]);
    expect(await here.about(line)).toEqual([]);
  });

  it("F81: an edit by hand asks, and its times never move a window, whatever the record is", async () => {
    const here = world();
    const ofRecord: TrainLine = { ...line, record: "calendar" };
    await here.run(ofRecord);
    here.clock.advance(200_000);
    const before = here.ticket("weekly/e1.46") ?? ({} as TrainTicket);
    here.tickets.world.humanEdit(here.idOf("weekly/e1.46"), {
      ...before,
      title: "Friday's train",
      start: "2026-12-04T20:00:00Z" as TrainTicket["start"],
    });
    for (const options of [{}, { drift: "adopt", by: { person: "lead" } }] as const) {
      expect((await here.look(ofRecord, options)).facts).toEqual([]);
    }
    expect(await here.about(ofRecord)).toMatchObject([
      { type: "drift", changes: [{ field: "start" }, { field: "title" }] },
    ]);
    await here.run(ofRecord, { answers: [{ key: "weekly/e1.46/ticket", answer: "revert" }] });
    expect(here.ticket("weekly/e1.46")).toEqual(before);
  });

  it("one that has begun is conducted: nothing of it is planned, whatever changes or whoever closes it", async () => {
    const here = world();
    await here.run(line);
    here.clock.set("2026-11-24T21:00:00Z");
    expect(await here.about(at(line, "20:00", "secondary"))).not.toContainEqual(
      expect.objectContaining({ key: "weekly/e1.45/ticket" }),
    );
    const cancelled = led({ type: "trainCancelled", train: "weekly/e1.45" });
    const other = world();
    await other.run(line);
    other.clock.set("2026-11-24T21:00:00Z");
    await other.journal.record("weekly", [cancelled]);
    expect(await other.about(line)).toEqual([]);
    here.tickets.world.humanComplete(here.idOf("weekly/e1.45"));
    expect(await here.about(line)).toEqual([]);
    await here.journal.record("weekly", [cancelled]);
    expect(await here.about(line)).toMatchObject([{ action: "note", outcome: "forgotten" }]);
    const late = world();
    late.clock.set("2026-11-25T12:00:00Z");
    expect(await late.about(line)).toContainEqual(
      expect.objectContaining({ type: "missed", mirror: "trainTickets", key: "weekly/e1.45/ticket" }),
    );
  });

  it("F73: a ticket that rests on facts which the journal has lost stops everything", async () => {
    const here = world();
    await here.journal.record("weekly", [
      led({ type: "riderBoarded", train: "weekly/e1.46", service: "cart", version: "9.1" }),
    ]);
    await here.run(line);
    here.clock.advance(200_000);
    here.journal.loseAll();
    // Nothing but the ticket knows of the fact.
    const { noticeBoard, calendar } = simulatedWorld().ports();
    const base = here.context(line);
    const seen = await plan({ ...base, ports: { ...base.ports, noticeBoard, calendar } }, { range });
    expect(seen.refusals).toMatchObject([
      { code: "journal_missing", message: expect.stringContaining("weekly/e1.46 (1)") as unknown },
    ]);
  });
});

describe("mirrors are independent", () => {
  it("without tickets the plan of the others is the same as with them", async () => {
    const here = world();
    const both = await here.look(line);
    const without = await plan(simulatedWorld().context(line), { range });
    expect(both.operations.filter(({ mirror }) => mirror !== "trainTickets")).toEqual(without.operations);
    expect(both.questions).toEqual(without.questions);
    expect(without.unchanged).not.toHaveProperty("trainTickets");
  });

  it("a ticket service that cannot be seen keeps nothing else from being done", async () => {
    const here = world();
    here.tickets.world.failNext("listFails");
    await here.run(line);
    expect(here.live()).toHaveLength(0);
    expect(here.board.world.live()).toHaveLength(6);
    await here.run(line);
    expect(here.live()).toHaveLength(3);
  });
});

describe("F67: a crash or a lost answer at every await, and the tickets converge", () => {
  const options = { range: sparseRange };
  const converged = async (here: ReturnType<typeof world>, when: string): Promise<void> => {
    for (let round = 0; round < 5; round += 1) {
      here.clock.advance(200_000);
      if (await here.run(sparseChanged, options)) break;
    }
    const seen = await here.look(sparseChanged, options);
    expect([...seen.operations, ...seen.questions, ...seen.refusals], when).toEqual([]);
    expect(
      here.live().map(([key]) => key),
      when,
    ).toEqual(["weekly/e1.1/ticket"]);
    const [first] = timetable(sparseChanged, [], sparseRange).windows;
    expect(here.ticket("weekly/e1.1")?.start, when).toBe(first?.start);
  };

  for (const lagMs of [0, 45_000]) {
    for (const mode of ["before", "after", "lost"] as const) {
      it(`${mode === "lost" ? "the answer is lost" : `crash ${mode} the effect`}, listing lag ${String(lagMs)} ms`, async () => {
        for (let call = 1; ; call += 1) {
          const here = world(lagMs);
          await here.run(sparse, options);
          here.clock.advance(200_000);
          here.injector.restart();
          if (mode === "lost") here.injector.loseAnswerAt(call);
          else here.injector.crashAt(call, mode);
          let calls = 0;
          try {
            await here.run(sparseChanged, options);
          } catch (error) {
            if (!here.injector.isCrash(error) && !(error instanceof FootplateError)) throw error;
          } finally {
            calls = here.injector.calls().length;
            here.injector.restart();
          }
          await converged(here, `${mode} at call ${String(call)}`);
          if (calls < call) break;
        }
      });
    }
  }
});
