import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createStatuspage, statuspageRef } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import {
  apply,
  type Fact,
  FootplateError,
  instant,
  type Plan,
  plan,
  type PlanContext,
  span,
  type TrainLine,
} from "@footplate/core";
import { openJournal, type SqliteJournal } from "@footplate/journal-sqlite";
import { faults, type Injector, virtualClock, type VirtualClock, wrapPort } from "@footplate/testkit";
import { afterEach, describe, expect, it } from "vitest";
import { harbour, office } from "./ci/lines.ts";
import { validated } from "./support/spec-validator.ts";

const now = instant("2027-02-01T08:00:00Z");
const range = span(now, "P5W");
const quiet: TrainLine = { ...harbour, record: "line" };

/** Both adapters over both fakes, a journal in a file, and one clock for all of them. */
interface Place {
  readonly clock: VirtualClock;
  readonly page: ReturnType<typeof fakeStatuspage>;
  readonly calendars: ReturnType<typeof fakeGoogleCalendar>;
  readonly injector: Injector;
  journal: SqliteJournal;
  context(line: TrainLine): PlanContext;
  /** As if the file had been deleted and a new process started. */
  deleteJournal(): void;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function place(line: TrainLine): Place {
  const clock = virtualClock(now);
  const folder = mkdtempSync(join(tmpdir(), "footplate-e2e-"));
  folders.push(folder);
  const components = line.stops.flatMap(({ targets }) =>
    targets.map(({ name, refs }) => ({ id: statuspageRef(refs)?.componentId ?? "", name })),
  );
  const page = fakeStatuspage({ now: clock.epochMs, components, lagMs: 5_000 });
  const calendars = fakeGoogleCalendar({
    now: clock.epochMs,
    calendars: [{ id: "trains", timeZone: line.zone }],
    lagMs: 2_000,
  });
  const injector = faults();
  let file = 0;
  const open = (): SqliteJournal =>
    openJournal({ file: join(folder, `journal-${String((file += 1))}.db`), now: clock.epochMs });
  const here: Place = {
    clock,
    page,
    calendars,
    injector,
    journal: open(),
    deleteJournal() {
      here.journal.close();
      here.journal = open();
    },
    context: (of) => ({
      line: of,
      clock,
      ports: {
        noticeBoard: wrapPort(
          createStatuspage({
            pageId: page.pageId,
            apiKey: page.apiKey,
            fetch: validated("statuspage", page.fetch),
            clock,
          }).noticeBoard,
          injector,
        ),
        calendar: wrapPort(
          createGoogleCalendar({ calendarId: "trains", token: "any", fetch: validated("gcal", calendars.fetch), clock })
            .calendar,
          injector,
        ),
        journal: wrapPort(here.journal, injector),
      },
    }),
  };
  return here;
}

async function run(here: Place, line: TrainLine): Promise<void> {
  for await (const event of apply(here.context(line), { range })) {
    if (event.type === "failed") throw event.error;
  }
}

const look = (here: Place, line: TrainLine): Promise<Plan> => plan(here.context(line), { range });

function scheduled(here: Place): readonly string[] {
  return here.page
    .state()
    .incidents.filter(({ status }) => status === "scheduled")
    .map(({ metadata }) => String((metadata as { readonly footplate?: { readonly key?: string } }).footplate?.key))
    .toSorted();
}

function confirmed(here: Place): readonly string[] {
  return here.calendars
    .state()
    .events.filter(({ status }) => status === "confirmed")
    .map(({ id }) => String(id))
    .toSorted();
}

describe("both adapters, both fakes, a journal in a file", () => {
  it("a second apply of the same line reads and writes nothing", async () => {
    const here = place(quiet);
    await run(here, quiet);
    here.clock.advance(600_000);
    const before = { page: here.page.state().calls.length, calendar: here.calendars.state().calls.length };
    await run(here, quiet);
    const calls = [
      ...here.page.state().calls.slice(before.page),
      ...here.calendars.state().calls.slice(before.calendar),
    ];
    expect(calls.map(({ method, status }) => `${method} ${String(status)}`)).toEqual(["GET 200", "GET 200"]);
  });

  it("F84: completed early by hand and the journal deleted: nothing is made again", async () => {
    const here = place(quiet);
    await run(here, quiet);
    here.clock.advance(600_000);
    const [first] = scheduled(here);
    const victim = here.page
      .state()
      .incidents.find(({ metadata }) => JSON.stringify(metadata).includes(`"${String(first)}"`));
    here.page.person.edit(String(victim?.["id"]), { status: "completed" });
    here.clock.advance(600_000);
    const before = { board: scheduled(here), calendar: confirmed(here) };
    here.deleteJournal();
    const seen = await look(here, quiet);
    expect(seen.operations.filter(({ action }) => action !== "note")).toEqual([]);
    expect(seen.questions).toMatchObject([{ type: "ended", how: "completed", key: first }]);
    await run(here, quiet);
    expect({ board: scheduled(here), calendar: confirmed(here) }).toEqual(before);
  });

  it("a journal that lost the facts of a train: journal_missing, and nothing is written", async () => {
    const here = place(office);
    const drafts = (await look(here, office)).questions.flatMap((question) =>
      question.type === "review" ? [question] : [],
    );
    const by = { person: "lead-1" };
    await here.journal.record(
      office.id,
      drafts.map(({ key, start, end }): Fact => ({
        id: `review/${key}`,
        type: "windowReviewed",
        at: now,
        by,
        window: key,
        start,
        end,
      })),
    );
    await run(here, office);
    here.clock.advance(600_000);
    const before = { page: here.page.state().incidents, calendar: here.calendars.state().events };
    here.deleteJournal();
    here.clock.advance(600_000);
    const error: unknown = await run(here, office).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(FootplateError);
    expect(error).toMatchObject({ code: "journal_missing" });
    expect({ page: here.page.state().incidents, calendar: here.calendars.state().events }).toEqual(before);
  });

  it("F67: a crash at every call to a port, and each key has one live resource in the end", async () => {
    const counted = place(quiet);
    const changed: TrainLine = { ...quiet, noTrainWeeks: [{ week: "2027-02-15", reason: "storm" }] };
    await run(counted, quiet);
    counted.clock.advance(600_000);
    counted.injector.restart();
    await run(counted, changed);
    const total = counted.injector.calls().length;
    const wanted = { board: scheduled(counted), calendar: confirmed(counted) };
    expect(wanted.board).toHaveLength(8);
    for (let at = 1; at <= total; at += 3) {
      for (const mode of ["before", "after"] as const) {
        const here = place(quiet);
        await run(here, quiet);
        here.clock.advance(600_000);
        here.injector.restart();
        here.injector.crashAt(at, mode);
        await run(here, changed).catch((error: unknown) => {
          if (!here.injector.isCrash(error)) throw error;
        });
        here.injector.restart();
        here.clock.advance(600_000);
        await run(here, changed);
        here.clock.advance(600_000);
        await run(here, changed);
        expect({ board: scheduled(here), calendar: confirmed(here) }, `crash ${mode} call ${String(at)}`).toEqual(
          wanted,
        );
        const { operations, questions } = await look(here, changed);
        expect({ operations, questions }, `crash ${mode} call ${String(at)}`).toEqual({
          operations: [],
          questions: [],
        });
        here.journal.close();
      }
    }
  });
});
