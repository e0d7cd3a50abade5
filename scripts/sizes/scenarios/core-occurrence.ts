import { resolveWall } from "@footplate/core";

/** When a wall time is, with its gaps and overlaps. */
export function occurrence(date: string, zone: string): ReturnType<typeof resolveWall> {
  return resolveWall(date, "02:30", zone);
}
