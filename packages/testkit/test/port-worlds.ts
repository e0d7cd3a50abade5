import {
  type ChangeControl,
  type ChangeSource,
  type Chat,
  instant,
  type LogBook,
  type Notice,
  type NoticeBoard,
  type OwnerDirectory,
  type TrainTicket,
  type TrainTickets,
} from "@footplate/core";
import {
  type ChangeControlCasesWorld,
  type ChangeSourceCasesWorld,
  type ChatCasesWorld,
  type LogBookWorld,
  memoryChangeControl,
  memoryChangeSource,
  memoryChat,
  memoryLogBook,
  memoryNoticeBoard,
  memoryOwnerDirectory,
  memoryTrainTickets,
  type NoticeBoardCasesWorld,
  type OwnerDirectoryWorld,
  type TrainTicketWorld,
  virtualClock,
} from "@footplate/testkit";

/** What makes a broken port of a sound one. */
export type Broken<Port> = (port: Port) => Port;

export const begin = instant("2026-11-23T12:00:00Z");
const lagMs = 30_000;

export const ticket: TrainTicket = {
  title: "Retail 2026-48",
  body: "Stops: prod",
  start: instant("2026-12-01T20:00:00Z"),
  end: instant("2026-12-03T22:00:00Z"),
};

export function ticketWorld(broken: Broken<TrainTickets> = (port) => port): TrainTicketWorld {
  return {
    name: "memory",
    fresh: async () => {
      const clock = virtualClock(begin);
      const tickets = memoryTrainTickets({ clock, lagMs, people: ["a", "b"] });
      return {
        tickets: broken(tickets),
        ticket,
        people: ["a", "b"],
        stranger: "c",
        clock,
        humanComment: async (id, text) => void tickets.world.humanComment(id, text),
        humanBlock: async (id, title) => void tickets.world.humanBlock(id, title),
        humanAssign: async (id, [owner]) => tickets.world.humanAssign(id, owner),
      };
    },
  };
}

export function chatWorld(broken: Broken<Chat> = (port) => port): ChatCasesWorld {
  return {
    name: "memory",
    fresh: async () => {
      const clock = virtualClock(begin);
      const chat = memoryChat({ clock, lagMs, channels: ["releases", "client-a"], groups: { conductors: ["a"] } });
      return {
        chat: broken(chat),
        channel: "releases",
        other: "client-a",
        clock,
        group: { id: "conductors", people: ["a", "b", "c"] },
        humanPost: async (channel, text) => void chat.world.humanPost(channel, "echo", text),
      };
    },
  };
}

export function logWorld(broken: Broken<LogBook> = (port) => port): LogBookWorld {
  return {
    name: "memory",
    fresh: async () => {
      const clock = virtualClock(begin);
      const logBook = memoryLogBook({ clock, lagMs });
      return {
        logBook: broken(logBook),
        clock,
        humanAppend: async (text) => void logBook.world.humanAppend("somebody", text),
        lines: async () => logBook.world.seen().map(({ by, text, ticket: of }) => `${by}: ${text} (${of ?? "-"})`),
      };
    },
  };
}

export function changeControlWorld(broken: Broken<ChangeControl> = (port) => port): ChangeControlCasesWorld {
  return {
    name: "memory",
    fresh: async () => {
      const request = { id: "CHG-1", title: "Release 48", state: "draft", url: "https://change.example/CHG-1" };
      const other = { id: "CHG-12", title: "Release 49", state: "requested" };
      const changeControl = memoryChangeControl({ clock: virtualClock(begin), requests: [request, other] });
      return {
        changeControl: broken(changeControl),
        request,
        other,
        decide: async (id, state) => changeControl.world.humanDecide(id, state),
        notes: async (id) =>
          changeControl.world.seen().flatMap((one) => (one.id === id ? one.notes.map(({ text }) => text) : [])),
      };
    },
  };
}

const at = (day: number) => instant(`2026-11-${String(day).padStart(2, "0")}T12:00:00Z`);
const change = (id: string) => ({ id, title: `Change ${id}`, author: "client-a", at: at(1) });

export const services = {
  picking: [
    { version: "1.0", at: at(1) },
    { version: "1.1", at: at(2), changes: [change("a"), change("b")] },
    { version: "1.2", at: at(3), changes: [change("c")], notes: "Faster" },
    { version: "2.0", at: at(4), changes: [change("d"), change("e")] },
  ],
  packing: [
    { version: "1.0", at: at(1) },
    { version: "1.1", at: at(2), changes: [change("p")] },
    { version: "1.0.1", at: at(3), changes: [change("q")], follows: "1.0" },
  ],
};

export function changeSourceWorld(broken: Broken<ChangeSource> = (port) => port): ChangeSourceCasesWorld {
  return {
    name: "memory",
    fresh: async () => ({
      source: broken(memoryChangeSource({ clock: virtualClock(begin), services })),
      service: "picking",
      versions: ["2.0", "1.2", "1.1", "1.0"],
      changes: ["d", "e"],
      parted: { service: "packing", from: "1.1", to: "1.0.1" },
    }),
  };
}

export function ownerWorld(broken: Broken<OwnerDirectory> = (port) => port): OwnerDirectoryWorld {
  return {
    name: "memory",
    fresh: async () => {
      const owned = [
        { component: "picking", owners: ["team-picking", "lead"], confirmed: "2026-10-01" },
        { component: "packing", owners: ["team-packing"], url: "https://owners.example/packing" },
      ];
      const owners = [...owned, { component: "labels", owners: [] }];
      const directory = memoryOwnerDirectory({ clock: virtualClock(begin), owners });
      return { directory: broken(directory), owned, ownerless: "labels" };
    },
  };
}

export const notice: Notice = {
  title: "Release 48 to client-a",
  body: "We will deploy release 48.",
  start: instant("2026-11-23T20:00:00Z"),
  end: instant("2026-11-23T22:00:00Z"),
  components: ["api", "db"],
  notify: true,
  cancellation: "This maintenance is cancelled.",
};

export const boardComponents = [
  { id: "api", name: "API" },
  { id: "db", name: "Database" },
  { id: "web", name: "Web" },
];

export function boardWorld(broken: Broken<NoticeBoard> = (port) => port): NoticeBoardCasesWorld {
  return {
    name: "memory",
    fresh: async () => {
      const clock = virtualClock(begin);
      const board = memoryNoticeBoard({ clock, lagMs, components: boardComponents });
      return {
        board: broken(board),
        notice,
        spare: "web",
        clock,
        arm: async (id) => board.world.humanArm(id),
        humanComplete: async (id) => board.world.humanComplete(id),
        told: async () =>
          board.world.seen().notices.flatMap(({ updates }) => updates.filter(({ told }) => told)).length,
      };
    },
  };
}
