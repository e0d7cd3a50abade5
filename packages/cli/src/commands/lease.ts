import {
  formatMoment,
  type Instant,
  type LeaseHolder,
  type LeaseRevoked,
  leaseScope,
  printable,
  type TrainLine,
} from "@footplate/core";
import { AS_OPTION, authorProblems } from "../authors.ts";
import { problem, refuseIf } from "../bad-input.ts";
import type { Call, Command, Outcome } from "../command.ts";
import { readLine } from "../read-line.ts";
import { record } from "../record.ts";
import { CONFIG_OPTION, JOURNAL_OPTION, type Workplace, workplace } from "../workplace.ts";

/** Who has the right to write, and the way to take it from a process that is gone (F68, F69). */
export const leaseCommand: Command = {
  name: "lease",
  summary: "Who has the right to write, since when and until when",
  positionals: [{ name: "LINE.json" }],
  options: {
    release: { help: "end it, for a process that is gone; needs --as and --reason" },
    ...AS_OPTION,
    reason: { value: "TEXT", help: "with --release: how you know that the process is gone" },
    ...CONFIG_OPTION,
    ...JOURNAL_OPTION,
  },
  notes: [
    "It ends by itself when its process does not renew it. Only a lead can end it before, and that is recorded.",
    "A process that is alive after all stops at its next write, and nothing is done twice.",
  ],
  async run(call) {
    const line = await readLine(call);
    const release = call.given.flag("release");
    if (release) refuseIf(releaseProblems(call, line), "the lease was left as it is");
    const place = await workplace(call, release ? "record" : "read");
    return place.withJournal(release ? "write" : "read", async (journal) => {
      const held = await journal.leases.holder(leaseScope(line));
      if (held === undefined) {
        call.out.say(printable(`Nobody is writing to ${line.name}.`).concat("\n"));
        return { exit: 0, value: { held: null, released: false } };
      }
      call.out.say(`${heldText(line, held)}\n`);
      if (!release) return { exit: 0, value: { held, released: false } };
      const fact = revocation(call, held, place);
      // Before it counts: who ends it, and why, must be known whatever happens next.
      await record(journal, line, [fact]);
      const released = await journal.leases.revoke(held);
      return said(call, held, fact, released);
    });
  },
};

function said({ out }: Call, held: LeaseHolder, fact: LeaseRevoked, released: boolean): Outcome {
  out.say(
    released
      ? "Ended and recorded. The next command or tick may write at once.\n"
      : "It ended by itself meanwhile; nobody else was disturbed.\n",
  );
  return { exit: 0, value: { held, released, recorded: fact } };
}

function revocation({ given }: Call, { scope, holder, since }: LeaseHolder, place: Workplace): LeaseRevoked {
  return {
    id: `lease/${scope}/${since}`,
    type: "leaseRevoked",
    at: place.now(),
    by: { person: given.text("as") ?? "" },
    reason: given.text("reason") ?? "",
    holder,
    since,
  };
}

function heldText(line: TrainLine, { holder, since, reason, expiresAt }: LeaseHolder): string {
  const moment = (at: Instant): string => formatMoment(at, line.zone);
  return [
    `${line.name}: ${holder} may write (${reason})`,
    `  since ${moment(since)}`,
    `  until ${moment(expiresAt)}, unless it goes on`,
  ]
    .map(printable)
    .join("\n");
}

function releaseProblems({ given }: Call, line: TrainLine) {
  const reason = given.text("reason")?.trim() ?? "";
  return [
    ...authorProblems(line, given.text("as"), ["leaseRevoked"]),
    ...(reason === ""
      ? [problem("--reason", given.text("reason"), "it needs a reason", "say how you know that the process is gone")]
      : []),
  ];
}
