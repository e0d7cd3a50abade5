import { type Fact, type LossAccepted, printable, type Problem, type TrainLine } from "@footplate/core";
import { AS_OPTION, authorProblems } from "../authors.ts";
import { problem, refuseIf } from "../bad-input.ts";
import type { Command, Given } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { readLine } from "../read-line.ts";
import { record } from "../record.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

/** Says that facts of a train are lost for good. */
export const acceptLossCommand: Command = {
  name: "accept-loss",
  summary: "Records that facts of a train are lost, so that it can go on",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN" }],
  options: {
    lost: { value: "N", help: "how many facts are lost: what plan said" },
    ...AS_OPTION,
    reason: { value: "TEXT", help: "why they are lost, and why that is bearable" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["Restore the journal from a backup if there is one. Review the train again afterwards."],
  async run(call) {
    const { given } = call;
    const line = await readLine(call);
    const train = given.positionals[1] ?? "";
    const [person, lost, reason] = [given.text("as"), given.text("lost"), given.text("reason")];
    refuseIf(
      [...trainProblems(line, train), ...authorProblems(line, person, ["lossAccepted"]), ...valueProblems(given)],
      "nothing was recorded",
    );
    const place = await workplace(call, "record");
    return place.withJournal("write", async (journal) => {
      const known = (await journal.facts(line.id)).filter((fact) => concerns(fact, train)).length;
      const fact: LossAccepted = {
        id: `lost/${train}/${String(lost)}/${String(known)}`,
        type: "lossAccepted",
        at: place.now(),
        by: { person: person ?? "" },
        reason: reason ?? "",
        train,
        lost: Number(lost),
      };
      await record(journal, line, [fact]);
      call.out.say(printable(`Recorded: ${String(lost)} facts of ${train} are accepted as lost.`).concat("\n"));
      return { exit: 0, value: { recorded: fact } };
    });
  },
};

function trainProblems(line: TrainLine, train: string): readonly Problem[] {
  const trains = [...line.eras.map(({ id }) => `${line.id}/${id}.<slot>`), `${line.id}/one-off`, `${line.id}/guest`];
  const era = line.eras.some(({ id }) => train.startsWith(`${line.id}/${id}.`) && /\.\d+$/.test(train));
  if (era || trains.includes(train)) return [];
  return [problem("TRAIN", train, "the line has no such train", nameHint(train, trains))];
}

function valueProblems(given: Given): readonly Problem[] {
  const [lost, reason] = [given.text("lost"), given.text("reason")];
  return [
    ...(lost !== undefined && /^[1-9]\d{0,5}$/.test(lost)
      ? []
      : [problem("--lost", lost, "it is no number of facts", "give the number that plan said")]),
    ...(reason !== undefined && reason.trim() !== ""
      ? []
      : [problem("--reason", reason, "a loss needs a reason", "say why the facts are lost")]),
  ];
}

/** Whether a fact is about the train; other accepted losses do not count, so that saying it twice is saying it once. */
function concerns(fact: Fact, train: string): boolean {
  if (fact.type === "lossAccepted") return false;
  const subject = "train" in fact ? fact.train : "window" in fact ? fact.window : "key" in fact ? fact.key : "";
  return subject === train || subject.startsWith(`${train}/`);
}
