import { describe, expect, test } from "vitest";
import { retail, timetableOf } from "./lines.ts";

describe("windows of a train", () => {
  test("R6, R33 stand at the wall time of their target's zone, counted from the slot's date", () => {
    const table = timetableOf(retail(), [], "2026-01-01", "2026-02-01");
    expect(table.windows.map(({ id, start }) => [id, start])).toEqual([
      ["retail/e1.0/prod/client-b/primary", "2026-01-14T21:00:00Z"],
      ["retail/e1.0/prod/client-a/primary", "2026-01-15T03:00:00Z"],
      ["retail/e1.1/prod/client-b/primary", "2026-01-28T21:00:00Z"],
      ["retail/e1.1/prod/client-a/primary", "2026-01-29T03:00:00Z"],
    ]);
  });
});
