import type { TrainLine } from "@footplate/core";

/** A weekly line with two clients, whose windows come on the Tuesday after the slot. Nobody has to review it. */
export const weekly: TrainLine = {
  id: "weekly",
  name: "Weekly",
  zone: "Europe/Berlin",
  review: "none",
  gap: "later",
  overlap: "first",
  team: { id: "release", name: "Release team", leads: ["lead"], members: ["a", "b"] },
  people: [
    { id: "lead", name: "Lead" },
    { id: "a", name: "Conductor A" },
    { id: "b", name: "Conductor B" },
    { id: "guest", name: "Somebody else" },
  ],
  services: [{ id: "picking", owner: "release", ownerConfirmed: "2026-10-01" }],
  stops: [
    {
      id: "prod",
      name: "Production",
      targets: [
        { id: "client-a", name: "client-a", refs: { board: { component: "component-a" } } },
        { id: "client-b", name: "client-b", zone: "America/New_York", refs: { board: { component: "component-b" } } },
      ],
    },
  ],
  eras: [
    {
      id: "e1",
      from: "2026-01-07",
      cadence: { every: "P1W", anchor: "2026-01-07" },
      number: { format: "W{ww}-{yy}" },
      rotation: { strategy: "staggeredPair", order: ["a", "b"] },
      windows: [
        {
          kind: "primary",
          stop: "prod",
          target: "client-a",
          day: 6,
          at: "22:00",
          length: "PT2H",
          capacity: 1,
          expected: "PT15M",
        },
        { kind: "primary", stop: "prod", target: "client-b", day: 6, at: "21:00", length: "PT2H" },
      ],
    },
  ],
};

/** The same line, whose windows are announced only after a review. */
export const reviewed: TrainLine = { ...weekly, review: "required" };

/** The days of two trains. */
export const days = ["--from", "2026-11-22", "--to", "2026-12-06"] as const;

/** The windows that start in those days. */
export const windowIds: readonly string[] = [
  "weekly/e1.45/prod/client-a/primary",
  "weekly/e1.45/prod/client-b/primary",
  "weekly/e1.46/prod/client-a/primary",
  "weekly/e1.46/prod/client-b/primary",
];
