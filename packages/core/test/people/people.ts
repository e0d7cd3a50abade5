import type { Fact, FactType, Rotation, TrainLine } from "../../src/index.ts";
import { instant } from "../../src/time/instant.ts";
import { era, retail } from "../timetable/lines.ts";

type Fields<T extends FactType> = Omit<Extract<Fact, { type: T }>, "id" | "at" | "by" | "type"> & {
  readonly id?: string;
  readonly at?: string;
  readonly reason?: string;
};

let counter = 0;

/** A fact by a person, at the beginning of 2026 unless another moment is given. */
export function said<T extends FactType>(person: string, type: T, fields: Fields<T>): Fact {
  counter += 1;
  const { at = "2026-01-01T00:00:00Z", ...rest } = fields;
  return { id: `said-${counter}`, ...rest, at: instant(at), by: { person }, type } as unknown as Fact;
}

/** A moment. */
export const at = instant;

/** A line with a train each week from 7 January 2026, and its window on Wednesday from 15:00 to 17:00 UTC. */
export function weekly(rotation: Rotation, changes: Partial<TrainLine> = {}): TrainLine {
  const office = { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00" } as const;
  return retail({
    zone: "UTC",
    people: [
      { id: "lead", name: "Lead" },
      { id: "a", name: "Conductor A", zone: "Europe/Berlin", workingHours: office },
      { id: "b", name: "Conductor B", zone: "America/New_York", workingHours: office },
      { id: "c", name: "Conductor C", zone: "Asia/Kolkata", workingHours: { ...office, from: "22:00", to: "06:00" } },
      { id: "d", name: "Conductor D" },
    ],
    stops: [{ id: "prod", name: "Production", targets: [{ id: "client-a", name: "Client A" }] }],
    eras: [
      era({
        cadence: { every: "P1W", anchor: "2026-01-07" },
        number: { format: "wmf.{n}" },
        rotation,
        windows: [{ kind: "primary", stop: "prod", day: 0, at: "15:00", length: "PT2H" }],
      }),
    ],
    ...changes,
  });
}

/** The rotation of A, B and C. */
export const ABC: Rotation = { strategy: "staggeredPair", order: ["a", "b", "c"] };

/** Id of the train of a slot. */
export function train(slot: number): string {
  return `retail/e1.${slot}`;
}
