import type { Command } from "../command.ts";
import { givenTexts, needed } from "../moves/given.ts";
import { moveCommand } from "../moves/move-command.ts";

/** Stops a train where it is (R54). */
export const holdCommand: Command = moveCommand(
  {
    name: "hold",
    summary: "Stops a train where it is, with a reason, an owner and a note",
    options: {
      note: { value: "TEXT", help: "how things stand" },
      owner: { value: "PERSON", help: "who must act (default: who has the duty to promote)" },
      discretion: { help: "without a blocker or a problem, at the conductor's discretion" },
    },
    notes: ["It needs --reason and --note."],
  },
  {
    names: ["TRAIN"],
    needs: ["reason", "note"],
    build: ({ given, names: [train = ""], by }) => ({
      act: "hold",
      by,
      train,
      reason: needed(given, "reason"),
      note: needed(given, "note"),
      ...givenTexts(given, "owner"),
      ...(given.flag("discretion") && { discretion: true }),
    }),
  },
);
