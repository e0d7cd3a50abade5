import type { Fact, FactType, TrainLine } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { era, retail } from "../timetable/lines.ts";

/** The first train of `yard`: its slot is 7 January 2026, its windows are on the 7th (staging) and the 8th (production). */
export const T0 = "yard/e1.0";
/** The train a week later. */
export const T1 = "yard/e1.1";
export const STAGING = "staging/all";
export const PROD_A = "prod/client-a";
export const PROD_B = "prod/client-b";

/** A line with two stops and a train each week; all times in UTC, windows from 15:00 to 17:00. */
export function yard(changes: Partial<TrainLine> = {}, conduct: TrainLine["eras"][number]["conduct"] = {}): TrainLine {
  return retail({
    id: "yard",
    zone: "UTC",
    review: "none",
    stops: [
      { id: "staging", name: "Staging", targets: [{ id: "all", name: "All" }] },
      {
        id: "prod",
        name: "Production",
        targets: [
          { id: "client-a", name: "Client A", tam: "tam-a" },
          { id: "client-b", name: "Client B" },
        ],
      },
    ],
    people: ["lead", "a", "b", "c", "tam-a"].map((id) => ({ id, name: id })),
    eras: [
      era({
        cadence: { every: "P1W", anchor: "2026-01-07" },
        number: { format: "RT{ww}-{yy}" },
        conduct,
        windows: [
          { kind: "primary", stop: "staging", day: 0, at: "15:00", length: "PT2H" },
          { kind: "primary", stop: "prod", day: 1, at: "15:00", length: "PT2H", capacity: 2, expected: "PT30M" },
        ],
      }),
    ],
    ...changes,
  });
}

type Fields<T extends FactType> = Omit<Extract<Fact, { type: T }>, "id" | "at" | "by" | "type"> &
  Partial<Pick<Fact, "id" | "by" | "reason">> & { readonly at?: string };

let counter = 0;

/** A fact by the bot at noon of 7 January 2026, unless said otherwise. */
export function happened<T extends FactType>(type: T, fields: Fields<T>): Fact {
  counter += 1;
  const { at = "2026-01-07T12:00:00Z", ...rest } = fields;
  return {
    id: `happened-${counter}`,
    by: { bot: "footplate" },
    ...rest,
    at: instant(at),
    type,
  } as unknown as Fact;
}

/** A train is cut. */
export function cut(train = T0, services: Readonly<Record<string, string>> = {}): Fact {
  return happened("trainCut", { train, services });
}

/** An order is recorded, its deploy succeeds, and the target is read. */
export function deployed(
  order: string,
  target: string,
  version = "RT02-26",
  options: { readonly train?: string; readonly kind?: "promote" | "rollback"; readonly at?: string } = {},
): readonly Fact[] {
  const { train = T0, kind = "promote", at = "2026-01-07T15:05:00Z" } = options;
  return [
    happened("deployOrdered", { id: order, train, kind, target, version, services: {}, at }),
    happened("deployStarted", { train, order, run: `run ${order}`, attempt: 1, at }),
    happened("deployFinished", { train, order, attempt: 1, outcome: "succeeded", at }),
    happened("versionRead", { train, target, version, order, at }),
  ];
}

/** A target passes. */
export function passed(target: string, train = T0, at = "2026-01-07T16:00:00Z"): Fact {
  return happened("targetPassed", { train, target, at });
}
