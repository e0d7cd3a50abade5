import { isDate, mondayOf } from "../../time/date.ts";
import { lengthMs } from "../judges.ts";
import { each, field, type Place, text } from "../place.ts";
import type { Report } from "../report.ts";

/** Dates and times that stand together make sense together. */
export function times(document: Place, report: Report): void {
  inOrder(each(document, "eras"), report);
  for (const rule of each(document, "eras").flatMap((era) => each(era, "windows"))) oneEnd(rule, report);
  for (const freeze of each(document, "freezes")) endsAfterStart(freeze, report);
  onceAWeek(each(document, "noTrainWeeks"), report);
}

function inOrder(eras: readonly Place[], report: Report): void {
  let latest = "";
  for (const era of eras) {
    const from = field(era, "from");
    if (typeof from.value !== "string") continue;
    if (from.value <= latest) {
      report.add(from, `this era does not begin after the one before it, ${latest}`, "put the eras in order of from");
    } else latest = from.value;
  }
}

function oneEnd(rule: Place, report: Report): void {
  const length = text(rule, "length");
  const expected = text(rule, "expected");
  const until = field(rule, "until").value;
  if (rule.value === null || typeof rule.value !== "object") return;
  if (field(rule, "length").value === undefined && until === undefined) {
    report.add(rule, "this window has no end", 'add either length, such as "PT2H", or until, such as "24:00"');
  } else if (field(rule, "length").value !== undefined && until !== undefined) {
    report.add(rule, "this window has two ends", "keep either length or until");
  }
  if (length === undefined || expected === undefined) return;
  if ((lengthMs(expected) ?? 0) > (lengthMs(length) ?? Number.POSITIVE_INFINITY)) {
    report.add(field(rule, "expected"), "the train is expected to need more than the window", `use at most ${length}`);
  }
}

function endsAfterStart(freeze: Place, report: Report): void {
  const [from, to] = [field(freeze, "from"), field(freeze, "to")];
  const [first, last] = [text(from, "date"), text(to, "date")];
  if (first === undefined || last === undefined) return;
  const start = `${first} ${text(from, "at") ?? "00:00"}`;
  if (start < `${last} ${text(to, "at") ?? "24:00"}`) return;
  report.add(to, "this freeze ends before it begins", "put to after from");
}

function onceAWeek(weeks: readonly Place[], report: Report): void {
  const first = new Map<string, string>();
  for (const place of weeks.map((week) => field(week, "week"))) {
    if (typeof place.value !== "string" || !isDate(place.value)) continue;
    const monday = mondayOf(place.value);
    const before = first.get(monday);
    if (before === undefined) first.set(monday, place.path);
    else report.add(place, "this week is named twice", `${before} lies in it already: keep one of them`);
  }
}
