import { type CallOptions, type Checkup, lineRefs, type NoticeBoard } from "@footplate/core";
import { startBudget } from "../budget.ts";
import { checked, createCheckup } from "../checkup.ts";
import { watchClocks } from "../service-clocks.ts";
import type { HttpSettings } from "../settings.ts";
import { createComponents } from "./notice-components.ts";
import { createConduct } from "./notice-conduct.ts";
import type { NoticeBoardSpec, NoticeParts } from "./notice-service.ts";
import { createWrites } from "./notice-writes.ts";

/**
 * A notice board over the operations of a service that keeps a mark with each notice: looks before it writes, does twice what
 * was done once, gives components back, and reads back what must hold.
 */
export function createNoticeBoard(options: HttpSettings, spec: NoticeBoardSpec): NoticeBoard {
  const { settings, clocks } = watchClocks(options);
  const service = spec.service(settings);
  const parts = { adapter: spec.adapter, sendMs: spec.sendMs, normalise: spec.normalise, service, settings };
  return {
    spec: 1,
    identity: "marked",
    sendMs: spec.sendMs,
    settleMs: spec.settleMs,
    normalise: spec.normalise,
    componentsOf: (refs) => {
      const id = spec.component.idOf(refs);
      return id === undefined ? [] : [id];
    },
    list: async (range, call) => service.list(range, startBudget(settings, call)),
    read: async (id, call) => service.read(id, call ?? {}),
    ...createWrites(parts),
    ...createConduct(parts),
    components: createComponents(parts),
    checkup: checkupOf(parts, spec, clocks),
  };
}

function checkupOf(
  { adapter, service, settings }: NoticeParts,
  { permissions, component }: NoticeBoardSpec,
  clocks: Checkup["clocks"],
): Checkup {
  const names = async (call: CallOptions): Promise<ReadonlyMap<string, string>> =>
    new Map((await service.components(startBudget(settings, call))).map(({ id, name }) => [id, name]));
  return createCheckup({
    adapter,
    permissions,
    clocks,
    opening: (_line, call) =>
      checked("credential", async () => `it may read the page's ${(await names(call)).size} components`),
    async *further(line, call) {
      const known = await names(call);
      for (const { name, refs } of lineRefs(line)) {
        if (refs[adapter] === undefined) continue;
        yield await checked(`component of ${name}`, async () => {
          const id = component.idOf(refs) ?? "";
          const found = known.get(id);
          return found === undefined
            ? {
                result: "wrong",
                found: `the page has no component ${id}`,
                hint: "compare the id with those of the page",
              }
            : `${id} is ${found}`;
        });
      }
    },
  });
}
