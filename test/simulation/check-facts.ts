import { epochMs, type Instant } from "@footplate/core";
import { mayPromote, openView, type Ticked, type TrainView, viewWith } from "@footplate/core/conduct";
import type { Deed } from "./meddlers.ts";
import type { Watch } from "./watch.ts";
import type { SimulatedWorld } from "./world.ts";

const MINUTE_MS = 60_000;

/** Holds what was recorded against the rules, and against what targets really run. */
export interface FactCheck {
  /** The line as it is known. */
  view(): TrainView;
  /** Takes in what was recorded since; every promotion is judged anew. */
  learn(): Promise<void>;
  check(ticked: Ticked | undefined, deeds: readonly Deed[], now: Instant): void;
}

/** A check that knows no fact yet. */
export function factCheck({ line, memory, targets, places }: SimulatedWorld, watch: Watch): FactCheck {
  let view = openView(line, []);
  const foreign = new Set<string>();
  let deedsSeen = 0;
  return {
    view: () => view,
    async learn() {
      const facts = await memory.journal.facts(line.id);
      for (const fact of facts.slice(view.facts.length)) {
        if (fact.type === "deployOrdered" && fact.kind === "promote") {
          const { train, target, by, at, partial, services } = fact;
          const some = partial === true ? { services: Object.keys(services) } : {};
          const gate = mayPromote(view, { train, target, by, ...some }, at);
          const why = gate.open ? "" : gate.closures.map(({ message }) => message).join("; ");
          if (!gate.open) watch.wrong("a train is promoted through an open gate only", `${fact.id}: ${why}`);
        }
        view = viewWith(view, [fact]);
      }
    },
    check(ticked, deeds, now) {
      for (const { what, to } of deeds.slice(deedsSeen)) {
        if (what === "deployed") foreign.add(to);
        if (what !== "rerun") continue;
        for (const { orders } of Object.values(view.movements.trains))
          for (const { run, target } of orders) if (run === to) foreign.add(target);
      }
      deedsSeen = deeds.length;
      const underWay = new Set(
        Object.values(view.movements.trains).flatMap(({ orders }) =>
          orders
            .filter(({ status }) => status === "ordered" || status === "missing" || status === "running")
            .map(({ target }) => target),
        ),
      );
      for (const place of places) {
        const runs = targets.running(place)?.version;
        const known = view.movements.positions[place]?.version;
        if (runs === known) foreign.delete(place);
        const differs = known !== undefined && runs !== known && !underWay.has(place) && !foreign.has(place);
        watch.lasting("what is known to run is what runs", place, differs, 60 * MINUTE_MS);
      }
      for (const train of ticked?.trains ?? []) {
        const state = view.movements.trains[train];
        const busy = state?.targets.some(({ status }) => status === "promoting" || status === "soaking") === true;
        const moved = ticked?.events.some((event) => event.train === train) === true;
        const ended = state !== undefined && state.phase !== "cut" && state.phase !== "running";
        const silent = !busy && !moved && !ended && (ticked?.waiting[train] ?? []).length === 0;
        watch.lasting("nothing waits without saying why", train, silent, 180 * MINUTE_MS);
      }
      if (ticked !== undefined && epochMs(ticked.wakeAt) <= epochMs(now))
        watch.wrong("a tick never asks for one at once", ticked.wakeAt);
    },
  };
}
