import { describe, expect, test } from "vitest";
import { tick } from "@footplate/core/conduct";
import { apply, type ConductPolicy, instant, plan, type TrainLine } from "../../src/index.ts";
import { A, B, TRAIN } from "./shuttle.ts";
import { at, story, type Story, WINDOW } from "./story.ts";

const OTHER = `${TRAIN}/${B}/primary`;
const REMINDED: ConductPolicy = { reminders: { team: ["PT5M"], target: [], changeControl: [] } };

/** Both windows are reviewed and announced for 11:00; then that of client A is moved, and nobody reviews it again. */
async function moved(
  times: { readonly start: string; readonly end: string },
  line: Partial<TrainLine> = {},
): Promise<Story> {
  const day = story({ policy: REMINDED, line: { review: "required", ...line } });
  for (const window of [WINDOW, OTHER]) await day.act({ act: "reviewWindow", by: "b", window });
  await day.now();
  await day.act({ act: "moveWindow", by: "b", window: WINDOW, start: full(times.start), end: full(times.end) });
  await day.now();
  return day;
}

const full = (time: string) => (time.includes("T") ? instant(time) : at(time));
const LATER = { start: "12:00", end: "13:30" };
const NEXT_DAY = { start: "2026-11-24T11:00:00Z", end: "2026-11-24T12:00:00Z" };

const windowFacts = async (day: Story) =>
  (await day.facts()).filter(
    (fact) => (fact.type === "windowStarted" || fact.type === "windowCompleted") && fact.window === WINDOW,
  );

describe("a window that moved and was not reviewed again", () => {
  test("R7: is kept at what was announced: no new end is published, and at the announced one it is completed", async () => {
    const day = await moved(LATER);
    await day.to("11:30");
    expect(day.notice()).toMatchObject({ reached: "in_progress", item: { start: at("11:00"), end: at("12:00") } });
    expect(day.component("component-a")).toBe("under_maintenance");
    expect(await windowFacts(day)).toEqual([]);
    await day.to("12:05");
    expect(day.notice()).toMatchObject({ reached: "completed", item: { end: at("12:00") } });
    expect(
      day
        .notice()
        .updates.map(({ text }) => text)
        .join(),
    ).not.toContain("longer");
    expect(day.component("component-a")).toBe("operational");
    expect(day.runs().filter(({ target }) => target === A)).toEqual([]);
  });

  test("R7: no later tick publishes anything of the new times, before, in or after them", async () => {
    const day = await moved(LATER);
    for (const time of ["11:59", "12:01", "12:45", "13:29", "13:40"]) await day.to(time);
    const { notices } = day.memory.noticeBoard.world.seen();
    const own = notices.filter(({ item }) => item.components.includes("component-a"));
    expect(own).toMatchObject([{ reached: "completed", item: { end: at("12:00") } }]);
    expect(JSON.stringify(own)).not.toContain("13:30");
  });

  test("R7: one that moved to earlier does not begin at times that nobody reviewed", async () => {
    const day = await moved({ start: "10:50", end: "11:20" });
    await day.to("10:55");
    expect(day.notice().reached).toBe("scheduled");
    await day.to("11:25");
    expect(day.notice()).toMatchObject({ reached: "in_progress", item: { end: at("12:00") } });
    await day.to("12:01");
    expect(day.notice()).toMatchObject({ reached: "completed", item: { end: at("12:00") } });
  });

  test("R7: a bot that was down at the announced end completes it when it is back", async () => {
    const day = await moved(NEXT_DAY);
    await day.to("11:10");
    day.clock.set(at("14:00"));
    await day.now();
    expect(day.notice().reached).toBe("completed");
    expect(day.component("component-a")).toBe("operational");
  });

  test("R7: a review while the old times run takes the notice on to the new end", async () => {
    const day = await moved(LATER);
    await day.to("11:30");
    await day.act({ act: "reviewWindow", by: "b", window: WINDOW });
    await day.to("12:03");
    expect(day.notice()).toMatchObject({ reached: "in_progress", item: { end: at("13:30") } });
    await day.to("12:30");
    expect(await day.status(A)).toBe("passed");
    expect(day.notice().reached).toBe("completed");
  });

  test("R7: a review after the old times are over announces the window anew, and the train uses it", async () => {
    const day = await moved(NEXT_DAY);
    await day.to("13:00");
    expect(await windowFacts(day)).toEqual([]);
    const all = { range: { start: at("10:45"), end: instant("2026-11-25T00:00:00Z") } };
    await day.act({ act: "reviewWindow", by: "b", window: WINDOW });
    const { line, ports, clock } = day;
    for await (const _event of apply({ line, ports, clock }, all));
    const own = () =>
      day.memory.noticeBoard.world.seen().notices.filter(({ item }) => item.components.includes("component-a"));
    expect(own().map(({ reached, item }) => [reached, item.start])).toEqual([
      ["completed", at("11:00")],
      ["scheduled", NEXT_DAY.start],
    ]);
    expect((await plan({ line, ports, clock }, all)).questions).toEqual([]);
    await day.until("2026-11-24T11:20:00Z", { mirrors: all });
    expect(await day.status(A)).toBe("passed");
    expect(own().map(({ reached }) => reached)).toEqual(["completed", "completed"]);
  });

  test("R7: a review on the evening itself, for another day, leaves nothing under maintenance until then", async () => {
    const day = await moved(NEXT_DAY);
    await day.to("11:30");
    await day.act({ act: "reviewWindow", by: "b", window: WINDOW });
    await day.to("11:59");
    expect(day.notice().reached).toBe("in_progress");
    await day.to("12:05");
    expect(day.component("component-a")).toBe("operational");
    expect(await windowFacts(day)).toEqual([]);
  });

  test("R7: an open problem on the target keeps the notice open past the announced end", async () => {
    const day = await moved(NEXT_DAY);
    await day.to("11:50");
    await day.act({ act: "openProblem", by: "b", train: TRAIN, target: A, problem: "p1", summary: "Orders are slow" });
    await day.to("12:20");
    expect(day.notice()).toMatchObject({ reached: "in_progress", item: { end: at("12:00") } });
    expect(day.component("component-a")).toBe("under_maintenance");
  });

  test("R7: a deploy that is under way on the target, in another window, keeps it open past the announced end", async () => {
    const extra = { id: "extra", name: "Extra", stop: "prod", target: "client-a", train: TRAIN, date: "2026-11-23" };
    const day = await moved(NEXT_DAY, {
      oneOffWindows: [{ ...extra, at: "13:00", zone: "Europe/Berlin", length: "PT2H" }],
    });
    day.memory.deployRunner.world.script(A, { ends: "hang" });
    await day.act({ act: "reviewWindow", by: "b", window: "shuttle/one-off/extra" });
    await day.to("12:20");
    expect(await day.status(A)).toBe("promoting");
    expect(day.notice()).toMatchObject({ reached: "in_progress", item: { end: at("12:00") } });
    expect(day.component("component-a")).toBe("under_maintenance");
  });

  test("R7: crash: completed on the board and not noted, the next tick notes it and completes nothing twice", async () => {
    const day = await moved(NEXT_DAY);
    await day.to("11:50");
    day.memory.noticeBoard.world.humanComplete(day.notice().id);
    await day.to("12:10");
    expect(day.component("component-a")).toBe("operational");
    const { line, ports, clock } = day;
    const all = { range: { start: at("10:45"), end: instant("2026-11-25T00:00:00Z") } };
    expect((await plan({ line, ports, clock }, all)).questions).toMatchObject([{ type: "review", key: WINDOW }]);
  });

  test("R7: the tick and the team's channel say once, and ahead of the announced start, that customers see the old times", async () => {
    const day = await moved(LATER);
    const still = () => day.said("#rail").filter((text) => text.includes("customers still see"));
    expect(still()).toHaveLength(1);
    for (const time of ["11:00", "12:00", "13:30"]) expect(still()[0]).toContain(`${time} UTC`);
    const { events } = await day.to("10:50");
    expect(events.filter(({ type }) => type === "waiting").map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`${WINDOW} moved to`),
    );
    expect(still()).toHaveLength(1);
    await day.to("10:56");
    expect(still()).toHaveLength(2);
    await day.to("11:30");
    expect(still()).toHaveLength(2);
    for (const channel of ["#prod-client-a", "#change-control"])
      expect(day.said(channel).join(), channel).not.toContain("customers still see");
  });

  test("R7: who reviews in time hears no reminder, and the notice tells of the new times", async () => {
    const day = await moved(LATER);
    await day.act({ act: "reviewWindow", by: "b", window: WINDOW });
    await day.to("10:58");
    expect(day.notice()).toMatchObject({ reached: "scheduled", item: { start: at("12:00"), end: at("13:30") } });
    expect(day.said("#rail").filter((text) => text.includes("customers still see"))).toHaveLength(1);
  });
});

test("R7: a rule that changes in mid-window publishes no end that nobody reviewed", async () => {
  const day = story({ line: { review: "required" }, policy: { steps: { promote: "conductor" } } });
  for (const window of [WINDOW, OTHER]) await day.act({ act: "reviewWindow", by: "b", window });
  await day.to("11:10");
  expect(day.notice().reached).toBe("in_progress");
  const longer: TrainLine = {
    ...day.line,
    eras: day.line.eras.map((era) => ({
      ...era,
      windows: era.windows.map((rule) => ({ ...rule, length: "PT3H" })),
    })),
  };
  await tick({ line: longer, ports: day.ports, clock: day.clock }, { nonce: day.nonce, mirrors: false });
  expect(day.notice().item.end).toBe(at("12:00"));
  day.clock.set(at("12:01"));
  await tick({ line: longer, ports: day.ports, clock: day.clock }, { nonce: day.nonce, mirrors: false });
  expect(day.notice()).toMatchObject({ reached: "completed", item: { end: at("12:00") } });
});
