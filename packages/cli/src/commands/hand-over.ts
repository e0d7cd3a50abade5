import { AS_OPTION } from "../authors.ts";
import { problem } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { sendAct } from "../people/send-command.ts";
import { readLine } from "../read-line.ts";
import { CONFIG_OPTION, JOURNAL_OPTION } from "../workplace.ts";

/** Passes a place in a train's pair on, from now (R54). */
export const handOverCommand: Command = {
  name: "hand-over",
  summary: "Passes a place in a train's pair on, from now, with a note",
  positionals: [{ name: "LINE.json" }, { name: "TRAIN" }],
  options: {
    to: { value: "PERSON", help: "who takes it" },
    note: { value: "TEXT", help: "how things stand" },
    ...AS_OPTION,
    from: { value: "PERSON", help: "who gives it away (default: the primary)" },
    reason: { value: "TEXT", help: "why a lead says so for somebody else" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: ["Who takes it says so, with --as; a lead may say it for them, with --reason."],
  async run(call) {
    const { given } = call;
    const line = await readLine(call);
    const [to, note, from, reason] = ["to", "note", "from", "reason"].map((name) => given.text(name));
    const problems = [
      ...(to === undefined ? [problem("--to", undefined, "it is missing", "add --to with who takes it")] : []),
      ...(note === undefined || note.trim() === ""
        ? [problem("--note", note, "a handover needs a note", "add --note and say how things stand")]
        : []),
    ];
    const { recorded, already } = await sendAct(
      call,
      line,
      {
        act: "handOver",
        by: given.text("as") ?? "",
        train: given.positionals[1] ?? "",
        to: to ?? "",
        note: note ?? "",
        ...(from !== undefined && { from }),
        ...(reason !== undefined && { reason }),
      },
      problems,
    );
    return { exit: 0, value: { recorded, already } };
  },
};
