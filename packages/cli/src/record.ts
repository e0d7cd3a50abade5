import { type Fact, FootplateError, type Journal, mayCause, type TrainLine } from "@footplate/core";

/**
 * Records facts in the journal. This is the door where authors are judged, since what is in the journal counts: nothing
 * is recorded, and `invalid_input` thrown, if the line lets an author not cause one of them (R32). Throws `conflict`
 * where the journal took none.
 */
export async function record(journal: Journal, line: TrainLine, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const refused = facts.find((fact) => !mayCause(line, fact.type, fact.by));
  if (refused !== undefined) {
    const author = "person" in refused.by ? refused.by.person : refused.by.bot;
    throw new FootplateError({
      code: "invalid_input",
      message: `nothing was recorded: ${author} may not cause ${refused.type}`,
      hint: "let somebody of the line's team say it",
    });
  }
  const appended = await journal.record(line.id, facts);
  if (appended.ok) return;
  throw new FootplateError({
    code: "conflict",
    message: "nothing was recorded: somebody else wrote to the journal meanwhile",
    hint: "run it again",
    retryable: true,
  });
}
