import type { CalendarEntry, ConductPolicy, TrainLine } from "@footplate/core";
import {
  memoryChat,
  type MemoryChat,
  memoryDeployRunner,
  type MemoryDeployRunner,
  memoryMirror,
  memoryNoticeBoard,
  type MemoryNoticeBoard,
  memoryTargets,
  type MemoryTargets,
  memoryVersionProbe,
  type VirtualClock,
} from "@footplate/testkit";
import { stage, type Stage } from "./stage.ts";

/** The train of the tests: cut on Monday 23 November 2026, tested from 11:00 UTC, in production from 21:00 UTC a day later. */
export const TRAIN = "express/e1.46";
export const TEST_WINDOW = `${TRAIN}/test/stage/primary`;
export const PROD_WINDOW = `${TRAIN}/prod/client-a/primary`;

/** Every step waits for a conductor's word. */
export const byHand: ConductPolicy = {
  steps: { cut: "conductor", promote: "conductor", pass: "conductor", arrive: "conductor" },
  soak: "PT20M",
  change: "none",
  changeExceptions: ["emergency"],
  freezeApprovers: [{ name: "lead", oneOf: ["lead"] }],
  channels: { team: "#rail" },
};

/** A weekly line with a test stop and one client, conducted as the policy says. */
export function express(conduct: ConductPolicy = byHand): TrainLine {
  return {
    id: "express",
    name: "Express",
    zone: "Europe/Berlin",
    review: "none",
    team: { id: "rail", name: "Rail team", leads: ["lead"], members: ["a", "b"] },
    people: [
      { id: "lead", name: "Lead" },
      { id: "a", name: "Conductor A" },
      { id: "b", name: "Conductor B" },
      { id: "tam-a", name: "Contact of client A" },
    ],
    services: [{ id: "picking", owner: "a", version: "1.0.0" }],
    freezes: [
      {
        id: "year-end",
        name: "Year-end freeze",
        class: "hard",
        from: { date: "2026-12-18" },
        to: { date: "2027-01-03" },
        scope: ["prod"],
      },
    ],
    stops: [
      {
        id: "test",
        name: "Test",
        targets: [{ id: "stage", name: "Stage", refs: { memory: { componentId: "stage" } } }],
      },
      {
        id: "prod",
        name: "Production",
        targets: [{ id: "client-a", name: "Client A", tam: "tam-a", refs: { memory: { componentId: "component-a" } } }],
      },
    ],
    eras: [
      {
        id: "e1",
        from: "2026-01-05",
        cadence: { every: "P1W", anchor: "2026-01-05" },
        number: { format: "X{ww}-{yy}" },
        rotation: { strategy: "staggeredPair", order: ["a", "b"] },
        cut: { day: 0, at: "10:00" },
        conduct,
        windows: [
          { kind: "primary", stop: "test", day: 0, at: "12:00", length: "PT4H" },
          { kind: "primary", stop: "prod", day: 1, at: "22:00", length: "PT2H", capacity: 1, expected: "PT15M" },
        ],
      },
    ],
  };
}

/** A stage with everything that conducting takes, in memory. */
export interface Conducted extends Stage {
  readonly targets: MemoryTargets;
  readonly deploys: MemoryDeployRunner;
  readonly chat: MemoryChat;
  readonly notices: MemoryNoticeBoard;
  /** Runs a command at a moment, with `line.json` after its name. */
  at(moment: string, ...argv: readonly string[]): ReturnType<Stage["run"]>;
}

/** A stage on which trains can be conducted. Its targets run X00-26. */
export function conducted(line: TrainLine = express(), more: Readonly<Record<string, unknown>> = {}): Conducted {
  const targets = memoryTargets({ "test/stage": { version: "X00-26" }, "prod/client-a": { version: "X00-26" } });
  let made: Pick<Conducted, "deploys" | "chat" | "notices"> | undefined;
  const ports = (clock: VirtualClock): Readonly<Record<string, unknown>> => {
    const components = ["stage", "component-a"].map((id) => ({ id, name: id }));
    made = {
      deploys: memoryDeployRunner({ clock, targets }),
      chat: memoryChat({ clock }),
      notices: memoryNoticeBoard({ clock, components }),
    };
    return {
      noticeBoard: made.notices,
      calendar: { ...memoryMirror<CalendarEntry>({ identity: "chosen", clock }), spec: 1 },
      deployRunner: made.deploys,
      versionProbe: memoryVersionProbe(targets),
      chat: made.chat,
      ...more,
    };
  };
  const here = stage({ line, ports });
  if (made === undefined) throw new Error("the stage wires no ports");
  return {
    ...here,
    ...made,
    targets,
    at(moment, name = "", ...argv) {
      here.clock.set(moment);
      return here.run(name, "line.json", ...argv);
    },
  };
}
