import { expect, test } from "vitest";
import { board, formatBoard } from "../../src/conduct.ts";
import { DAY2, pastStaging } from "./journey.ts";
import { PROD_A, T0, yard } from "./trains.ts";

const open = { act: "openProblem", train: T0, summary: "Checkout fails", target: PROD_A } as const;
const call = "https://call.example/1";

test("R49 a problem says where people meet to look at it, and of one without a call nothing is said", () => {
  for (const link of [call, undefined]) {
    const trip = pastStaging();
    trip.act("a", DAY2, { ...open, ...(link !== undefined && { call: link }) });
    const seen = board(yard(), trip.facts(), DAY2, { train: T0 });
    expect(seen.trains[0]?.problems[0]?.call).toBe(link);
    const text = formatBoard(seen);
    expect(text).toContain("Checkout fails");
    expect(text.includes(`people meet at ${call}`)).toBe(link !== undefined);
    expect(text.includes("people meet")).toBe(link !== undefined);
  }
});
