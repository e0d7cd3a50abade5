import { type Contender, interleaved, numberOf } from "../harness/contender.ts";
import type { Part } from "../harness/part.ts";
import { figure } from "../harness/spread.ts";

const LARGE = { targets: "1924", heapMb: 512 };

export const scale: Part = {
  target: 0,
  title: "Scale: planning many lines in one process, and one large plan",
  async measure({ quick }) {
    const sizes = quick ? [3, 10, 30] : [10, 100, 1000];
    const probe = (name: string, args: readonly string[], flags: readonly string[] = []): Contender => ({
      name,
      probe: "scale.ts",
      args,
      flags,
      timeoutMs: 600_000,
    });
    const many = await interleaved(
      sizes.map((lines) => probe(String(lines), [String(lines), "20"])),
      1,
    );
    const of = (name: string, key: string): number => numberOf(many, name, key)?.median ?? Number.NaN;
    const exponent = (index: number, key: string): string => {
      const [before, now] = [sizes[index - 1], sizes[index]];
      if (before === undefined || now === undefined) return "–";
      return figure(Math.log(of(String(now), key) / of(String(before), key)) / Math.log(now / before));
    };
    const targets = quick ? "192" : LARGE.targets;
    const large = await interleaved(
      [probe("large", ["1", targets, "say"], [`--max-old-space-size=${LARGE.heapMb}`])],
      1,
    );
    const largeOf = (key: string): string => figure(numberOf(large, "large", key)?.median ?? Number.NaN);
    return {
      tables: [
        {
          title: "Lines planned one after the other, 1,040 windows of a year each, one calendar, nothing there yet",
          columns: ["lines", "operations", "ms", "exponent", "peak RSS MB", "exponent of memory"],
          rows: many.map(({ name, failed }, index) => [
            name,
            failed ?? figure(of(name, "operations")),
            figure(of(name, "ms")),
            exponent(index, "ms"),
            figure(of(name, "peakMb")),
            exponent(index, "peakMb"),
          ]),
        },
        {
          title: `One line, its plan said operation by operation, in a heap of ${LARGE.heapMb} MB`,
          columns: ["operations", "ms", "peak RSS MB", "characters said"],
          rows: [[large[0]?.failed ?? largeOf("operations"), largeOf("ms"), largeOf("peakMb"), largeOf("characters")]],
        },
      ],
      verdicts: [],
    };
  },
};
