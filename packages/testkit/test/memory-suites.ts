import type { Notice, TrainTicket } from "@footplate/core";
import {
  type Case,
  changeControlCases,
  changeSourceCases,
  chatCases,
  deployRunnerCases,
  journalCases,
  logBookCases,
  memoryNoticeBoard,
  memoryTrainTickets,
  mirrorCases,
  noticeBoardCases,
  onCallCases,
  ownerDirectoryCases,
  pagerCases,
  trainTicketCases,
  versionProbeCases,
  virtualClock,
} from "@footplate/testkit";
import { deployWorld, probeWorld } from "./deploy-stage.ts";
import { journalStage } from "./journal-world.ts";
import { onCallWorld, pagerWorld } from "./people-worlds.ts";
import {
  begin,
  boardComponents,
  boardWorld,
  changeControlWorld,
  changeSourceWorld,
  chatWorld,
  logWorld,
  notice,
  ownerWorld,
  ticket,
  ticketWorld,
} from "./port-worlds.ts";
import { memoryWorld } from "./worlds.ts";

const ticketsAsMirror = mirrorCases<TrainTicket>({
  name: "memory",
  fresh: async () => {
    const clock = virtualClock(begin);
    const mirror = memoryTrainTickets({ clock, lagMs: 30_000 });
    const byHand = { ...ticket, title: "By hand" };
    return {
      mirror,
      clock,
      range: { start: ticket.start, end: ticket.end },
      item: (n) => ({ ...ticket, title: `Retail ${n}` }),
      change: (item) => ({ ...item, body: `${item.body} and staging` }),
      humanEdit: async (id) => mirror.world.humanEdit(id, byHand),
      humanDelete: async (id) => mirror.world.humanDelete(id),
      humanCopy: async (id) => void mirror.world.humanCopy(id),
      withdraw: async () => mirror.world.withdraw(),
      addForeign: async () => mirror.world.addForeign(byHand),
      live: async () => mirror.world.live().flatMap(({ mark }) => mark?.key ?? []),
    };
  },
});

const boardAsMirror = mirrorCases<Notice>({
  name: "memory",
  fresh: async () => {
    const clock = virtualClock(begin);
    const mirror = memoryNoticeBoard({ clock, lagMs: 30_000, components: boardComponents });
    const far = { start: "2026-12-20T00:00:00Z", end: "2026-12-21T00:00:00Z" } as Notice;
    return {
      mirror,
      clock,
      range: { start: far.start, end: far.end },
      item: (n) => ({ ...notice, ...far, title: ` Release ${n} `, notify: n % 2 === 0 }),
      change: (item) => ({ ...item, body: `${item.body} It takes longer.` }),
      humanEdit: async (id) => mirror.world.humanEdit(id, { ...notice, ...far, title: "By hand" }),
      humanDelete: async (id) => mirror.world.humanDelete(id),
      humanCopy: async (id) => void mirror.world.humanCopy(id),
      withdraw: async () => mirror.world.withdraw(),
      addForeign: async () => mirror.world.addForeign({ ...notice, ...far }),
      live: async () => mirror.world.live().flatMap(({ mark }) => mark?.key ?? []),
    };
  },
});

const lagMs = 30_000;

/** Every port in memory, with all that the kit demands of it. */
export const memorySuites: Readonly<Record<string, readonly Case[]>> = {
  "a mirror of chosen ids": mirrorCases(memoryWorld({ identity: "chosen", lagMs })),
  "a mirror of marks": mirrorCases(memoryWorld({ identity: "marked", lagMs })),
  "a mirror that is matched": mirrorCases(memoryWorld({ identity: "matched", lagMs })),
  "a mirror of marks with versions": mirrorCases(memoryWorld({ identity: "marked", versions: true, removal: "ended" })),
  "a journal": journalCases(journalStage()),
  "an on-call service": onCallCases(onCallWorld()),
  "a pager": pagerCases(pagerWorld()),
  "a deploy service": deployRunnerCases(deployWorld()),
  "a version probe": versionProbeCases(probeWorld()),
  "a ticket service, as a mirror": ticketsAsMirror,
  "a ticket service": trainTicketCases(ticketWorld()),
  "a chat": chatCases(chatWorld()),
  "a log": logBookCases(logWorld()),
  "a change control": changeControlCases(changeControlWorld()),
  "a change source": changeSourceCases(changeSourceWorld()),
  "an owner directory": ownerDirectoryCases(ownerWorld()),
  "a notice board, as a mirror": boardAsMirror,
  "a notice board": noticeBoardCases(boardWorld()),
};
