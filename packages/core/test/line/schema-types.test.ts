import { expect, test } from "vitest";
import type { Fact } from "../../src/line/fact.ts";
import type { Target, TrainLine } from "../../src/line/line.ts";
import type { Same } from "../../src/schema/same.ts";
import { factSchema, factsSchema, lineSchema, type ParsedLine, type Schema } from "../../src/schema.ts";

/** Compiles only for `true`. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const holds = <_ extends true>(): true => true;

// The schemas themselves are held to these interfaces where they are written, in src/schema/shapes.ts, by `Same`.
test("schema and hand-written interfaces are the same types", () => {
  const line: Schema<TrainLine> = lineSchema;
  const one: Schema<Fact> = factSchema;
  const many: Schema<readonly Fact[]> = factsSchema;
  expect([line, one, many]).toHaveLength(3);
  expect(holds<Same<Extract<ParsedLine, { ok: true }>["line"], TrainLine>>()).toBe(true);
  expect(holds<Same<{ a: string; b?: readonly number[] }, { readonly a: string; readonly b?: number[] }>>()).toBe(true);
});

test("the helper sees a field too few, one too many, one wider, and one that may hold undefined", () => {
  // @ts-expect-error a field too few
  holds<Same<Omit<Target, "tam">, Target>>();
  // @ts-expect-error a field too many
  holds<Same<Target & { extra?: string }, Target>>();
  // @ts-expect-error a wider field
  holds<Same<Omit<Target, "id"> & { id: string | number }, Target>>();
  // @ts-expect-error an optional field that may hold undefined
  holds<Same<Omit<Target, "tam"> & { tam?: string | undefined }, Target>>();
  // @ts-expect-error a field deep inside
  holds<Same<Omit<TrainLine, "team"> & { team: Omit<TrainLine["team"], "leads"> }, TrainLine>>();
  // @ts-expect-error one kind of fact too few
  holds<Same<Exclude<Fact, { type: "lossAccepted" }>, Fact>>();
  expect.assertions(0);
});
