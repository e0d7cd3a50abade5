import { FootplateError } from "../error.ts";
import type { Pager } from "../ports/pager.ts";
import { epochMs } from "../time/instant.ts";
import type { AlertEffect, PageEffect, RespondEffect } from "./effect.ts";
import { standingOf } from "./effect-notes.ts";
import {
  askedOf,
  type Delivered,
  type EffectWork,
  type Errand,
  type NoErrand,
  searchFrom,
  UNSAID,
} from "./perform-effect-work.ts";

/** Something done with the pager. Only what was paged by us is acted on. */
export function pagerErrand(work: EffectWork, effect: PageEffect | AlertEffect | RespondEffect): Errand | NoErrand {
  const { pager } = work.ports;
  if (pager === undefined) return { type: "unwired", port: "pager" };
  const { key, alert, act } = effect;
  if (act !== "page") {
    const page = standingOf(work.streams, "pager", alert);
    if (page.done === undefined && page.open === undefined) return { type: "moot", why: "nobody was called" };
    const certainMs = page.open === undefined ? 0 : epochMs(page.open.deadline) + UNSAID.settleMs;
    // What may have gone out by then is closed if it did.
    if (page.done === undefined && (act !== "close" || epochMs(work.clock.now()) <= certainMs)) {
      return { type: "waiting", why: "it is not known yet whether the call went out" };
    }
  }
  return {
    mirror: "pager",
    key,
    ...UNSAID,
    asked: askedOf(effect, { alert, act }),
    ...(act === "page"
      ? paging(pager, effect)
      : act === "addResponder"
        ? adding(pager, effect)
        : acting(pager, effect)),
  };
}

type Way = Pick<Errand, "find" | "send"> & { readonly prevented?: NonNullable<Errand["prevented"]> };

function paging(pager: Pager, effect: PageEffect): Way {
  const { alert, text, description, call: refs } = effect;
  const to = refs.flatMap((one) => pager.responderOf(one) ?? []);
  const nobody = { type: "moot", why: "the pager knows none of those who would be called" } as const;
  return {
    async find(since, call) {
      const found = await pager.find(alert, call);
      const ours = found !== undefined && epochMs(found.createdAt) >= epochMs(searchFrom(since));
      return ours ? { id: found.id } : undefined;
    },
    async send(call) {
      const page = { key: alert, message: text, ...(description !== undefined && { description }), to };
      const { id } = await pager.page(page, call);
      return { id };
    },
    ...(to.length === 0 && { prevented: () => Promise.resolve(nobody) }),
  };
}

/** Calling the same person twice for one alert is calling them once, so that a lost answer is sent again. */
function adding(pager: Pager, { alert, person, refs }: RespondEffect): Way {
  const to = pager.responderOf(refs);
  if (to === undefined) {
    const unknown = { type: "moot", why: `the pager does not know ${person}` } as const;
    return { ...acted(alert, () => Promise.resolve()), prevented: () => Promise.resolve(unknown) };
  }
  return { ...acted(alert, (call) => pager.addResponder(alert, to, call)), find: () => Promise.resolve(undefined) };
}

function acting(pager: Pager, { alert, act, text }: AlertEffect): Way {
  if (act === "note") {
    // An alert's notes cannot be read: one that may be there is not left twice.
    return acted(alert, (call) => pager.note(alert, text, call));
  }
  return {
    ...acted(alert, (call) => pager.close(alert, text, call)),
    async find(_since, call) {
      const found = await pager.find(alert, call);
      return found === undefined || found.status === "closed" ? { id: alert } : undefined;
    },
  };
}

/** An act on an alert. One that is not open any more was closed by somebody: there is nothing left to do. */
function acted(alert: string, act: (call: Parameters<Errand["send"]>[0]) => Promise<unknown>): Way {
  return {
    find: () => Promise.resolve<Delivered>({ id: alert }),
    async send(call) {
      try {
        await act(call);
      } catch (error) {
        if (!(error instanceof FootplateError) || error.code !== "not_found") throw error;
      }
      return { id: alert };
    },
  };
}
