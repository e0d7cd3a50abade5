import { peer } from "./peer.ts";
import { type Expansion, task } from "./recurrence-task.ts";

interface Zoned {
  readonly epochMilliseconds: number;
  toPlainDate(): Plain;
}
interface Plain {
  add(length: { days: number }): Plain;
  toString(): string;
  toZonedDateTime(how: { timeZone: string; plainTime: unknown }): Zoned;
}
interface TemporalLike {
  readonly PlainDate: { from(text: string): Plain; compare(a: Plain, b: Plain): number };
  readonly PlainTime: { from(text: string): unknown };
  readonly ZonedDateTime: { from(text: string): Zoned };
}

const zoned = (date: string): string => `${date}T${task.at}[${task.zone}]`;

export async function temporalLoop(native: boolean): Promise<Expansion> {
  const Temporal = native
    ? (globalThis as unknown as { Temporal: TemporalLike }).Temporal
    : (await peer<{ Temporal: TemporalLike }>("temporal-polyfill/implementation")).Temporal;
  const closed = new Set<string>(task.holidays);
  return () => {
    const starts: number[] = [];
    const end = Temporal.PlainDate.from(task.until);
    const plainTime = Temporal.PlainTime.from(task.at);
    let slot = Temporal.PlainDate.from(task.anchor);
    while (Temporal.PlainDate.compare(slot, end) < 0) {
      for (const days of task.days) {
        const date = slot.add({ days });
        if (Temporal.PlainDate.compare(date, end) >= 0 || closed.has(date.toString())) continue;
        starts.push(date.toZonedDateTime({ timeZone: task.zone, plainTime }).epochMilliseconds);
      }
      slot = slot.add({ days: 14 });
    }
    return starts;
  };
}

export async function luxonLoop(): Promise<Expansion> {
  interface DateTime {
    plus(length: { days: number }): DateTime;
    toISODate(): string;
    toMillis(): number;
  }
  const { DateTime } = await peer<{ DateTime: { fromISO(text: string, how: { zone: string }): DateTime } }>("luxon");
  const closed = new Set<string>(task.holidays);
  return () => {
    const starts: number[] = [];
    const end = DateTime.fromISO(task.until, { zone: task.zone }).toMillis();
    let slot = DateTime.fromISO(`${task.anchor}T${task.at}`, { zone: task.zone });
    while (slot.toMillis() < end) {
      for (const days of task.days) {
        const start = slot.plus({ days });
        if (start.toMillis() < end && !closed.has(start.toISODate())) starts.push(start.toMillis());
      }
      slot = slot.plus({ days: 14 });
    }
    return starts;
  };
}

export async function rruleTemporal(native: boolean): Promise<Expansion> {
  interface Rule {
    all(): readonly Zoned[];
  }
  const { RRuleTemporal } = await peer<{ RRuleTemporal: new (options: object) => Rule }>("rrule-temporal");
  const Temporal = native
    ? (globalThis as unknown as { Temporal: TemporalLike }).Temporal
    : (await peer<{ Temporal: TemporalLike }>("temporal-polyfill/implementation")).Temporal;
  return () => {
    const rule = new RRuleTemporal({
      temporal: Temporal,
      freq: "WEEKLY",
      interval: 2,
      byDay: [...task.weekdays],
      tzid: task.zone,
      dtstart: Temporal.ZonedDateTime.from(zoned(task.anchor)),
      until: Temporal.ZonedDateTime.from(zoned("2035-12-31")),
      exDate: task.holidays.map((date) => Temporal.ZonedDateTime.from(zoned(date))),
    });
    return rule.all().map(({ epochMilliseconds }) => epochMilliseconds);
  };
}

export async function rruleFloating(): Promise<Expansion> {
  interface Rule {
    all(): readonly Date[];
  }
  interface Module {
    readonly RRule: {
      readonly WEEKLY: number;
      readonly TU: unknown;
      readonly WE: unknown;
      readonly TH: unknown;
    } & (new (options: object) => Rule);
    readonly RRuleSet: new () => Rule & { rrule(rule: Rule): void; exdate(date: Date): void };
  }
  interface DateTime {
    setZone(zone: string, how: { keepLocalTime: boolean }): { toMillis(): number };
  }
  const loaded = await peer<Module & { default?: Module }>("rrule");
  const { RRule, RRuleSet } = loaded.RRule === undefined ? (loaded.default ?? loaded) : loaded;
  const { DateTime } = await peer<{ DateTime: { fromJSDate(date: Date, how: { zone: string }): DateTime } }>("luxon");
  return () => {
    const set = new RRuleSet();
    set.rrule(
      new RRule({
        freq: RRule.WEEKLY,
        interval: 2,
        byweekday: [RRule.TU, RRule.WE, RRule.TH],
        dtstart: new Date(`${task.anchor}T${task.at}:00Z`),
        until: new Date("2035-12-31T23:59:59Z"),
      }),
    );
    for (const date of task.holidays) set.exdate(new Date(`${date}T${task.at}:00Z`));
    return set
      .all()
      .map((date) => DateTime.fromJSDate(date, { zone: "utc" }).setZone(task.zone, { keepLocalTime: true }).toMillis());
  };
}
