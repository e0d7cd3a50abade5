import { join } from "node:path";
import type { House } from "./house.ts";
import { type Ended, type Running, start } from "./process.ts";
import type { Services } from "./services.ts";

/** Starts the command line itself, wired to the services. With `blocks`, no file of its may grow beyond so many 512 bytes. */
export function startCommand(house: House, services: Services, args: readonly string[], blocks?: number): Running {
  const main = join(import.meta.dirname, "../../packages/cli/src/main.ts");
  const config = join(import.meta.dirname, "footplate.config.ts");
  const node = [process.execPath, "--conditions=@footplate/source", main, ...args, "--config", config];
  const limited = blocks === undefined ? [] : ["sh", "-c", `ulimit -f ${String(blocks)} && exec "$0" "$@"`];
  return start(house, [...limited, ...node], {
    FOOTPLATE_CHAOS_SERVICES: services.url,
    FOOTPLATE_CHAOS_CONTROL: services.control,
    FOOTPLATE_CHAOS_CLOCK: services.clock,
    NO_COLOR: "1",
  });
}

/** Runs a command to its end. */
export function command(house: House, services: Services, args: readonly string[], blocks?: number): Promise<Ended> {
  return startCommand(house, services, args, blocks).ended;
}
