import { instant, type Interval, type Mirror } from "@footplate/core";
import { memoryMirror, type MemoryMirrorOptions, type MirrorWorld, virtualClock } from "@footplate/testkit";

export interface Item extends Interval {
  readonly title: string;
  readonly parts: readonly string[];
}

/** A world of the memory mirror, with the mirror replaced by what `broken` makes of it. */
export function memoryWorld(
  options: Omit<MemoryMirrorOptions<Item>, "clock">,
  broken: (mirror: Mirror<Item>) => Mirror<Item> = (mirror) => mirror,
): MirrorWorld<Item> {
  return {
    name: options.identity,
    async fresh() {
      const clock = virtualClock("2026-01-01T00:00:00Z");
      const memory = memoryMirror<Item>({
        ...options,
        clock,
        normalise: (item) => ({ ...item, title: item.title.trim(), parts: item.parts.toSorted() }),
      });
      return {
        mirror: broken(memory),
        clock,
        range: { start: instant("2026-01-10T00:00:00Z"), end: instant("2026-02-10T00:00:00Z") },
        item: (n) => ({
          title: ` window ${n} `,
          parts: ["b", "a"],
          start: instant("2026-01-20T20:00:00Z"),
          end: instant(new Date(Date.parse("2026-01-20T22:00:00Z") + n * 60_000)),
        }),
        change: (item) => ({ ...item, title: `${item.title.trim()}, changed`, start: instant("2026-01-20T19:00:00Z") }),
        humanEdit: async (id) => {
          const row = memory.world.resources().find((one) => one.id === id);
          if (row !== undefined) memory.world.humanEdit(id, { ...row.item, title: "by hand" });
        },
        humanDelete: async (id) => memory.world.humanDelete(id),
        humanCopy: async (id) => void memory.world.humanCopy(id),
        withdraw: async () => memory.world.withdraw(),
        addForeign: async () =>
          memory.world.addForeign({
            title: "somebody else's",
            parts: [],
            start: instant("2026-01-20T20:00:00Z"),
            end: instant("2026-01-20T21:00:00Z"),
          }),
        live: async () => memory.world.live().flatMap((row) => (row.mark === undefined ? [] : [row.mark.key])),
      };
    },
  };
}
