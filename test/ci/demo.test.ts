import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { addDays, epochMs, type Fact, instant, type Interval, span, timetable, type TrainLine } from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import type { Served } from "@footplate/testkit/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fakes, type FakesState, readState, startFakes } from "../../examples/demo/control.ts";
import { settingsFor } from "../../examples/demo/settings.ts";
import { calendarOf } from "../../examples/demo/wiring.ts";
import { violations } from "../support/spec-validator.ts";
import { watched } from "../support/watched.ts";
import { depot } from "./conducted-line.ts";
import { harbour, office } from "./lines.ts";

const run = promisify(execFile);
const root = new URL("../../", import.meta.url).pathname;
const now = instant("2027-02-01T08:00:00Z");
const range: Interval = span(now, "P5W");

describe("the demo, with lines that no example shows", () => {
  let fakes: Fakes;
  let proxy: Served;
  let work: string;
  let state: FakesState;
  let requests = 0;
  const ended = new Map<string, TrainLine>();

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), "footplate-demo-"));
    fakes = await startFakes(settingsFor([office, harbour], now));
    proxy = await watched(fakes.services, () => (requests += 1));
    for (const line of [office, harbour]) await writeFile(join(work, `${line.id}.in.json`), JSON.stringify(line));
    const places = JSON.stringify({ services: proxy.url, control: fakes.control });
    await run(
      process.execPath,
      [
        "examples/demo/main.ts",
        "--line",
        join(work, "office.in.json"),
        "--line",
        join(work, "harbour.in.json"),
        "--now",
        now,
        "--fakes",
        places,
        "--work",
        work,
      ],
      { cwd: root, maxBuffer: 10_000_000 },
    );
    state = await readState(fakes.control);
    for (const { id } of [office, harbour]) ended.set(id, JSON.parse(await readFile(join(work, `${id}.json`), "utf8")));
  }, 120_000);

  afterAll(async () => {
    await proxy?.close();
    fakes?.close();
    await rm(work, { recursive: true, force: true });
  });

  /** The windows that must stand, by the changed line and with nothing of the planner in between. */
  const standing = (
    line: TrainLine,
  ): readonly { readonly id: string; readonly kind: string; readonly start: string; readonly end: string }[] =>
    timetable(ended.get(line.id) ?? line, [], range).windows.filter(
      ({ status, start }) => status !== undefined && epochMs(start) > epochMs(now),
    );

  const keysOf = (line: TrainLine, status: string): readonly string[] =>
    state.statuspage.incidents
      .filter((incident) => incident.status === status)
      .map(({ metadata }) => metadata?.footplate?.key ?? "")
      .filter((key) => key.startsWith(`${line.id}/`))
      .toSorted();

  const eventsOf = (
    line: TrainLine,
  ): readonly { readonly start: string; readonly end: string; readonly summary: string }[] =>
    state.calendar.events
      .filter((event) => event.calendarId === calendarOf(line) && event.status === "confirmed")
      .map((event) => ({
        start: instant(event.start?.dateTime ?? ""),
        end: instant(event.end?.dateTime ?? ""),
        summary: event.summary ?? "",
      }));

  it("each line lost exactly one train to the week without train", () => {
    for (const line of [office, harbour]) {
      const before = new Set(timetable(line, [], range).windows.map(({ train }) => train));
      const after = new Set(standing(line).map(({ id }) => id.split("/").slice(0, 2).join("/")));
      expect([...before].filter((train) => !after.has(train ?? ""))).toHaveLength(1);
      expect(ended.get(line.id)?.noTrainWeeks).toHaveLength(1);
    }
  });

  it("one live maintenance for each key, none twice; the one deleted by hand is absent", () => {
    for (const line of [office, harbour]) {
      const wanted = standing(line)
        .filter(({ kind }) => kind === "primary")
        .map(({ id }) => id)
        .toSorted();
      const deleted =
        line.record === "calendar"
          ? []
          : [timetable(line, [], range).windows.filter(({ kind }) => kind === "primary")[1]?.id];
      expect(keysOf(line, "scheduled")).toEqual(wanted.filter((id) => !deleted.includes(id)));
    }
  });

  it("one live event for each window, at its times; the edited one is back where the line has it, or stays where the record has it", () => {
    for (const line of [office, harbour]) {
      const movedId = timetable(line, [], range).windows.find(({ kind }) => kind === "primary")?.id;
      const shift = line.record === "calendar" ? 2 * 3_600_000 : 0;
      const wanted = standing(line)
        .map(({ id, start, end }) => ({
          start: epochMs(start) + (id === movedId ? shift : 0),
          end: epochMs(end) + (id === movedId ? shift : 0),
        }))
        .toSorted((a, b) => a.start - b.start || a.end - b.end);
      const there = eventsOf(line)
        .map(({ start, end }) => ({ start: epochMs(start), end: epochMs(end) }))
        .toSorted((a, b) => a.start - b.start || a.end - b.end);
      expect(there).toEqual(wanted);
    }
  });

  it("R3: the status page followed the move in the calendar of record", () => {
    const window = timetable(harbour, [], range).windows.find(({ kind }) => kind === "primary");
    const incident = state.statuspage.incidents.find(
      ({ metadata, status }) => metadata?.footplate?.key === window?.id && status === "scheduled",
    );
    expect(epochMs(incident?.scheduled_for ?? "")).toBe(epochMs(window?.start ?? "") + 2 * 3_600_000);
  });

  it("the pair on the train is the pair that gets paged, covers included", () => {
    const spans = state.opsgenie.overrides.map(({ startDate, endDate, user }) => ({
      start: epochMs(startDate),
      end: epochMs(endDate),
      user: user.id,
    }));
    const facts = timetable(ended.get("harbour") ?? harbour, [], range);
    const primaries = new Map(facts.pairs.map(({ train, primary }) => [train, primary]));
    const movedId = timetable(harbour, [], range).windows.find(({ kind }) => kind === "primary")?.id;
    const windows = facts.windows.filter(({ kind }) => kind === "primary");
    let covered = 0;
    for (const window of windows) {
      const shift = window.id === movedId ? 2 * 3_600_000 : 0;
      const [start, end] = [epochMs(window.start) + shift, epochMs(window.end) + shift];
      const own = spans.filter((span) => span.start >= start && span.end <= end).toSorted((a, b) => a.start - b.start);
      // Every moment has one on call, none two.
      expect(own.map((span) => span.start)).toEqual([start, ...own.slice(0, -1).map((span) => span.end)]);
      expect(own.at(-1)?.end).toBe(end);
      const primary = `user-${String(primaries.get(window.train ?? ""))}`;
      expect(own[0]?.user).toBe(primary);
      if (own.length > 1) covered += 1;
      if (own.length > 1) expect(own.map(({ user }) => user === primary)).toEqual([true, false]);
    }
    expect(covered).toBe(1);
    expect(
      spans.every((span) =>
        windows.some(({ start, end }) => span.start >= epochMs(start) && span.end <= epochMs(end) + 2 * 3_600_000),
      ),
    ).toBe(true);
  });

  it("F87: a silent line mails nobody; an announced one withdraws with a text, a silent one without a trace", () => {
    expect(keysOf(harbour, "completed")).toEqual([]);
    expect(keysOf(office, "completed")).not.toEqual([]);
    expect(JSON.stringify(state.statuspage.notifications)).not.toContain("Harbour");
  });

  it("a second process plans the changed lines and finds nothing", async () => {
    for (const line of [office, harbour]) {
      const env = {
        ...process.env,
        FOOTPLATE_DEMO_SERVICES: proxy.url,
        FOOTPLATE_DEMO_CONTROL: fakes.control,
        FOOTPLATE_DEMO_LINE: join(work, `${line.id}.json`),
      };
      const args = [
        "plan",
        join(work, `${line.id}.json`),
        "--config",
        join(root, "examples/demo/footplate.config.ts"),
        "--journal",
        join(work, "journal.db"),
      ];
      const dates = ["--from", addDays(now.slice(0, 10), 1), "--to", addDays(now.slice(0, 10), 35), "--json"];
      const { stdout } = await run(
        process.execPath,
        ["--conditions=@footplate/source", join(root, "packages/cli/src/main.ts"), ...args, ...dates],
        { cwd: root, env, maxBuffer: 10_000_000 },
      );
      const plan = JSON.parse(stdout);
      expect({
        operations: plan.operations,
        questions: plan.questions,
        facts: plan.facts,
        refusals: plan.refusals,
      }).toEqual({ operations: [], questions: [], facts: [], refusals: [] });
    }
  });

  it("every request and every answer fits the vendors' descriptions", () => {
    expect(requests).toBeGreaterThan(100);
    expect(violations()).toEqual([]);
  });
});

describe("the demo conducts two trains of a line that no example shows", () => {
  let fakes: Fakes;
  let proxy: Served;
  let work: string;
  let state: FakesState;
  let output = "";
  let line: TrainLine;
  let facts: readonly Fact[];
  const places = ["bench/one", "site/lyon", "site/quito"];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), "footplate-trains-"));
    fakes = await startFakes(settingsFor([depot], now));
    proxy = await watched(fakes.services);
    await writeFile(join(work, "depot.in.json"), JSON.stringify(depot));
    const where = JSON.stringify({ services: proxy.url, control: fakes.control });
    const args = ["--line", join(work, "depot.in.json"), "--now", now, "--fakes", where, "--work", work];
    const ran = await run(process.execPath, ["--conditions=@footplate/source", "examples/demo/main.ts", ...args], {
      cwd: root,
      maxBuffer: 10_000_000,
    });
    output = ran.stdout;
    state = await readState(fakes.control);
    line = JSON.parse(await readFile(join(work, "depot.json"), "utf8"));
    const journal = openJournal({ file: join(work, "journal.db") });
    facts = await journal.facts("depot");
    journal.close();
  }, 170_000);

  afterAll(async () => {
    await proxy?.close();
    fakes?.close();
    await rm(work, { recursive: true, force: true });
  });

  const ofType = <Type extends Fact["type"]>(type: Type): readonly Extract<Fact, { type: Type }>[] =>
    facts.filter((fact): fact is Extract<Fact, { type: Type }> => fact.type === type);
  const trains = (): readonly string[] => ofType("trainArrived").map(({ train }) => train);
  const numberOf = (train: string | undefined): string | undefined =>
    timetable(line, [], span(now, "P8W")).trains.find(({ id }) => id === train)?.number;

  it("R9: both trains arrive, and every environment runs the second one, repair included where it belongs", () => {
    expect(trains()).toHaveLength(2);
    const runs = (name: string): unknown =>
      state.github.deployments.findLast((one) => one.environment === name && one.statuses.at(-1)?.state === "success")
        ?.payload;
    const version = numberOf(trains()[1]);
    expect(runs("bench")).toEqual({ version, services: { cranes: "5.0.2", gates: "3.1.9" } });
    expect(runs("lyon")).toEqual({ version, services: { cranes: "5.0.2", gates: "3.1.10" } });
    expect(runs("quito")).toEqual({ version, services: { cranes: "5.0.2", gates: "3.1.9" } });
  });

  it("F90, F91: one run for each order, the killed process's included; one of them failed", () => {
    const orders = ofType("deployOrdered");
    expect(orders.map(({ target }) => target)).toEqual([
      ...places,
      "bench/one",
      "site/lyon",
      "site/lyon",
      "site/quito",
    ]);
    const carried = state.github.runs.map(({ inputs }) => inputs["order"]);
    expect(new Set(carried).size).toBe(orders.length);
    expect(carried).toHaveLength(orders.length);
    expect(state.github.runs.filter(({ conclusion }) => conclusion !== "success")).toHaveLength(1);
    expect(output).toContain("SIGKILL");
    // The process that was killed had dispatched it, and never wrote down that it runs.
    const [killed, started] = [state.github.runs.at(-1), ofType("deployStarted").at(-1)];
    expect(started?.run).toBe(String(killed?.id));
    expect(epochMs(started?.at ?? now) - (killed?.createdAt ?? 0)).toBeGreaterThan(60_000);
  });

  it("R22, R23: the maintenance made by hand is disarmed, extended with consent, and completed by us", () => {
    const made = state.statuspage.incidents.filter(({ name }) => name === "Work on Lyon");
    expect(made).toHaveLength(1);
    const lyon = timetable(line, [], span(now, "P8W")).windows.find(
      ({ train, target, kind }) => train === trains()[1] && target === "lyon" && kind === "primary",
    );
    expect(made[0]?.status).toBe("completed");
    expect(made[0]?.scheduled_auto_completed).toBe(false);
    expect(epochMs(made[0]?.scheduled_until ?? "") - epochMs(lyon?.end ?? "")).toBe(45 * 60_000);
    const [approval] = ofType("approvalGiven");
    expect(approval?.by).toEqual({ person: "contact-1" });
    expect(ofType("windowExtended").map((fact) => fact.approval)).toEqual([approval?.approval]);
    expect(ofType("windowCompleted").map(({ how }) => how)).toEqual(Array.from({ length: 6 }, () => "us"));
    const own = state.statuspage.incidents.filter(({ metadata }) =>
      trains().some((train) => metadata?.footplate?.key?.startsWith(`${train}/`)),
    );
    // One was deleted by hand and left so, one was made by hand.
    expect(own.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "completed"));
    expect(state.statuspage.components.map(({ status }) => status)).toEqual(places.map(() => "operational"));
  });

  it("R18 to R21: held with an owner; customer's contact and owner of the service are told themselves, channels once", () => {
    const [problem] = ofType("problemOpened");
    expect(problem?.target).toBe("site/lyon");
    expect(ofType("problemClosed").map((fact) => fact.problem)).toEqual([problem?.problem]);
    expect(ofType("trainHeld")).toHaveLength(1);
    const { messages } = state.chat;
    const said = (channel: string): number =>
      messages.filter((one) => one.channel === channel && one.text.includes("problem, ")).length;
    expect(["#lyon", "#depot", "#depot-changes", "@contact-1", "team-cranes"].map(said)).toEqual([1, 1, 1, 1, 1]);
    expect(said("#quito")).toBe(0);
    const heard = messages.some(({ channel }) => channel === "@gates-owner");
    const written = state.github.issues.some(({ comments }) =>
      comments.some(({ body }) => body.includes("Owner of gates")),
    );
    expect(heard || written).toBe(true);
    expect(new Set(messages.map(({ channel, key }) => `${channel} ${key ?? ""}`)).size).toBe(messages.length);
    expect(new Set(state.chat.log.map(({ key }) => key)).size).toBe(state.chat.log.length);
  });

  it("R54, F89: the backup was called too, took the train, and ticket and on-call went along", () => {
    const [handover] = ofType("handedOver");
    expect(state.opsgenie.alerts).toHaveLength(1);
    const [alert] = state.opsgenie.alerts;
    expect(alert?.status).toBe("closed");
    expect(alert?.acknowledgedBy).toBe(`user-${handover?.from ?? ""}`);
    expect(alert?.responders.map(({ id }) => id)).toContain(`user-${handover?.to ?? ""}`);
    const tickets = state.github.issues.filter(({ title }) =>
      trains().some((train) => title.includes(numberOf(train) ?? "-")),
    );
    expect(tickets.map((ticket) => ticket.state)).toEqual(["closed", "closed"]);
    expect(tickets.at(-1)?.assignees).toEqual([handover?.to]);
    const after = epochMs(handover?.at ?? now) + 60_000;
    const onCall = state.opsgenie.overrides.filter(
      ({ startDate, endDate }) => epochMs(startDate) <= after && after < epochMs(endDate),
    );
    expect(onCall.map(({ user }) => user.id)).toEqual([`user-${handover?.to ?? ""}`]);
    expect(new Set(state.opsgenie.overrides.map(({ alias }) => alias)).size).toBe(state.opsgenie.overrides.length);
  });

  it("says itself that nothing is there twice", () => {
    expect(output).toContain("Nothing twice.");
    expect(output.split("\n").filter((text) => text.startsWith("!"))).toEqual([]);
  });

  it("every request and every answer fits the vendors' descriptions", () => {
    expect(state.github.calls.length).toBeGreaterThan(100);
    expect(violations()).toEqual([]);
  });
});
