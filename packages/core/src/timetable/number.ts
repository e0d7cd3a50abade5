import type { NumberRule } from "../line/line.ts";
import { isoWeek } from "../time/date.ts";

/** The train's name for people: the rule's format with counter, ISO week and ISO year filled in. */
export function trainNumber(rule: NumberRule, counter: number, date: string): string {
  const { year, week } = isoWeek(date);
  const values: Readonly<Record<string, string>> = {
    n: String(counter),
    ww: String(week).padStart(2, "0"),
    yy: String(year % 100).padStart(2, "0"),
    yyyy: String(year).padStart(4, "0"),
  };
  return rule.format.replaceAll(/\{(n|ww|yy|yyyy)\}/g, (_text, name: string) => values[name] ?? "");
}
