import { apply, plan } from "@footplate/core";
import type { Bot, Held } from "./bot.ts";

/** What came of a plan, an apply, and another of each. */
export interface Mirrored {
  /** Operations of the first plan. */
  readonly planned: number;
  /** What the services hold after the plan, which must be nothing. */
  readonly before: Held;
  /** After the first apply. */
  readonly after: Held;
  /** Operations of the second plan. */
  readonly left: number;
  /** After the second apply. */
  readonly again: Held;
}

/** Plans and applies twice. Throws what a failed operation threw. */
export async function planAndApply({ context: wired, range, held }: Bot): Promise<Mirrored> {
  const context = wired();
  const operations = async (): Promise<number> => (await plan(context, { range })).operations.length;
  const applied = async (): Promise<Held> => {
    for await (const event of apply(context, { range })) if (event.type === "failed") throw event.error;
    return held();
  };
  const planned = await operations();
  const before = held();
  const after = await applied();
  return { planned, before, after, left: await operations(), again: await applied() };
}
