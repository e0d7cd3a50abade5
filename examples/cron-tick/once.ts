import { FootplateError } from "@footplate/core";
import { board, type ConductContext, tick } from "@footplate/core/conduct";

const exit = { fine: 0, couldNotRun: 1, somebodyIsNeeded: 2 } as const;

/** One tick. What it comes to is an exit code for cron. */
export async function once({ line, ports, clock }: ConductContext): Promise<number> {
  try {
    const { events, wakeAt } = await tick({ line, ports, clock });
    for (const { type, text } of events) if (type !== "fact") console.log(`${type}: ${text}`);
    console.log(`next at ${wakeAt}, or sooner`);
    const { trains } = board(line, await ports.journal.facts(line.id), clock.now());
    const stuck = trains.some(({ hold, problems }) => hold !== undefined || problems.length > 0);
    return stuck || events.some(({ type }) => type === "trouble") ? exit.somebodyIsNeeded : exit.fine;
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    // Another process is at work on the line: its tick is as good as ours.
    if (error.code === "conflict" && error.retryable) return exit.fine;
    console.error(`${error.message}: ${error.hint ?? ""}`);
    return exit.couldNotRun;
  }
}
