import fc from "fast-check";
import type {
  Era,
  Fact,
  NoTrainWeek,
  OneOffWindow,
  StopWindowRule,
  Stop,
  TrainLine,
  WindowRule,
} from "../../src/index.ts";
import { addDays, mondayOf } from "../../src/time/date.ts";
import { epochMs, fromEpochMs, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { timetable } from "../../src/timetable/build-timetable.ts";

/** The year that generated lines are about. */
export const FIRST_DAY = "2026-01-01";
export const LAST_DAY = "2026-12-31";

/** Zones with and without clock changes, on both hemispheres, with odd offsets and a half-hour change. */
export const ZONES = [
  "UTC",
  "America/New_York",
  "America/Los_Angeles",
  "Europe/Berlin",
  "Europe/London",
  "Asia/Kolkata",
  "Asia/Dubai",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "AoE",
] as const;

const zone = fc.constantFrom(...ZONES);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const day = (from: string, days: number): fc.Arbitrary<string> => fc.nat(days).map((offset) => addDays(from, offset));
const time = fc
  .nat(95)
  .map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`,
  );
const minutes = fc.integer({ min: 1, max: 16 }).map((quarters) => quarters * 15);

/** The object without the properties that are `undefined`. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

const stops: fc.Arbitrary<readonly Stop[]> = fc
  .array(fc.array(maybe(zone), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
  .map((zones) =>
    zones.map((targets, stop) => ({
      id: `stop-${stop}`,
      name: `Stop ${stop}`,
      targets: targets.map((own, target) => defined({ id: `client-${target}`, name: `Client ${target}`, zone: own })),
    })),
  );

const windowTimes = fc
  .record({
    day: fc.integer({ min: -1, max: 10 }),
    at: time,
    length: minutes,
    until: maybe(time),
    zone: maybe(zone),
    class: maybe(fc.constantFrom("exclusive", "shared", "informational")),
    capacity: fc.nat(3),
    expected: maybe(fc.constantFrom(0, 0.25, 0.5)),
  })
  .map(({ length, until, expected, ...rest }) => ({
    ...rest,
    ...(until === undefined ? { length: `PT${length}M` } : { until }),
    expected: expected === undefined ? undefined : `PT${Math.floor(length * expected)}M`,
  }));

function windowRules(places: readonly Stop[]): fc.Arbitrary<readonly WindowRule[]> {
  const rules = places.flatMap(({ id }) =>
    (["primary", "secondary"] as const).map((kind) =>
      windowTimes.map((times) => defined<StopWindowRule>({ kind, stop: id, ...times })),
    ),
  );
  const reservation = windowTimes.map((times) =>
    defined<WindowRule>({ kind: "reserved", id: "log-triage", name: "Log triage", ...times }),
  );
  return fc
    .tuple(fc.tuple(...rules), fc.array(reservation, { maxLength: 1 }), fc.nat())
    .map(([own, reserved, pick]) => [
      ...own.filter((rule, index) => rule.kind === "primary" || (pick >> index) % 2 === 1),
      ...reserved,
    ]);
}

const CADENCES = ["P1W", "P2W", "P6W", "P10D", "P1M"] as const;

function eras(places: readonly Stop[], people: readonly string[]): fc.Arbitrary<readonly Era[]> {
  const one = fc.record({
    from: day(FIRST_DAY, 280),
    every: fc.constantFrom(...CADENCES),
    anchor: day(addDays(FIRST_DAY, -60), 120),
    format: fc.constantFrom("RT{ww}-{yy}", "{yyyy}.{n}", "wmf.{n}"),
    first: maybe(fc.integer({ min: 1, max: 40 })),
    order: fc.shuffledSubarray([...people], { minLength: 2 }),
    noTrain: maybe(fc.constantFrom("consume", "carry")),
    cut: maybe(fc.record({ day: fc.integer({ min: -3, max: 3 }), at: time })),
    windows: windowRules(places),
  });
  return fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: ({ from }) => from }).map((all) =>
    all
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .map(({ from, every, anchor, format, first, order, noTrain, cut, windows }, index) =>
        defined<Era>({
          id: `e${index}`,
          from: index === 0 ? FIRST_DAY : from,
          cadence: { every, anchor },
          number: defined({ format, first }),
          rotation: defined({ strategy: "staggeredPair" as const, order, noTrain }),
          cut,
          windows,
        }),
      ),
  );
}

const noTrainWeeks: fc.Arbitrary<readonly NoTrainWeek[]> = fc.uniqueArray(
  fc
    .record({ week: day(FIRST_DAY, 360), number: maybe(fc.constantFrom("used", "kept")) })
    .map(({ week, number }) => defined<NoTrainWeek>({ week, reason: "no train this week", number })),
  { maxLength: 6, selector: ({ week }) => mondayOf(week) },
);

function oneOffs(places: readonly Stop[]): fc.Arbitrary<readonly OneOffWindow[]> {
  const targets = places.flatMap((stop) => stop.targets.map((target) => ({ stop: stop.id, target: target.id })));
  return fc
    .array(fc.record({ place: fc.constantFrom(...targets), date: day(FIRST_DAY, 360), at: time, length: minutes }), {
      maxLength: 3,
    })
    .map((all) =>
      all.map(({ place, date, at, length }, index) => ({
        id: `extra-${index}`,
        name: `Extra ${index}`,
        ...place,
        date,
        at,
        length: `PT${length}M`,
      })),
    );
}

/** A valid line over several zones, with one to three eras, no-train weeks and one-off windows. */
export function arbitraryLine(): fc.Arbitrary<TrainLine> {
  const people = fc
    .integer({ min: 2, max: 5 })
    .map((count) => Array.from({ length: count }, (_, index) => `conductor-${index}`));
  return fc.tuple(stops, people).chain(([places, ids]) =>
    fc
      .record({
        zone,
        gap: maybe(fc.constantFrom("later", "earlier", "skip")),
        overlap: maybe(fc.constantFrom("first", "second")),
        review: maybe(fc.constantFrom("required", "none")),
        record: maybe(fc.constantFrom("line", "calendar")),
        eras: eras(places, ids),
        noTrainWeeks,
        oneOffWindows: oneOffs(places),
      })
      .map((rest) =>
        defined<TrainLine>({
          id: "line",
          name: "Line",
          team: { id: "rail", name: "Rail team", leads: [ids[0] ?? ""], members: ids },
          people: ids.map((id) => ({ id, name: id })),
          services: [
            { id: "cart", owner: ids[0] ?? "", version: "1.0.0" },
            { id: "search", owner: ids[0] ?? "" },
          ],
          stops: places,
          ...rest,
        }),
      ),
  );
}

/** A line with facts of its lead about its year: moves, reviews, cancellations, boardings and guests. */
export function arbitraryLineWithFacts(): fc.Arbitrary<{ readonly line: TrainLine; readonly facts: readonly Fact[] }> {
  return arbitraryLine().chain((line) => {
    const { windows, trains } = timetable(line, [], interval(`${FIRST_DAY}T00:00:00Z`, `${LAST_DAY}T00:00:00Z`));
    const act = fc.record({
      type: fc.constantFrom("move", "move", "review", "cancel", "cancelTrain", "board", "guest", "guest"),
      pick: fc.nat(),
      hours: fc.integer({ min: -400, max: 400 }),
      accepted: fc.boolean(),
    });
    const base = { at: instant(`${FIRST_DAY}T00:00:00Z`), by: { person: line.team.leads[0] ?? "" } };
    return fc.array(act, { maxLength: 8 }).map((acts) => ({
      line,
      facts: acts.flatMap(({ type, pick, hours, accepted }, index): readonly Fact[] => {
        const window = windows[pick % Math.max(1, windows.length)];
        const train = trains[pick % Math.max(1, trains.length)];
        const id = `fact-${index}`;
        if (window === undefined || train === undefined) return [];
        const moved = {
          start: fromEpochMs(epochMs(window.start) + hours * 3_600_000),
          end: fromEpochMs(epochMs(window.end) + hours * 3_600_000),
        };
        switch (type) {
          case "move":
            return [{ ...base, id, type: "windowMoved", window: window.id, ...moved }];
          case "review":
            return [{ ...base, id, type: "windowReviewed", window: window.id, start: window.start, end: window.end }];
          case "cancel":
            return [{ ...base, id, type: "windowCancelled", window: window.id }];
          case "cancelTrain":
            return [{ ...base, id, type: "trainCancelled", train: train.id }];
          case "board":
            return [{ ...base, id, type: "riderBoarded", train: train.id, service: "cart", version: `2.${index}.0` }];
          default: {
            const guest = `guest-${index}`;
            return [
              {
                ...base,
                id,
                type: "guestRequested",
                guest,
                window: window.id,
                name: `Guest ${index}`,
                length: "PT15M",
                owner: "Team A",
                change: "change-1",
              },
              ...(accepted ? [{ ...base, id: `${id}-accepted`, type: "guestAccepted" as const, guest }] : []),
            ];
          }
        }
      }),
    }));
  });
}
