import { apply, type MirrorName, plan } from "@footplate/core";
import { createBot } from "./bot.ts";
import type { Held } from "./services.ts";
import { RANGE } from "./stage.ts";

/** What came of a plan, an apply, and another of each. */
export interface Mirrored {
  /** Operations of the first plan, by what they mirror. */
  readonly planned: Readonly<Partial<Record<MirrorName, number>>>;
  /** What the services hold after the plan, which must be nothing. */
  readonly before: Held;
  /** After the first apply. */
  readonly after: Held;
  /** Operations of the second plan. */
  readonly left: number;
  /** After the second apply. */
  readonly again: Held;
}

/** What the program says of planning and applying. */
export type Planned = Mirrored | { readonly error: string };

/** Plans and applies twice against the services at an address. */
export async function planAndApply(baseUrl: string): Promise<Planned> {
  try {
    return await mirrored(baseUrl);
  } catch (error) {
    return { error: String(error) };
  }
}

async function mirrored(baseUrl: string): Promise<Mirrored> {
  const context = createBot({ baseUrl }).context();
  const held = async (): Promise<Held> => (await fetch(`${baseUrl}/held`)).json();
  const applied = async (): Promise<Held> => {
    for await (const event of apply(context, { range: RANGE })) if (event.type === "failed") throw event.error;
    return held();
  };
  const { operations } = await plan(context, { range: RANGE });
  const planned: Partial<Record<MirrorName, number>> = {};
  for (const { mirror } of operations) planned[mirror] = (planned[mirror] ?? 0) + 1;
  const before = await held();
  const after = await applied();
  const left = (await plan(context, { range: RANGE })).operations.length;
  return { planned, before, after, left, again: await applied() };
}
