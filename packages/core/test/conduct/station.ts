import {
  type CalendarEntry,
  type ConductPorts,
  epochMs,
  instant,
  type InstantLike,
  type TrainLine,
} from "@footplate/core";
import {
  type Command,
  type ConductCommand,
  type ConductContext,
  send,
  type Sent,
  tick,
  type Ticked,
  type TickOptions,
} from "@footplate/core/conduct";
import {
  memoryChangeControl,
  memoryChat,
  memoryDeployRunner,
  memoryJournal,
  memoryLogBook,
  memoryMirror,
  memoryNoticeBoard,
  memoryOnCall,
  memoryOwnerDirectory,
  memoryPager,
  memoryTargets,
  memoryTrainTickets,
  memoryVersionProbe,
  virtualClock,
} from "@footplate/testkit";

/** A weekly line with a test stop and two clients in two zones, in which everything is wired. */
export const express: TrainLine = {
  id: "express",
  name: "Express",
  zone: "Europe/Berlin",
  review: "none",
  gap: "later",
  overlap: "first",
  refs: { memory: { scheduleId: "duty", groupId: "conductors" } },
  team: { id: "rail", name: "Rail team", leads: ["lead"], members: ["a", "b", "c"] },
  people: [
    { id: "lead", name: "Lead", refs: { memory: { personId: "u-lead", channelId: "@lead" } } },
    { id: "a", name: "Conductor A", refs: { memory: { personId: "u-a", channelId: "@a" } } },
    { id: "b", name: "Conductor B", refs: { memory: { personId: "u-b", channelId: "@b" } } },
    { id: "c", name: "Conductor C", refs: { memory: { personId: "u-c", channelId: "@c" } } },
    { id: "tam-a", name: "Contact of client A", refs: { memory: { personId: "u-tam-a", channelId: "@tam-a" } } },
  ],
  services: [
    { id: "picking", owner: "a", version: "1.0.0" },
    { id: "packing", owner: "rail", version: "2.0.0" },
  ],
  stops: [
    { id: "test", name: "Test", targets: [{ id: "stage", name: "Stage", refs: { memory: { componentId: "stage" } } }] },
    {
      id: "prod",
      name: "Production",
      targets: [
        {
          id: "client-a",
          name: "Client A",
          chat: "#prod-client-a",
          tam: "tam-a",
          refs: { memory: { componentId: "component-a" } },
        },
        {
          id: "client-b",
          name: "Client B",
          chat: "#prod-client-b",
          zone: "America/New_York",
          refs: { memory: { componentId: "component-b" } },
        },
      ],
    },
  ],
  eras: [
    {
      id: "e1",
      from: "2026-01-05",
      cadence: { every: "P1W", anchor: "2026-01-05" },
      number: { format: "X{ww}-{yy}" },
      rotation: { strategy: "staggeredPair", order: ["a", "b", "c"] },
      cut: { day: 0, at: "10:00" },
      conduct: { channels: { team: "#rail", changeControl: "#change-control" }, soak: "PT20M" },
      windows: [
        { kind: "primary", stop: "test", day: 0, at: "12:00", length: "PT4H" },
        {
          kind: "primary",
          stop: "prod",
          target: "client-a",
          day: 1,
          at: "22:00",
          length: "PT2H",
          capacity: 1,
          expected: "PT15M",
        },
        { kind: "primary", stop: "prod", target: "client-b", day: 2, at: "21:00", length: "PT2H" },
      ],
    },
  ],
};

/** Everything that a train touches, in memory, with one clock. */
export function station(
  options: { readonly line?: TrainLine; readonly start?: InstantLike; readonly lagMs?: number } = {},
) {
  const { line = express, start = "2026-11-22T12:00:00Z", lagMs = 0 } = options;
  const clock = virtualClock(start);
  const journal = memoryJournal({ clock, birth: "2026-01-01T00:00:00Z" });
  const places = line.stops.flatMap((stop) => stop.targets.map((target) => `${stop.id}/${target.id}`));
  const targets = memoryTargets(Object.fromEntries(places.map((place) => [place, { version: "X00-26" }])));
  const components = line.stops.flatMap((stop) =>
    stop.targets.flatMap(({ refs, name }) => {
      const id = refs?.["memory"]?.["componentId"];
      return typeof id === "string" ? [{ id, name }] : [];
    }),
  );
  const parts = {
    journal,
    noticeBoard: memoryNoticeBoard({ clock, components, lagMs }),
    mirror: memoryMirror<CalendarEntry>({ identity: "chosen", clock, lagMs }),
    onCall: memoryOnCall({ clock, schedules: [{ id: "duty", name: "Duty", onCall: () => [] }] }),
    trainTickets: memoryTrainTickets({ clock, lagMs }),
    deployRunner: memoryDeployRunner({ clock, targets, lagMs }),
    versionProbe: memoryVersionProbe(targets),
    chat: memoryChat({ clock, lagMs, groups: { conductors: [] } }),
    logBook: memoryLogBook({ clock, lagMs }),
    pager: memoryPager({ clock }),
    changeControl: memoryChangeControl({ clock, requests: [{ id: "CHG-1", title: "A train", state: "new" }] }),
    ownerDirectory: memoryOwnerDirectory({ clock, owners: [{ component: "packing", owners: ["b"] }] }),
  };
  const { mirror, ...ports } = parts;
  const all: ConductPorts = {
    ...ports,
    calendar: { ...mirror, spec: 1, freeBusy: () => Promise.resolve([]) },
  };
  const context = (wired: ConductPorts = all): ConductContext => ({ line, ports: wired, clock });
  let nonces = 0;
  const nonce = (): string => {
    nonces += 1;
    return `n${String(nonces)}`;
  };
  return {
    line,
    clock,
    targets,
    places,
    ports: all,
    memory: parts,
    context,
    nonce,
    tick: (tickOptions: TickOptions = {}): Promise<Ticked> => tick(context(), { nonce, ...tickOptions }),
    /** Ticks from now on, whenever a tick is due, until the moment. */
    async until(moment: InstantLike, tickOptions: TickOptions = {}): Promise<readonly Ticked[]> {
      const ticks: Ticked[] = [];
      const end = epochMs(instant(moment));
      for (;;) {
        const ticked = await tick(context(), { nonce, ...tickOptions });
        ticks.push(ticked);
        const next = epochMs(ticked.wakeAt);
        if (next >= end) break;
        if (next > clock.epochMs()) clock.set(ticked.wakeAt);
        if (ticks.length > 5000) throw new RangeError("it never sleeps");
      }
      clock.set(moment);
      return ticks;
    },
    send: (command: Command | ConductCommand): Promise<Sent> => send({ line, ports: { journal }, clock }, command),
  };
}

/** A station. */
export type Station = ReturnType<typeof station>;
