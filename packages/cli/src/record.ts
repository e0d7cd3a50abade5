import { type Fact, FootplateError, type Journal, type TrainLine } from "@footplate/core";

/** Records facts in the journal. Throws `conflict` where the journal took none. */
export async function record(journal: Journal, line: TrainLine, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const appended = await journal.record(line.id, facts);
  if (appended.ok) return;
  throw new FootplateError({
    code: "conflict",
    message: "nothing was recorded: somebody else wrote to the journal meanwhile",
    hint: "run it again",
    retryable: true,
  });
}
