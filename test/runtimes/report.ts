/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** What was wrong; absent when nothing was. */
  readonly wrong?: string;
}

/** What was looked at in one place, by what it is about. */
export interface Tried {
  /** With its version: `Bun 1.4.5`. */
  readonly name: string;
  readonly parts: Readonly<Record<string, readonly Check[]>>;
  /** What is said of it. @default how many checks of each part are right */
  readonly text?: string;
}

/** Something to try. `run` answers `undefined` where what it needs is neither here nor to be fetched. */
export interface Job {
  readonly name: string;
  readonly run: () => Promise<Tried | undefined>;
}

/** What a job came to, and the lines that say so. */
export interface Report {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

const indented = (text: string): string => text.trimEnd().replace(/^/gm, "         ");
const isRight = ({ wrong }: Check): boolean => wrong === undefined;

/** Runs a job; whatever it throws is a failure. */
async function reportOf({ name, run }: Job): Promise<Report> {
  try {
    const tried = await run();
    return tried === undefined
      ? { lines: [`missing  ${name}: it is not installed and could not be fetched`], passed: 0, failed: 1 }
      : judged(tried);
  } catch (error) {
    return {
      lines: [`FAILED   ${name}: ${error instanceof Error ? error.message : String(error)}`],
      passed: 0,
      failed: 1,
    };
  }
}

function judged({ name, parts, text }: Tried): Report {
  const all = Object.values(parts).flat();
  const wrong = all.filter((check) => !isRight(check));
  const counts = Object.entries(parts).map(
    ([about, checks]) => `${about} ${String(checks.filter(isRight).length)} of ${String(checks.length)}`,
  );
  return {
    lines: [
      `${wrong.length === 0 ? "ok       " : "FAILED   "}${name}: ${text ?? counts.join(", ")}`,
      ...wrong.map((check) => indented(`${check.name}: ${check.wrong ?? ""}`)),
    ],
    passed: all.length - wrong.length,
    failed: wrong.length,
  };
}

/** Reports of all jobs, `width` of them at a time, each as soon as it and all before it are there. */
export async function* reports(jobs: readonly Job[], width: number): AsyncGenerator<Report, void, void> {
  const waiting: (() => void)[] = [];
  let free = width;
  const inTurn = async (job: Job): Promise<Report> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const report = await reportOf(job);
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
    return report;
  };
  for (const report of jobs.map(inTurn)) yield await report;
}
