import { join } from "node:path";
import { type Compiler, compilers } from "../harness/compilers.ts";
import { type Consumer, placeConsumer, removeConsumer } from "../harness/consumer.ts";
import { type Contender, interleaved, type Measured, numberOf } from "../harness/contender.ts";
import type { Effort, Found } from "../harness/part.ts";
import { spreadText } from "../harness/spread.ts";
import { atMost, atMostTimes, type Verdict } from "../harness/verdict.ts";

/** How long an editor waits for what may follow a dot, by the language server of each compiler. */
export async function completion(consumers: readonly Consumer[], { rounds }: Effort): Promise<Found> {
  const rows: (readonly string[])[] = [];
  const verdicts: Verdict[] = [];
  for (const compiler of compilers) {
    const [light, heavy] = [false, true].map((wanted) => consumers.filter((one) => (one.heavy ?? false) === wanted));
    const measured = [
      ...(await measure(compiler, light ?? [], rounds(3))),
      ...(await measure(compiler, heavy ?? [], 1)),
    ];
    rows.push(...measured.map((one) => row(compiler, one)));
    verdicts.push(...judge(compiler, measured));
  }
  const columns = ["compiler", "imports", "first ms, from opening the file", "ms after an edit"];
  const title = "Completion in an editor: the last line of the same program ends in a dot";
  return { tables: [{ title, columns, rows }], verdicts };
}

async function measure(
  { server: { protocol, args } }: Compiler,
  consumers: readonly Consumer[],
  rounds: number,
): Promise<readonly Measured[]> {
  const folders = consumers.map((consumer) => placeConsumer(consumer, true));
  const contenders = consumers.map(({ name, member }, index): Contender => {
    const file = join(folders[index] ?? "", "main.ts");
    return { name, probe: "completion.ts", args: [protocol, file, member.of, member.offers, ...args] };
  });
  try {
    return await interleaved(contenders, rounds);
  } finally {
    for (const folder of folders) removeConsumer(folder);
  }
}

function judge({ version }: Compiler, measured: readonly Measured[]): readonly Verdict[] {
  return [
    atMostTimes({
      target: 10,
      what: `TypeScript ${version}, first completion`,
      compared: "from opening the file in a server that runs until the members are there, against an empty program",
      unit: "ms",
      ours: numberOf(measured, "ours", "firstMs"),
      theirs: numberOf(measured, "bare", "firstMs"),
      most: 1.15,
    }),
    atMost({
      target: 10,
      what: `TypeScript ${version}, completion after an edit`,
      compared: "a line is put in, and the members are asked for again; the median of five",
      unit: "ms",
      ours: numberOf(measured, "ours", "editMs"),
      most: 60,
    }),
  ];
}

function row({ version }: Compiler, { name, samples, failed }: Measured): readonly string[] {
  const shown = (key: string): string => {
    const spread = numberOf([{ name, samples }], name, key);
    return spread === undefined ? "–" : spreadText(spread);
  };
  return [`TypeScript ${version}`, name, failed ?? shown("firstMs"), shown("editMs")];
}
