import { describe, expect, test } from "vitest";
import { printable } from "../../src/text.ts";
import { instant } from "../../src/time/instant.ts";
import { formatTimetable } from "../../src/timetable/format.ts";
import { formatMoment } from "../../src/timetable/format-moment.ts";
import { formatSpan } from "../../src/timetable/format-span.ts";
import { formatWindow } from "../../src/timetable/format-window.ts";
import { era, fact, retail, timetableOf } from "./lines.ts";

describe("timetables as text", () => {
  test("F42 a window shows local time, zone and UTC, in its own zone or another", () => {
    const [window] = timetableOf(retail(), [], "2026-01-15", "2026-01-16").windows;
    if (window === undefined) throw new Error("no window");
    expect(formatWindow(window)).toBe(
      "Wed 2026-01-14 22:00–00:00 America/New_York (Thu 2026-01-15 03:00–05:00 UTC, 2 h)  Production, Client A [draft]",
    );
    expect(formatWindow(window, { zone: "Asia/Kolkata" })).toBe(
      "Thu 2026-01-15 08:30–10:30 Asia/Kolkata (03:00–05:00 UTC, 2 h)  Production, Client A [draft]",
    );
    expect(formatWindow(window, { zone: "AoE" })).toContain("Wed 2026-01-14 15:00–17:00 Etc/GMT+12 (Thu");
  });

  test("a range of whole days names the first and the last, in the line's zone", () => {
    const days = (start: string, end: string): string =>
      formatSpan({ start: instant(start), end: instant(end) }, "Europe/Berlin");
    expect(days("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(
      "Sat 2026-03-28 to Sun 2026-03-29, Europe/Berlin",
    );
    expect(days("2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z")).toBe("Sun 2026-11-22, Europe/Berlin");
    expect(days("2026-11-21T23:00:00Z", "2026-11-22T22:00:00Z")).toBe(
      "Sun 2026-11-22 00:00 to Sun 2026-11-22 23:00, Europe/Berlin",
    );
  });

  test("a window of more than a night shows the day of its end", () => {
    const windows = [{ kind: "reserved", id: "r", name: "Long", day: 7, at: "10:00", length: "P1D" }] as const;
    const [window] = timetableOf(retail({ eras: [era({ windows })] }), [], "2026-01-07", "2026-01-20").windows;
    expect(window && formatWindow(window)).toContain("10:00–Thu 2026-01-15 10:00 America/New_York");
  });

  test("trains come with their pair, riders and windows, then what was found with the way out", () => {
    const line = retail({
      noTrainWeeks: [{ week: "2026-01-21", reason: "summit" }],
      noDeployDays: [{ weekday: "wed" }],
      people: [{ id: "a", name: "Conductor A" }],
      oneOffWindows: [
        {
          id: "x",
          name: "Certificate",
          stop: "prod",
          target: "client-a",
          date: "2026-01-16",
          at: "09:00",
          length: "PT1H",
        },
      ],
    });
    const text = formatTimetable(
      timetableOf(
        line,
        [fact("windowCancelled", { window: "retail/e1.0/prod/client-b/primary" })],
        "2026-01-07",
        "2026-01-25",
      ),
      line,
    );
    expect(text).toBe(`Retail, Tue 2026-01-06 19:00 to Sat 2026-01-24 19:00, America/New_York

RT02-26  2026-01-07  retail/e1.0
  primary Conductor A, backup VACANT
  cut Wed 2026-01-07 12:00 America/New_York (17:00 UTC)
  riders cart 1.0.0
  Wed 2026-01-14 22:00–00:00 America/New_York (Thu 2026-01-15 03:00–05:00 UTC, 2 h)  Production, Client A [draft]

RT04-26  2026-01-21  retail/e1.1: no train, summit

Without a train
  Fri 2026-01-16 09:00–10:00 America/New_York (14:00–15:00 UTC, 1 h)  Certificate [one-off, draft]

Findings
  error window_on_no_deploy_day: retail/e1.0/prod/client-a/primary touches 2026-01-14, a day without deploys: nothing goes on wed
    move it to 2026-01-13 (tue), the nearest free day
  warning vacancy: no backup: c of the rotation is not among the line's people (retail/e1.0)
    add the person, or begin an era with another order
`);
  });

  test("R7 ids follow the windows where they are asked for", () => {
    const table = timetableOf(retail(), [], "2026-01-07", "2026-01-21");
    const text = formatTimetable(table, retail(), { ids: true });
    for (const { id } of table.windows) expect(text).toContain(`[draft]  ${id}\n`);
    expect(formatTimetable(table, retail())).not.toContain("client-a/primary");
  });

  test("F42 a moment names its UTC day where it is another", () => {
    expect(formatMoment(instant("2026-11-26T03:00:00Z"), "America/New_York")).toBe(
      "Wed 2026-11-25 22:00 America/New_York (Thu 2026-11-26 03:00 UTC)",
    );
  });

  test("a train whose windows start later, or earlier, says so", () => {
    const line = retail();
    const text = formatTimetable(timetableOf(line, [], "2026-01-07", "2026-01-09"), line);
    expect(text).toMatch(/2026-01-07 {2}retail\/e1\.0\n(?: {2}.*\n)* {2}none of its windows starts in this range\n/);
  });

  test("F65 no name can drive the terminal or turn the text around", () => {
    const evil = "A\u001b[2J\u0007\u009b31m\u202eB\u2066C\u200f\nD\r\u0000E\u007f";
    expect(printable(evil)).toBe("A[2J31mBC D E");
    const stops = [{ id: "prod", name: evil, targets: [{ id: "client-a", name: evil }] }];
    const line = retail({
      name: evil,
      stops,
      people: ["a", "b", "c"].map((id) => ({ id, name: evil })),
      noTrainWeeks: [{ week: "2026-01-21", reason: evil }],
    });
    const text = formatTimetable(timetableOf(line, [], "2026-01-01", "2026-02-01"), line);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain("A[2J");
    expect(printable("Zürich 東京 – é")).toBe("Zürich 東京 – é");
  });
});
