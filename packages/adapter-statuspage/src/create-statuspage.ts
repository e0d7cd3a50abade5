import type { Checkup, NoticeBoard } from "@footplate/core";
import { startBudget, watchClocks } from "@footplate/http";
import { checkOptions } from "./check-options.ts";
import { createStatuspageCheckup } from "./checkup.ts";
import { createClient } from "./client.ts";
import { createComponents } from "./components.ts";
import { createConduct } from "./conduct.ts";
import { listNotices } from "./listing.ts";
import { look } from "./look.ts";
import { createWrites } from "./mirror.ts";
import { normaliseNotice } from "./normalise.ts";
import type { StatuspageOptions } from "./options.ts";
import { statuspageRef } from "./refs.ts";

const DAY_MS = 86_400_000;

/** A status page as the notice board. Notices are known again by a mark in their metadata. */
export interface StatuspageNoticeBoard extends NoticeBoard {
  readonly identity: "marked";
  readonly checkup: Checkup;
}

/** The ports that a status page fills. */
export interface Statuspage {
  readonly noticeBoard: StatuspageNoticeBoard;
}

/**
 * Connects to one page of Atlassian Statuspage. Sends nothing until a method is called.
 * Throws `invalid_input` naming all options that cannot be used.
 */
export function createStatuspage(options: StatuspageOptions): Statuspage {
  checkOptions(options);
  const { settings: watched, clocks } = watchClocks(options);
  const client = createClient(watched);
  const sendMs = options.sendMs ?? 90_000;
  const settings = { pageId: options.pageId, leadMs: options.leadMs ?? 366 * DAY_MS };
  return {
    noticeBoard: {
      spec: 1,
      identity: "marked",
      sendMs,
      settleMs: options.settleMs ?? 60_000,
      normalise: normaliseNotice,
      componentsOf: (refs) => {
        const ref = statuspageRef(refs);
        return ref === undefined ? [] : [ref.componentId];
      },
      list: async (range, call) => listNotices(client, range, settings, startBudget(options, call)),
      read: async (id, call) => (await look(client, options.pageId, id, () => call ?? {}))?.held,
      ...createWrites(client, options, sendMs),
      ...createConduct(client, options, sendMs),
      components: createComponents(client, options, sendMs),
      checkup: createStatuspageCheckup(client, options, clocks),
    },
  };
}
