import type { CallOptions, Held, HeldTicket, Interval, Mark, TrainTicket } from "@footplate/core";
import { marking, startBudget } from "@footplate/http";
import { conflict } from "../fault.ts";
import type { GitHubOptions } from "../options.ts";
import type { Issues } from "./issues.ts";
import type { Label, LabelledIssues } from "./labelled.ts";
import { listTickets } from "./listing.ts";
import { differing, look, lookBeforeWriting, notKept, refuseChanged, TICKET_FIELDS } from "./look.ts";
import { ticketMarker } from "./mark.ts";
import { replaceMarker, withMarker } from "./marker.ts";
import { normaliseTicket } from "./normalise.ts";
import type { IssuesSettings } from "./options.ts";
import { isClosed, toTicket } from "./wire.ts";

/** The mirror's own part of the tickets. */
export interface TicketMirror {
  list(
    range: Interval,
    call?: CallOptions,
  ): Promise<{ readonly held: readonly HeldTicket[]; readonly complete: boolean }>;
  read(id: string, call?: CallOptions): Promise<HeldTicket | undefined>;
  create(item: TrainTicket, mark: Mark, call?: CallOptions): Promise<HeldTicket>;
  update(held: Held<TrainTicket>, item: TrainTicket, facts: number, call?: CallOptions): Promise<HeldTicket>;
  remove(held: Held<TrainTicket>, call?: CallOptions): Promise<void>;
}

export function createTicketMirror(
  issues: Issues,
  labelled: LabelledIssues,
  options: GitHubOptions,
  settings: IssuesSettings,
): TicketMirror {
  const { sendMs } = settings;
  const label: Label = { name: settings.label, description: "Ticket of a release train", color: "1d76db" };
  return {
    list: async (range, call) => {
      const { labelled: isShown, ...listing } = await listTickets(issues, range, settings, startBudget(options, call));
      if (isShown) labelled.saw(settings.label);
      return listing;
    },
    read: async (id, call) => {
      const row = await look(issues, id, startBudget(options, call));
      return row && toTicket(row);
    },
    create: async (wish, mark, call) => {
      const item = await marking("no", async () => normaliseTicket(wish));
      const body = withMarker(item.body, ticketMarker(mark, item));
      return toTicket(await labelled.make(label, { title: item.title, body }, startBudget(options, call, sendMs)));
    },
    update: async (held, wish, facts, call) => {
      const item = await marking("no", async () => normaliseTicket(wish));
      const budget = startBudget(options, call, sendMs);
      const row = await lookBeforeWriting(issues, held.id, budget);
      const now = toTicket(row);
      const writing = differing(normaliseTicket(held.item), item);
      const mark = refuseChanged(held, now, writing);
      if (now.ended === true)
        throw conflict(`issue ${held.id} is closed`, "plan again: what ended is not changed any more");
      const after: TrainTicket = { ...now.item, ...Object.fromEntries(writing.map((field) => [field, item[field]])) };
      const marker = ticketMarker({ ...mark, facts }, after);
      const before = row.body ?? "";
      // What a person wrote stays to the letter unless the text itself is to change.
      const body = writing.includes("body") ? withMarker(after.body, marker) : replaceMarker("ticket", before, marker);
      const fields = { ...(after.title !== row.title && { title: after.title }), ...(body !== before && { body }) };
      if (Object.keys(fields).length === 0) return now;
      return toTicket(await issues.change(held.id, fields, budget()));
    },
    remove: async (held, call) => {
      const budget = startBudget(options, call, sendMs);
      const row = await marking("no", () => look(issues, held.id, budget));
      if (row === undefined || isClosed(row)) return;
      refuseChanged(held, toTicket(row), TICKET_FIELDS);
      // Issues cannot be deleted here, and people may have written on them.
      const closed = await issues.change(held.id, { state: "closed", state_reason: "not_planned" }, budget());
      if (!isClosed(closed)) throw notKept(held.id, "closed");
    },
  };
}
