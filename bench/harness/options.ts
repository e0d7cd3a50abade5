import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface BenchOptions {
  /** Numbers of the targets to measure; all where none is named. */
  readonly only: readonly number[];
  readonly quick: boolean;
  readonly out: string;
  readonly write: boolean;
}

export function benchOptions(args: readonly string[], results: string): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      out: { type: "string", default: results },
      write: { type: "boolean", default: false },
    },
  });
  const only = values.only.flatMap((text) => text.split(",")).map(Number);
  if (only.some((number) => !Number.isInteger(number) || number < 0 || number > 10)) {
    throw new Error(
      `--only ${values.only.join(" ")}: name targets from 1 to 10, or 0 for the scale, such as --only 3,4`,
    );
  }
  return { only, quick: values.quick, out: values.out, write: values.write };
}
