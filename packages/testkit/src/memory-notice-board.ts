import {
  type Component,
  epochMs,
  type Held,
  type HeldNotice,
  instant,
  type Notice,
  type NoticeBoard,
} from "@footplate/core";
import { componentCalls, componentStore } from "./memory-components.ts";
import { problem, refusal, refuse } from "./memory-input.ts";
import { type MemoryMirrorOptions, mirrorParts } from "./memory-mirror.ts";
import { memoryRef } from "./memory-refs.ts";
import { conflict } from "./mirror-errors.ts";
import { nextTransition, type NoticeLife, noticeLives } from "./notice-life.ts";
import type { NoticeBoardWorld } from "./notice-world.ts";
import { type Row, vendorStore } from "./vendor-store.ts";

/** What a notice board in memory is made of. */
export interface MemoryNoticeBoardOptions extends Omit<
  MemoryMirrorOptions<Notice>,
  "identity" | "lagMs" | "removal" | "normalise"
> {
  /** How long after a change a listing still shows what was before. @default 0 */
  readonly lagMs?: number;
  /** Components of the board; all are operational at first. */
  readonly components: readonly Pick<Component, "id" | "name">[];
}

/** A notice board in memory. */
export interface MemoryNoticeBoard extends NoticeBoard {
  readonly world: NoticeBoardWorld;
}

/**
 * A notice board in memory: a `memoryMirror` of marked notices that start by themselves, and end by themselves where they
 * are armed. A start puts the components under maintenance; an end that nobody asked for leaves them there (F86). Refs
 * are `{ "memory": { "componentId": "…" } }`. What subscribers were told of is ended by removal, the rest deleted.
 */
export function memoryNoticeBoard(options: MemoryNoticeBoardOptions): MemoryNoticeBoard {
  const parts = mirrorParts<Notice>(
    {
      ...options,
      identity: "marked",
      normalise: (item) => ({
        ...item,
        title: item.title.trim(),
        start: instant(item.start),
        end: instant(item.end),
        components: [...new Set(item.components)].toSorted(),
      }),
      removal: ({ notify }) => (notify ? "ended" : "deleted"),
    },
    (before, after) => wrote(before, after),
  );
  const { mirror, store, calls } = parts;
  const { late } = calls;
  const components = componentStore(options.components);
  const lives = noticeLives(vendorStore<NoticeLife>(late, mirror.settleMs, options.lagMs ?? 0), late.nowMs);

  const shown = (held: Held<Notice>, { state, autoClose }: NoticeLife): HeldNotice => ({
    ...held,
    state: held.ended === true ? "completed" : state,
    autoClose,
  });
  const now = (row: Row<Notice>): HeldNotice => shown(parts.held(row), lives.of(row.id));
  const existing = (id: string): Row<Notice> => {
    const row = store.find(id);
    if (row !== undefined && row.state !== "deleted") return row;
    throw refusal("not_found", `there is no notice ${id.slice(0, 100)}`, "somebody deleted it: plan again", "no");
  };
  const running = (id: string): readonly string[] =>
    store
      .all()
      .filter((row) => row.id !== id && row.state === "live" && lives.of(row.id).state === "in_progress")
      .flatMap(({ item }) => item.components);
  /** Leaves alone what another notice in progress holds. */
  const free = (id: string, ids: readonly string[]): void => {
    const others = running(id);
    components.putAll(
      ids.filter((one) => !others.includes(one)),
      "operational",
    );
  };
  const begin = (row: Row<Notice>): void => {
    lives.change(row.id, { state: "in_progress" });
    components.putAll(row.item.components, "under_maintenance");
  };
  const end = (row: Row<Notice>): Row<Notice> => {
    lives.change(row.id, { state: "completed" });
    return store.change(row, { state: "ended" });
  };
  const wrote = (before: Row<Notice> | undefined, after: Row<Notice>): void => {
    const { id, item } = after;
    if (before === undefined) return lives.say(id, item.body, item.notify);
    const inProgress = lives.of(id).state === "in_progress";
    if (after.state !== "live") {
      if (after.state === "ended") lives.say(id, item.cancellation, true);
      lives.change(id, { state: "completed" });
      return free(id, inProgress ? components.down(item.components) : []);
    }
    if (!inProgress) return;
    free(id, components.down(before.item.components.filter((one) => !item.components.includes(one))));
    components.putAll(
      item.components.filter((one) => !before.item.components.includes(one)),
      "under_maintenance",
    );
  };
  const act = (id: string, effect: (row: Row<Notice>) => unknown): (() => HeldNotice) => {
    return () => {
      effect(existing(id));
      return now(existing(id));
    };
  };
  const ended = (row: Row<Notice>): boolean => now(row).state === "completed";

  late.follow(() =>
    store
      .all()
      .map((row) =>
        nextTransition(row, lives.of(row.id), (id, to) => (to === "in_progress" ? begin : end)(existing(id))),
      )
      .filter((work) => work !== undefined)
      .toSorted((one, other) => one.atMs - other.atMs)
      .at(0),
  );

  return {
    ...mirror,
    spec: 1,
    componentsOf(refs) {
      const id = memoryRef(refs, "componentId");
      return id === undefined ? [] : [id];
    },
    async list(range, call) {
      const { held, complete } = await mirror.list(range, call);
      const life = lives.listed();
      return { held: held.map((one) => shown(one, life(one.id))), complete };
    },
    async read(id, call) {
      const held = await mirror.read(id, call);
      return held && shown(held, lives.of(id));
    },
    start: (id, message, call) =>
      calls.write(
        call,
        act(id, (row) => {
          if (ended(row)) throw conflict("the notice is completed");
          if (lives.of(id).state === "in_progress") return;
          begin(row);
          lives.say(id, message, row.item.notify);
        }),
      ),
    extend: (id, until, message, call) =>
      calls.write(
        call,
        act(id, (row) => {
          const { item, mark } = row;
          const moved = instant(until);
          if (now(row).state !== "in_progress") throw conflict("the notice is not in progress");
          if (item.end === moved) return;
          if (epochMs(moved) <= epochMs(item.start)) {
            refuse([problem("end", moved, "is not after the start", "name a later end")]);
          }
          store.change(row, { item: { ...item, end: moved } });
          if (mark !== undefined) lives.change(id, { autoClose: false });
          lives.say(id, message, item.notify);
        }),
      ),
    complete: (id, message, call) =>
      calls.write(
        call,
        act(id, (row) => {
          const { components: ours, notify } = row.item;
          // Only what a window leaves behind: another status was set since, by somebody who knows why.
          if (ended(row)) return free(id, components.down(ours));
          end(row);
          lives.say(id, message, notify);
          free(id, ours);
        }),
      ),
    disarm: (id, call) =>
      calls.write(
        call,
        act(id, (row) => {
          if (!ended(row) && lives.of(id).autoClose) lives.change(id, { autoClose: false });
        }),
      ),
    post: (id, message, call) =>
      calls.write(
        call,
        act(id, (row) => lives.say(id, message, row.item.notify)),
      ),
    components: componentCalls(components, calls),
    world: {
      ...mirror.world,
      seen: () => ({
        notices: mirror.world.resources().map((row) => {
          const { state, ...life } = structuredClone(lives.of(row.id));
          return { ...row, ...life, reached: row.state === "live" ? state : "completed" };
        }),
        components: components.all(),
      }),
      humanArm(id) {
        late.land();
        lives.change(existing(id).id, { autoClose: true });
      },
      humanSetComponent: (id, status) => void (late.land(), components.put(id, status)),
    },
  };
}
