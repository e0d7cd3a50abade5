import type { CallOptions, Held, HeldNotice, Mark, Notice } from "@footplate/core";
import { marking, startBudget } from "@footplate/http";
import type { Client } from "./client.ts";
import { refuseOthers } from "./allowed.ts";
import { fault } from "./fault.ts";
import { freed, handedOver, statusMap } from "./holders.ts";
import { conflict, differing, look, lookBeforeWriting, NOTICE_FIELDS, refuseChanged, understood } from "./look.ts";
import { writeOurs } from "./metadata.ts";
import { normaliseNotice } from "./normalise.ts";
import type { StatuspageOptions } from "./options.ts";
import { creation, defaultRescheduleText, difference } from "./payload.ts";
import { firstUpdate, type IncidentRow } from "./wire.ts";

/** The writing half of the mirror. */
export interface NoticeWrites {
  create(item: Notice, mark: Mark, call?: CallOptions): Promise<HeldNotice>;
  update(held: Held<Notice>, item: Notice, facts: number, call?: CallOptions): Promise<HeldNotice>;
  remove(held: Held<Notice>, call?: CallOptions): Promise<void>;
}

export function createWrites(client: Client, options: StatuspageOptions, sendMs: number): NoticeWrites {
  const { pageId, rescheduleText = defaultRescheduleText } = options;
  return {
    create: async (item, mark, call) => {
      const notice = await marking("no", async () => normaliseNotice(item));
      refuseOthers(options, notice.components);
      const budget = startBudget(options, call, sendMs);
      const row = await client.create(creation(notice, mark, pageId), budget());
      return marking("maybe", async () => understood(row, pageId).held);
    },

    update: async (held, item, facts, call) => {
      const notice = await marking("no", async () => normaliseNotice(item));
      refuseOthers(options, notice.components);
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, held.id, budget);
      const writing = differing(normaliseNotice(held.item), notice);
      const mark = refuseChanged(held, now.held, writing);
      if (now.held.ended === true)
        throw conflict(`maintenance ${held.id} has ended`, "plan again: what ended is not changed any more");
      const before = now.held.item;
      const after: Notice = { ...before, ...Object.fromEntries(writing.map((field) => [field, notice[field]])) };
      const first = firstUpdate(now.row);
      const reworded = first !== undefined && before.body !== after.body;
      const fields = difference(now.row, before, after, { before: mark, facts }, { pageId, rescheduleText });
      const changed = Object.keys(fields).length > 0;
      if (!reworded && !changed) return now.held;
      const statuses = await marking("no", () => handedOver(client, now, after, budget));
      refuseOthers(options, Object.keys(statuses));

      if (reworded)
        await client.changeUpdate(held.id, first.id, { body: after.body, deliver_notifications: false }, budget());
      const rest = async (): Promise<IncidentRow> =>
        changed
          ? client.change(
              held.id,
              { ...fields, ...(Object.keys(statuses).length > 0 && { components: statuses }) },
              budget(),
            )
          : (await lookBeforeWriting(client, pageId, held.id, budget)).row;
      const row = await (reworded ? marking("maybe", rest) : rest());
      return marking("maybe", async () => understood(row, pageId).held);
    },

    remove: async (held, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await marking("no", () => look(client, pageId, held.id, budget));
      if (now === undefined || now.held.ended === true) return;
      const mark = refuseChanged(held, now.held, NOTICE_FIELDS);
      const free = await marking("no", () => freed(client, now.row, budget));
      refuseOthers(options, free);
      const restored = free.length > 0 && { components: statusMap(free, "operational") };

      if (!wasAnnounced(now.row, now.held)) {
        // Deleting leaves the components as they are: nobody would ever set them back (F86).
        if (restored !== false) await client.change(held.id, { ...restored, deliver_notifications: false }, budget());
        const drop = async (): Promise<void> => client.remove(held.id, budget());
        return restored === false ? drop() : marking("maybe", drop);
      }
      const { cancellation } = now.held.item;
      const fields = {
        status: "completed",
        ...(cancellation !== "" && { body: cancellation }),
        deliver_notifications: true,
        ...restored,
        metadata: writeOurs(now.row.metadata, mark, now.held.item, pageId, true),
      };
      const row = await client.change(held.id, fields, budget());
      if (row.status !== "completed") {
        throw fault({
          code: "protocol",
          message: `the service did not complete maintenance ${held.id}`,
          written: "maybe",
          hint: "look at it on the status page",
        });
      }
    },
  };
}

/** Whether subscribers were told, at any time: what they know of is ended with a word, never deleted. */
function wasAnnounced(row: IncidentRow, held: HeldNotice): boolean {
  return held.item.notify || (row.incident_updates ?? []).some((update) => update.deliver_notifications === true);
}
