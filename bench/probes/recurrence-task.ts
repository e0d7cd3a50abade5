/** Every two weeks Tuesday to Thursday at 09:00 in New York for ten years, but for 110 holidays. */
export const task = {
  zone: "America/New_York",
  anchor: "2026-01-06",
  days: [0, 1, 2],
  weekdays: ["TU", "WE", "TH"],
  hour: 9,
  at: "09:00",
  until: "2036-01-01",
  holidays: holidays(),
} as const;

function holidays(): readonly string[] {
  const days = ["01-01", "02-14", "03-17", "05-05", "06-19", "07-04", "09-11", "10-31", "11-11", "12-24", "12-25"];
  return Array.from({ length: 10 }, (_none, year) => days.map((day) => `${2026 + year}-${day}`)).flat();
}

/** Gives the starts of all occurrences in milliseconds, in order. */
export type Expansion = () => ArrayLike<number>;

const DAY_MS = 86_400_000;

/** Dates of the rule as days since 1970, holidays left out. */
export function ruleDays(): readonly number[] {
  const anchor = Date.parse(task.anchor) / DAY_MS;
  const end = Date.parse(task.until) / DAY_MS;
  const closed = new Set(task.holidays.map((date) => Date.parse(date) / DAY_MS));
  const days: number[] = [];
  for (let slot = anchor; slot < end; slot += 14) {
    for (const add of task.days) if (slot + add < end && !closed.has(slot + add)) days.push(slot + add);
  }
  return days;
}

/** `YYYY-MM-DD` of a day since 1970. */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
