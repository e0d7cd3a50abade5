import { apply, epochMs, type ServiceClock } from "@footplate/core";
import { conduct, type Conducted, tick, type TickMemory } from "@footplate/core/conduct";
import { describe, expect, test } from "vitest";
import { A, B, PLANNED, TRAIN } from "./shuttle.ts";
import { at, problemOf, story, type Story, troubled, WINDOW } from "./story.ts";

const MINUTE_MS = 60_000;

/** The clocks of services that the day's ports have seen, by host; to be changed while the day goes on. */
function services(day: Story): Map<string, number> {
  const hosts = new Map<string, number>();
  const clocks = (): readonly ServiceClock[] => [...hosts].map(([host, aheadMs]) => ({ host, aheadMs }));
  async function* checks(): AsyncGenerator<never> {}
  const checkup = { adapter: "memory", permissions: [], checks, clocks };
  // Two ports of one adapter, which have their services in common.
  Object.assign(day.memory.noticeBoard, { checkup });
  Object.assign(day.memory.trainTickets, { checkup });
  return hosts;
}

function off(day: Story, minutes: number): Map<string, number> {
  return services(day).set("page.example.com", minutes * MINUTE_MS);
}

const warnings = (events: readonly Conducted[]): readonly string[] =>
  events.filter(({ type }) => type === "warning").map(({ text }) => text);

async function conducted(day: Story, onTick: () => void): Promise<readonly Conducted[]> {
  const events: Conducted[] = [];
  for await (const event of conduct(day.context(), { nonce: day.nonce, untilEnded: true })) {
    events.push(event);
    if (event.type === "tick") onTick();
    if (epochMs(event.at) > epochMs(at("14:00"))) break;
  }
  return events;
}

describe("F38 a clock that is more than five minutes off", () => {
  test.each([60, -60, 5.1])(
    "%d minutes: nothing is cut, and the reason says how far and what to do",
    async (minutes) => {
      const day = story();
      off(day, minutes);
      const { waiting } = await day.to("11:10");
      expect((await day.state()).phase).toBe("planned");
      expect(day.runs()).toEqual([]);
      const side = minutes > 0 ? "behind" : "ahead of";
      expect(waiting[TRAIN]).toEqual([
        expect.stringMatching(
          new RegExp(
            `page.example.com: this machine's clock is ${Math.round(Math.abs(minutes))} min ${side} .* time server`,
          ),
        ),
      ]);
    },
  );

  test("no deploy is decided, and it goes on as soon as the clocks agree", async () => {
    const day = story();
    const hosts = off(day, 0);
    await day.to("10:55");
    hosts.set("page.example.com", 60 * MINUTE_MS);
    const { waiting, wakeAt } = await day.to("11:05");
    expect((await day.state()).phase).toBe("cut");
    expect(day.runs()).toEqual([]);
    expect(waiting[TRAIN]?.map((reason) => reason.split(":", 1)[0])).toEqual([A, B]);
    expect(epochMs(wakeAt)).toBeLessThanOrEqual(epochMs(at("11:06")));
    hosts.set("page.example.com", 0);
    await day.to("11:40");
    expect((await day.state()).phase).toBe("arrived");
    expect(day.runs()).toHaveLength(2);
  });

  test("what it decided before is not started, and says so", async () => {
    const day = story();
    const hosts = off(day, 0);
    const { deployRunner } = day.ports;
    let refuses = true;
    const start: typeof deployRunner.start = async (...args) => {
      if (refuses) throw new Error("the process dies");
      return deployRunner.start(...args);
    };
    const ports = { ...day.ports, deployRunner: { ...deployRunner, start } };
    await day.to("10:59");
    day.clock.set(at("11:00"));
    await expect(tick(day.context(ports), { nonce: day.nonce })).rejects.toThrow("the process dies");
    expect((await day.state()).orders.map(({ status }) => status)).toEqual(["ordered", "ordered"]);
    refuses = false;
    hosts.set("page.example.com", 60 * MINUTE_MS);
    const { events } = await day.to("11:05");
    expect(day.runs()).toEqual([]);
    const held = events.filter(({ type, text }) => type === "waiting" && text.startsWith("deploy of "));
    expect(held.map(({ text }) => text)).toEqual([
      expect.stringContaining(`to ${A}: clock against`),
      expect.stringContaining(`to ${B}: clock against`),
    ]);
    hosts.set("page.example.com", 0);
    await day.to("11:45");
    expect(day.runs()).toHaveLength(2);
    expect((await day.state()).phase).toBe("arrived");
  });

  test("a notice is not set in progress, nor a window begun that no notice tells of", async () => {
    const day = story();
    const hosts = off(day, 0);
    await day.to("10:55");
    hosts.set("page.example.com", -60 * MINUTE_MS);
    const { noticeBoard, ...others } = day.ports;
    if (noticeBoard === undefined) throw new Error("no notice board");
    const started: string[] = [];
    const late = {
      ...noticeBoard,
      read: async (id: string) => {
        const notice = await noticeBoard.read(id);
        return notice && { ...notice, state: "scheduled" as const };
      },
      start: (...args: Parameters<typeof noticeBoard.start>) => (started.push(args[0]), noticeBoard.start(...args)),
    };
    day.clock.set(at("11:03"));
    const begun = async (): Promise<number> =>
      (await day.facts()).filter(({ type }) => type === "windowStarted").length;
    const options = { nonce: day.nonce, mirrors: false };
    const { events } = await tick(day.context({ ...day.ports, noticeBoard: late }), options);
    expect(events.filter(({ text }) => text.startsWith(`starting ${WINDOW}: clock against`))).toHaveLength(1);
    if (others.calendar === undefined) throw new Error("no calendar");
    const unannounced = { ...others, calendar: others.calendar };
    await tick(day.context(unannounced), options);
    expect([started, await begun()]).toEqual([[], 0]);
    hosts.set("page.example.com", 0);
    await tick(day.context({ ...day.ports, noticeBoard: late }), options);
    expect(started.length).toBeGreaterThan(0);
    expect(await begun()).toBeGreaterThan(0);
  });

  test("what is under way is looked after: it passes, its windows close, the train arrives", async () => {
    const day = story();
    const hosts = off(day, 0);
    await day.to("11:02");
    hosts.set("page.example.com", 60 * MINUTE_MS);
    await day.to("11:20");
    expect((await day.state()).phase).toBe("arrived");
    expect(day.notice().reached).toBe("completed");
  });

  test("a person's promotion is started, and a rollback is", async () => {
    const day = troubled({ ends: "fail" });
    const hosts = off(day, 0);
    await day.to("10:59");
    hosts.set("page.example.com", 60 * MINUTE_MS);
    await day.to("11:01");
    expect(day.runs()).toEqual([]);
    await day.act({ act: "promote", by: "b", train: TRAIN, to: A });
    await day.to("11:08");
    expect(day.runs()).toHaveLength(1);
    const problem = await problemOf(day);
    await day.act({ act: "decideProblem", by: "b", train: TRAIN, problem, course: "rollback", reason: "logins fail" });
    await day.to("11:20");
    expect((await day.state()).orders.map(({ kind, status }) => [kind, status])).toEqual([
      ["promote", "failed"],
      ["rollback", "succeeded"],
    ]);
  });
});

describe("F38 a clock that is off is told", () => {
  test("once for each change, however often it is looked at and however it trembles", async () => {
    const day = story();
    const hosts = off(day, 0);
    let ticks = 0;
    const events = await conducted(day, () => {
      ticks += 1;
      const tremble = (ticks % 3) * 1000;
      const seconds = ticks < 3 ? 20 : ticks < 8 ? 90 : ticks < 15 ? 450 : 10;
      hosts.set("page.example.com", seconds * 1000 + tremble);
    });
    expect(warnings(events)).toEqual([
      expect.stringMatching(/^clock against page.example.com: this machine's clock is \d\d s behind .*time server/),
      expect.stringContaining("is 8 min behind"),
      "clock against page.example.com: the two agree again",
    ]);
    const waits = events.filter(({ type, text }) => type === "waiting" && text.includes("clock against"));
    expect(new Set(waits.map(({ text }) => text)).size).toBe(waits.length);
    expect((await day.state()).phase).toBe("arrived");
  });

  test("above 30 seconds, and stops nothing", async () => {
    const day = story();
    off(day, 0).set("page.example.com", -31_000);
    const events = await conducted(day, () => undefined);
    expect(warnings(events)).toEqual([expect.stringContaining("is 31 s ahead of the service's")]);
    expect((await day.state()).phase).toBe("arrived");
    expect(day.runs()).toHaveLength(2);
  });

  test("at every tick of who remembers nothing, and by apply", async () => {
    const day = story();
    off(day, 60);
    expect(warnings((await day.now()).events)).toHaveLength(1);
    expect(warnings((await day.now()).events)).toHaveLength(1);
    const said: string[] = [];
    for await (const event of apply(day.context(), { ...PLANNED, patienceMs: 0 }))
      if (event.type === "warning") said.push(event.text);
    expect(said).toEqual([expect.stringContaining("is 60 min behind")]);
  });

  test.each<{ readonly clocks: readonly number[]; readonly stops: boolean }>([
    { clocks: [], stops: false },
    { clocks: [60, 0], stops: false },
    { clocks: [0, 0, 60, 60], stops: false },
    { clocks: [60, 60, 0], stops: true },
    { clocks: [60, 61, -300], stops: true },
  ])("by the middle one of the services: $clocks minutes", async ({ clocks, stops }) => {
    const day = story();
    const hosts = services(day);
    for (const [index, minutes] of clocks.entries()) hosts.set(`s${String(index)}.example.com`, minutes * MINUTE_MS);
    const memory: TickMemory = {};
    day.clock.set(at("10:55"));
    await tick(day.context(), { nonce: day.nonce, mirrors: PLANNED, memory });
    expect((await day.state()).phase).toBe(stops ? "planned" : "cut");
    expect(memory.clock === undefined).toBe(clocks.length === 0);
  });
});
