/** One tick of a line, for cron. The exit code is 0 when all goes its way, 2 when somebody is needed, 1 when it could not run. */
import { parseArgs } from "node:util";
import { apply } from "@footplate/core";
import { send } from "@footplate/core/conduct";
import { complain } from "../shared/complain.ts";
import { type Place, place } from "../shared/place.ts";
import { once } from "./once.ts";

const { values } = parseArgs({ options: { held: { type: "boolean", default: false } } });

async function main(): Promise<void> {
  const here = await place("2026-11-16T11:00:00Z");
  try {
    if (here.pretended !== undefined) await before(here);
    process.exitCode = await once(here);
    console.log(`exit code ${String(process.exitCode)}`);
  } finally {
    await here.close();
  }
}

/** What earlier ticks have done, where nothing is real; with `--held`, somebody has held the train meanwhile. */
async function before(context: Place): Promise<void> {
  for await (const event of apply(context))
    if (event.type === "finished") console.log(`${String(event.done)} done before`);
  const [by, train] = ["conductor-c", "shop/e1.2"] as const;
  const hold = {
    act: "hold",
    by,
    train,
    reason: "Search is slow",
    note: "Looks at the index",
    discretion: true,
  } as const;
  for (const command of values.held ? [{ act: "cut", by, train } as const, hold] : []) {
    const sent = await send(context, command);
    if (!sent.ok) throw new Error(sent.message);
  }
}

await complain(main);
