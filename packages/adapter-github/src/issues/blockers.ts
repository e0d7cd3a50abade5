import type { CallOptions, FootplateError, KeyedText, NewBlocker, TicketBlocker } from "@footplate/core";
import { type Budget, marking, startBudget } from "@footplate/http";
import { fault } from "../fault.ts";
import type { GitHubOptions } from "../options.ts";
import { findBlockers } from "./find-blockers.ts";
import type { Issues } from "./issues.ts";
import type { Label, LabelledIssues } from "./labelled.ts";
import { lookBeforeWriting, mustLook, notKept } from "./look.ts";
import { blockerMarker } from "./mark.ts";
import { withMarker } from "./marker.ts";
import { textOf, titleOf } from "./normalise.ts";
import { checkNote, checkText, sayOnce } from "./notes.ts";
import type { IssuesSettings } from "./options.ts";
import { checkOwner, giveTo } from "./owners.ts";
import { isBeside, isClosed, type IssueRow, ownersOf, toBlocker } from "./wire.ts";

/** The part of the tickets that stops trains. */
export interface Blockers {
  blockers(id: string, call?: CallOptions): Promise<readonly TicketBlocker[]>;
  block(id: string, blocker: NewBlocker, call?: CallOptions): Promise<TicketBlocker>;
  unblock(id: string, blocker: string, note: KeyedText, call?: CallOptions): Promise<TicketBlocker>;
}

export function createBlockers(
  issues: Issues,
  labelled: LabelledIssues,
  options: GitHubOptions,
  { blockerLabel, sendMs }: IssuesSettings,
): Blockers {
  const label: Label = { name: blockerLabel, description: "Stops a release train", color: "b60205" };

  const make = (ticket: IssueRow, { key, title, owner, note }: NewBlocker, budget: Budget): Promise<IssueRow> => {
    const text = `${textOf(note)}\n\nBlocks #${ticket.number}.`;
    const body = withMarker(text, blockerMarker({ key, ticket: ticket.number }));
    return labelled.make(label, { title: titleOf(title), body, owner }, budget);
  };

  return {
    blockers: async (id, call) => {
      const budget = startBudget(options, call);
      const ticket = await mustLook(issues, id, budget);
      const { rows } = await findBlockers(issues, ticket, blockerLabel, budget);
      return rows.map((row) => toBlocker(row, ticket));
    },

    block: async (id, blocker, call) => {
      checkNote({ key: blocker.key, text: blocker.note });
      checkText("the title of a blocker", blocker.title);
      const budget = startBudget(options, call, sendMs);
      const ticket = await lookBeforeWriting(issues, id, budget);
      const found = await marking("no", () => findBlockers(issues, ticket, blockerLabel, budget));
      const there = found.rows.find((row) => toBlocker(row, ticket).key === blocker.key);
      if (there === undefined) await checkOwner(issues, blocker.owner, budget);
      const row = there ?? (await make(ticket, blocker, budget));
      return marking("maybe", async () => {
        // Refused or unknown, it is a blocker all the same: its label and marker tell.
        if (!found.isBelow(row)) await issues.attach(id, row, budget());
        // Somebody may have taken the owner away, and somebody else may own it by now.
        const owned = ownersOf(row).length > 0 ? row : await giveTo(issues, row, blocker.owner, budget);
        return toBlocker(owned, ticket);
      });
    },

    unblock: async (id, blocker, note, call) => {
      checkNote(note);
      const budget = startBudget(options, call, sendMs);
      const ticket = await lookBeforeWriting(issues, id, budget);
      const { rows } = await marking("no", () => findBlockers(issues, ticket, blockerLabel, budget));
      const row = rows.find((one) => toBlocker(one, ticket).id === blocker);
      if (row === undefined) throw noBlocker(id, blocker);
      if (isClosed(row)) return toBlocker(row, ticket);
      if (!isBeside(row, ticket)) throw elsewhere(blocker);
      await sayOnce(issues, blocker, note, budget);
      const change = { state: "closed", state_reason: "completed" };
      const closed = await marking("maybe", () => issues.change(blocker, change, budget()));
      if (!isClosed(closed)) throw notKept(blocker, "closed");
      return toBlocker(closed, ticket);
    },
  };
}

function noBlocker(id: string, blocker: string): FootplateError {
  return fault({
    code: "not_found",
    message: `${JSON.stringify(blocker).slice(0, 120)} is no blocker of issue ${id}`,
    written: "no",
    hint: "read the blockers of the ticket",
  });
}

function elsewhere(blocker: string): FootplateError {
  return fault({
    code: "unsupported",
    message: `blocker ${blocker} is in another repository`,
    written: "no",
    hint: "resolve it there",
  });
}
