import type { CallOptions, HeldTicket, KeyedText, TrainTickets } from "@footplate/core";
import { marking, startBudget } from "@footplate/http";
import type { GitHubOptions } from "../options.ts";
import { gitHubRef } from "../refs.ts";
import type { GitHubClient } from "../transport.ts";
import { createBlockers } from "./blockers.ts";
import { createIssues } from "./issues.ts";
import { createLabelled } from "./labelled.ts";
import { lookBeforeWriting, mustLook, notKept } from "./look.ts";
import { normaliseTicket } from "./normalise.ts";
import { checkNote, readNotes, sayOnce } from "./notes.ts";
import { checkOwner, giveTo } from "./owners.ts";
import { issuesSettings } from "./settings.ts";
import { createTicketMirror } from "./ticket-mirror.ts";
import { isClosed, ownersOf, toTicket } from "./wire.ts";

/** Tickets as issues, known again by a marker in their text. */
export interface GitHubTickets extends TrainTickets {
  readonly identity: "marked";
}

/** The tickets of one repository. */
export function createTickets(client: GitHubClient, options: GitHubOptions): GitHubTickets {
  const settings = issuesSettings(options);
  const { sendMs, settleMs } = settings;
  const issues = createIssues(client);
  const labelled = createLabelled(issues);

  /** Closes or opens, the note first: a state without a word is what nobody can make sense of later. */
  const turn = async (
    id: string,
    state: "open" | "closed",
    note: KeyedText,
    call: CallOptions | undefined,
  ): Promise<HeldTicket> => {
    checkNote(note);
    const budget = startBudget(options, call, sendMs);
    const row = await lookBeforeWriting(issues, id, budget);
    const isDone = (closed: boolean): boolean => closed === (state === "closed");
    if (isDone(isClosed(row))) return toTicket(row);
    await sayOnce(issues, id, note, budget);
    const fields = { state, state_reason: state === "closed" ? "completed" : "reopened" };
    const turned = await marking("maybe", () => issues.change(id, fields, budget()));
    if (!isDone(isClosed(turned))) throw notKept(id, state);
    return toTicket(turned);
  };

  return {
    spec: 1,
    identity: "marked",
    sendMs,
    settleMs,
    normalise: normaliseTicket,
    personOf: (refs) => gitHubRef(refs)?.login?.toLowerCase(),
    ...createTicketMirror(issues, labelled, options, settings),
    ...createBlockers(issues, labelled, options, settings),
    assign: async (id, owner, note, call) => {
      checkNote(note);
      const budget = startBudget(options, call, sendMs);
      const row = await lookBeforeWriting(issues, id, budget);
      const isOwned = ownersOf(row).join() === owner.toLowerCase();
      if (!isOwned) await checkOwner(issues, owner, budget);
      await sayOnce(issues, id, note, budget);
      return toTicket(isOwned ? row : await marking("maybe", () => giveTo(issues, row, owner, budget)));
    },
    comment: async (id, note, call) => {
      checkNote(note);
      const budget = startBudget(options, call, sendMs);
      await lookBeforeWriting(issues, id, budget);
      return sayOnce(issues, id, note, budget);
    },
    comments: async (id, call) => {
      const budget = startBudget(options, call);
      await mustLook(issues, id, budget);
      return readNotes(issues, id, budget());
    },
    close: (id, note, call) => turn(id, "closed", note, call),
    reopen: (id, note, call) => turn(id, "open", note, call),
  };
}
