import { type PairRole, printable, type Problem, roster, statusAt } from "@footplate/core";
import { AS_OPTION } from "../authors.ts";
import { problem } from "../bad-input.ts";
import type { Call, Command, Option, Outcome } from "../command.ts";
import { nameHint } from "../nearest.ts";
import { type PeopleActSpec, runAct } from "../people/acts.ts";
import { MOMENT_NOTE, momentOf } from "../people/moment.ts";
import { nameOf, zoneOf } from "../people/names.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, workplace } from "../workplace.ts";

const OPTIONS: Readonly<Record<string, Option>> = {
  with: { value: "PERSON", help: "propose: who is to take the turn, where no other turn is given for it" },
  expires: { value: "INSTANT|DATE", help: "propose: until when it may be accepted (default: for ever)" },
};

const ONE: Pick<PeopleActSpec, "names" | "options"> = { names: ["SWAP"], options: [] };

const ACTS: Readonly<Record<string, PeopleActSpec>> = {
  propose: {
    names: ["TRAIN", "ROLE", "[TRAIN]", "[ROLE]"],
    options: ["with", "expires"],
    build({ given, line, names: [train = "", role, other, otherRole], by, problems }) {
      const person = given.text("with");
      if ((person === undefined) === (other === undefined)) {
        const message = person === undefined ? "nothing is given for the turn" : "a person and a turn are given";
        problems.push(problem("--with", person, message, "name another TRAIN and ROLE, or a person with --with"));
      }
      const expiresAt = momentOf(given, "expires", zoneOf(line, by), problems, false);
      const own = roleOf(role, problems);
      return {
        act: "proposeSwap",
        by,
        train,
        role: own,
        with: other === undefined ? { person: person ?? "" } : { train: other, role: roleOf(otherRole, problems) },
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },
  },
  accept: { ...ONE, build: ({ names: [swap = ""], by }) => ({ act: "acceptSwap", by, swap }) },
  decline: { ...ONE, build: ({ names: [swap = ""], by }) => ({ act: "declineSwap", by, swap }) },
  undo: { ...ONE, build: ({ names: [swap = ""], by }) => ({ act: "undoSwap", by, swap }) },
  force: {
    ...ONE,
    build: ({ given, names: [swap = ""], by, problems }) => {
      const reason = given.text("reason");
      if (reason === undefined || reason.trim() === "")
        problems.push(
          problem("--reason", reason, "a swap is forced with a reason only", "say why the parties are not asked"),
        );
      return { act: "forceSwap", by, swap, reason: reason ?? "" };
    },
  },
};

/** Turns that change hands. */
export const swapCommand: Command = {
  name: "swap",
  summary: "Swaps of turns: propose, accept, decline, undo, force, list",
  positionals: [{ name: "LINE.json" }, { name: "ACT" }, { name: "NAME", count: "any" }],
  options: {
    ...AS_OPTION,
    ...OPTIONS,
    reason: { value: "TEXT", help: "why; force needs it" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "ACT is propose TRAIN ROLE [TRAIN ROLE], accept SWAP, decline SWAP, undo SWAP, force SWAP or list.",
    "A ROLE is primary or backup. A swap that came about is undone by all its parties, or by a lead.",
    MOMENT_NOTE,
  ],
  run: (call) => runAct(call, ACTS, Object.keys(OPTIONS), list),
};

function roleOf(text: string | undefined, problems: Problem[]): PairRole {
  if (text === "primary" || text === "backup") return text;
  if (text !== undefined)
    problems.push(problem("ROLE", text, "there is no such role", nameHint(text, ["primary", "backup"])));
  else if (!problems.some(({ path }) => path === "ROLE"))
    problems.push(problem("ROLE", undefined, "it is missing", "write primary or backup after the train"));
  return "primary";
}

async function list(call: Call, line: Parameters<typeof roster>[0]): Promise<Outcome> {
  const place = await workplace(call, "read");
  const facts = await place.withJournal("read", (journal) => journal.facts(line.id));
  const swaps = roster(line, facts, place.rosterOptions).swaps.map((swap) => ({
    ...swap,
    status: statusAt(swap, place.now()),
  }));
  const lines = swaps.flatMap(({ id, status, moves, parties, consents }) => [
    `${id}  ${status}`,
    ...moves.map(({ train, role, from, to }) => `  ${role} of ${train}: ${nameOf(line, from)} to ${nameOf(line, to)}`),
    ...(status === "open"
      ? [
          `  waits for ${parties
            .filter((party) => !consents.includes(party))
            .map((id) => nameOf(line, id))
            .join(", ")}`,
        ]
      : []),
  ]);
  call.out.say(`${(lines.length === 0 ? ["No swap is known."] : lines).map(printable).join("\n")}\n`);
  return { exit: 0, value: { swaps } };
}
