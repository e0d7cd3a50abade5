import { join } from "node:path";
import type { Schema } from "@footplate/http";
import type * as eventsWire from "../../packages/adapter-gcal/src/wire.ts";
import type * as runsWire from "../../packages/adapter-github/src/actions/wire.ts";
import { places } from "../harness/places.ts";
import { checkedEvents, checkedRuns } from "./hand-written.ts";
import { importAlone } from "./import-alone.ts";
import { peer } from "./peer.ts";
import { eventsShape, runsShape, type Shape, type Zod } from "./validation-shapes.ts";

export type Kind = "runs" | "events";
/** The rows of a page, checked and with no other fields than those that are wanted. */
export type Rows = (page: unknown) => readonly unknown[];
/** Loads what is needed, and then builds what checks: that is measured. */
export type Validator = (kind: Kind) => Promise<() => Promise<Rows>>;

type RunsWire = typeof runsWire;
type EventsWire = typeof eventsWire;

export const validators: Readonly<Record<string, Validator>> = {
  ours: (kind) => (kind === "runs" ? ourRuns(({ parseRun }, row) => parseRun(row)) : ourEvents(parsedEvent)),
  mapped: (kind) =>
    kind === "runs"
      ? ourRuns(({ parseRun, toRun }, row) => {
          const run = parseRun(row);
          return run && toRun(run);
        })
      : ourEvents((wire, row) => {
          const event = parsedEvent(wire, row);
          return event && wire.toHeld(event, "UTC");
        }),
  handWritten: async (kind) => async () => (kind === "runs" ? checkedRuns : checkedEvents),
  object: (kind) => zod("zod", kind, (_z, shape) => shape),
  mini: (kind) => zod("zod/mini", kind, (_z, shape) => shape),
  compiled: (kind) => zod("zod/mini", kind, (z, shape) => z.compile(shape)),
};

async function ourRuns(each: (wire: RunsWire, row: unknown) => unknown): Promise<() => Promise<Rows>> {
  const build = await importAlone<RunsWire>(join(places.root, "packages/adapter-github/src/actions/wire.ts"));
  return async () => {
    const wire = await build();
    return (page) => valid(wire.runsSchema, page).workflow_runs.map((row) => each(wire, row));
  };
}

async function ourEvents(each: (wire: EventsWire, row: unknown) => unknown): Promise<() => Promise<Rows>> {
  const build = await importAlone<EventsWire>(join(places.root, "packages/adapter-gcal/src/wire.ts"));
  return async () => {
    const wire = await build();
    return (page) => (valid(wire.eventPageSchema, page).items ?? []).map((row) => each(wire, row));
  };
}

function parsedEvent({ parseEvent }: EventsWire, row: unknown): ReturnType<EventsWire["parseEvent"]> {
  return parseEvent(row);
}

function valid<T>(schema: Schema<T>, page: unknown): T {
  const result = schema["~standard"].validate(page);
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("the page does not fit");
  return result.value;
}

async function zod(name: string, kind: Kind, make: (z: Zod, shape: Shape) => Shape): Promise<() => Promise<Rows>> {
  const z = await peer<Zod>(name);
  return async () => {
    const schema = make(z, kind === "runs" ? runsShape(z) : eventsShape(z));
    return (page) => {
      const { workflow_runs: runs, items } = schema.parse(page) as Readonly<Record<string, readonly unknown[]>>;
      return runs ?? items ?? [];
    };
  };
}
