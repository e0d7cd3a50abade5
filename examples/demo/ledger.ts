import { type Fact, type TrainLine } from "@footplate/core";
import type { FakesState } from "./control.ts";
import { calendarOf } from "./wiring.ts";

/** How many there are of something, and how many of them are there twice. */
export interface Count {
  readonly what: string;
  readonly count: number;
  readonly twice: number;
}

/** Counts what the services hold for a line, by what each thing is for. */
export function ledger(state: FakesState, line: TrainLine, facts: readonly Fact[]): readonly Count[] {
  const ordered = facts.filter(({ type }) => type === "deployOrdered").length;
  const { statuspage, calendar, opsgenie, github, chat } = state;
  const key = ({ metadata }: FakesState["statuspage"]["incidents"][number]): string => metadata?.footplate?.key ?? "";
  const comments = github.issues.flatMap(({ number, comments: all }) =>
    all.map(({ body }) => `${String(number)} ${body}`),
  );
  const events = calendar.events.filter(
    ({ status, calendarId }) => status !== "cancelled" && calendarId === calendarOf(line),
  );
  return [
    counted(
      `deploys for ${String(ordered)} orders`,
      github.runs.map(({ inputs }) => inputs["order"] ?? ""),
    ),
    counted(
      "maintenances",
      statuspage.incidents.map(key).filter((one) => one.startsWith(`${line.id}/`)),
    ),
    counted(
      "calendar entries",
      events.map(({ start, end, summary }) => JSON.stringify([start, end, summary])),
    ),
    counted(
      "tickets",
      github.issues.map(({ title }) => title),
    ),
    counted("comments", comments),
    counted(
      "messages",
      chat.messages.map(({ channel, key: of = "" }) => `${channel} ${of}`),
    ),
    counted(
      "log entries",
      chat.log.map(({ key: of }) => of),
    ),
    counted(
      "alerts",
      opsgenie.alerts.map(({ alias }) => alias),
    ),
    counted(
      "overrides",
      opsgenie.overrides.map(({ schedule, alias }) => `${schedule} ${alias}`),
    ),
  ];
}

function counted(what: string, names: readonly string[]): Count {
  return { what, count: names.length, twice: names.length - new Set(names).size };
}
