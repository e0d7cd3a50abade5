import { instant, type OnCall, type Pager } from "@footplate/core";
import {
  memoryOnCall,
  type MemoryPager,
  memoryPager,
  type OnCallWorld,
  type PagerCasesWorld,
  virtualClock,
} from "@footplate/testkit";

export const now = instant("2026-11-23T12:00:00Z");

/** A service with two schedules, and its clock. */
export function onCallService() {
  const clock = virtualClock(now);
  const onCall = memoryOnCall({
    clock,
    schedules: [
      { id: "conductors", name: "Conductors", zone: "Europe/Berlin", onCall: () => ["a"], next: () => ["b"] },
      { id: "night", name: "Night watch", onCall: (at) => (at < now ? ["c", "c"] : []) },
    ],
    overrides: { lagMs: 30_000 },
  });
  return { clock, onCall };
}

/** The world of the cases, with the service replaced by what `broken` makes of it. */
export function onCallWorld(broken: (onCall: OnCall) => OnCall = (onCall) => onCall): OnCallWorld {
  return {
    name: "memory",
    fresh: async () => {
      const { clock, onCall } = onCallService();
      return { onCall: broken(onCall), schedule: "conductors", people: ["a", "b"], regular: "a", clock, now };
    },
  };
}

export const responder = { type: "person", id: "a" } as const;

/** The world of the cases, with the pager replaced by what `broken` makes of it. */
export function pagerWorld(broken: (pager: MemoryPager) => Pager = (pager) => pager): PagerCasesWorld {
  return {
    name: "memory",
    fresh: async () => {
      const clock = virtualClock("2026-11-23T12:00:00Z");
      const pager = memoryPager({ clock });
      const held = async (key: string) => {
        const found = pager.world.alerts().findLast((alert) => alert.key === key);
        return { notes: found?.notes ?? [], responders: found?.responders ?? [] };
      };
      return { pager: broken(pager), to: responder, clock, escalation: "escalation-1", held };
    },
  };
}
