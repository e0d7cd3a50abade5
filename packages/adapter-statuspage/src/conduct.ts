import { epochMs, type FootplateError, type HeldNotice, instant, type NoticeBoard } from "@footplate/core";
import { refuseOthers } from "./allowed.ts";
import { type Budget, marking, startBudget } from "@footplate/http";
import type { Client } from "./client.ts";
import { setComponent } from "./components.ts";
import { fault } from "./fault.ts";
import { freed, heldByOthers, statusMap } from "./holders.ts";
import { conflict, lookBeforeWriting, type Look, understood } from "./look.ts";
import type { StatuspageOptions } from "./options.ts";
import type { Fields } from "./payload.ts";

/** What is done to one notice while its window runs. */
export type NoticeConduct = Pick<NoticeBoard, "start" | "extend" | "complete" | "disarm" | "post">;

export function createConduct(client: Client, options: StatuspageOptions, sendMs: number): NoticeConduct {
  const { pageId } = options;
  const change = async (id: string, fields: Fields, budget: Budget): Promise<HeldNotice> => {
    const row = await client.change(id, fields, budget());
    return marking("maybe", async () => understood(row, pageId).held);
  };

  return {
    start: async (id, message, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, id, budget);
      if (now.held.state === "in_progress") return now.held;
      if (now.held.state === "completed")
        throw conflict(`maintenance ${id} is completed`, "a window that ended is not reopened: make a new one");
      const { components } = now.held.item;
      refuseOthers(options, components);
      const started = await change(
        id,
        {
          status: "in_progress",
          body: message,
          deliver_notifications: tells(now),
          ...(components.length > 0 && { components: statusMap(components, "under_maintenance") }),
        },
        budget,
      );
      if (started.state !== "in_progress") throw notKept(id, "in progress");
      return started;
    },

    extend: async (id, end, message, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, id, budget);
      const until = instant(end);
      if (now.held.state !== "in_progress") {
        throw conflict(
          `maintenance ${id} is ${now.held.state}, not in progress`,
          "what has not started is moved by a plan; what ended stays ended",
        );
      }
      if (now.held.item.end === until) return now.held;
      if (epochMs(until) <= epochMs(now.held.item.start)) {
        throw fault({
          code: "invalid_input",
          message: `the end of maintenance ${id} would not be after its start`,
          written: "no",
          hint: "name a later end",
        });
      }
      // One of ours found armed would close by itself at the very end that is being moved.
      const disarmed = now.held.mark !== undefined && now.held.autoClose && { scheduled_auto_completed: false };
      const extended = await change(
        id,
        { scheduled_until: until, body: message, deliver_notifications: tells(now), ...disarmed },
        budget,
      );
      if (extended.item.end !== until) throw notKept(id, `an end at ${until}`);
      return extended;
    },

    complete: async (id, message, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, id, budget);
      if (now.held.state === "completed") {
        // Only what a window leaves behind: another status was set since, by somebody who knows why.
        await restore(client, options, await marking("no", () => freed(client, now.row, budget)), budget);
        return now.held;
      }
      const { components } = now.held.item;
      const others = components.length === 0 ? new Set() : await marking("no", () => heldByOthers(client, id, budget));
      const free = components.filter((component) => !others.has(component));
      refuseOthers(options, free);
      const completed = await change(
        id,
        {
          status: "completed",
          body: message,
          deliver_notifications: tells(now),
          ...(free.length > 0 && { components: statusMap(free, "operational") }),
        },
        budget,
      );
      if (completed.state !== "completed") throw notKept(id, "completed");
      await marking("maybe", () => readBack(client, options, free, budget));
      return completed;
    },

    disarm: async (id, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, id, budget);
      if (now.held.state === "completed" || !now.held.autoClose) return now.held;
      const disarmed = await change(id, { scheduled_auto_completed: false, deliver_notifications: false }, budget);
      if (disarmed.autoClose) throw notKept(id, "disarmed");
      return disarmed;
    },

    post: async (id, message, call) => {
      const budget = startBudget(options, call, sendMs);
      const now = await lookBeforeWriting(client, pageId, id, budget);
      return change(id, { body: message, deliver_notifications: tells(now) }, budget);
    },
  };
}

/** Ours say themselves whether subscribers hear of them; for one made by hand, its own setting for the end tells. */
function tells(now: Look): boolean {
  return now.held.mark === undefined
    ? now.row.auto_transition_deliver_notifications_at_end === true
    : now.held.item.notify;
}

async function readBack(
  client: Client,
  options: StatuspageOptions,
  ids: readonly string[],
  budget: Budget,
): Promise<void> {
  const wrong: string[] = [];
  for (const id of ids) {
    const row = await client.component(id, budget());
    // A component that was deleted meanwhile has no status to put right.
    if (row !== undefined && row.status !== "operational") wrong.push(id);
  }
  await restore(client, options, wrong, budget);
}

async function restore(
  client: Client,
  options: StatuspageOptions,
  ids: readonly string[],
  budget: Budget,
): Promise<void> {
  refuseOthers(options, ids);
  for (const id of ids) await setComponent(client, id, "operational", budget);
}

function notKept(id: string, what: string): FootplateError {
  return fault({
    code: "protocol",
    message: `the service answered as if maintenance ${id} were done, but does not show it ${what}`,
    written: "maybe",
    hint: "look at it on the status page: something else may be changing it",
  });
}
