import { FootplateError, type Interval, type Journal, type TrainLine } from "@footplate/core";
import { type Command, type ConductCommand, send } from "@footplate/core/conduct";
import type { Fakes, RemoteClock } from "./control.ts";

/** Where the story takes place. */
export interface Stage {
  readonly fakes: Fakes;
  readonly clock: RemoteClock;
  readonly journal: Journal;
  /** What is planned at first. */
  readonly range: Interval;
  /** Folder of journal and lines. */
  readonly work: string;
}

/** Somebody says something, and it counts. */
export async function act(
  { clock, journal }: Stage,
  line: TrainLine,
  command: Command | ConductCommand,
): Promise<void> {
  const sent = await send({ line, ports: { journal }, clock }, command);
  if (!sent.ok) throw new FootplateError({ code: "conflict", message: sent.message, hint: sent.hint });
}
