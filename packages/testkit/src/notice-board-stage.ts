import {
  epochMs,
  fromEpochMs,
  type HeldNotice,
  type Instant,
  type Mark,
  type Notice,
  type NoticeBoard,
} from "@footplate/core";
import { sameFields, settle, type StageClock } from "./case-tools.ts";
import { frozen, same } from "./check.ts";

/** A notice board made for one case, without a notice. */
export interface NoticeBoardStage {
  readonly board: NoticeBoard;
  /** A notice of two components, told to subscribers, that starts some hours from now and lasts one to six hours. */
  readonly notice: Notice;
  /** A third component of the board. All are operational. */
  readonly spare: string;
  readonly clock: StageClock;
  /** An id that the board could have given, and has not. @default "no-such-notice" */
  readonly unknownId?: string;
  /** A person makes the board complete the notice by itself at its planned end. */
  readonly arm?: (id: string) => Promise<void>;
  /** A person completes the notice early, and leaves its components as they are. */
  readonly humanComplete?: (id: string) => Promise<void>;
  /** How often subscribers have been told of something. */
  readonly told?: () => Promise<number>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface NoticeBoardCasesWorld {
  readonly name: string;
  /** A board of its own. Called once for every case. */
  fresh(): Promise<NoticeBoardStage>;
}

export const noticeMark: Mark = { key: "line/t1/window-1", generation: 1, nonce: "nonce-1", facts: 2 };
export const otherNoticeMark: Mark = { ...noticeMark, key: "line/t2/window-1", nonce: "nonce-2" };

export async function scheduled(
  { board, notice, clock }: NoticeBoardStage,
  parts: Partial<Notice> = {},
  mark: Mark = noticeMark,
): Promise<HeldNotice> {
  const held = await board.create(frozen({ ...notice, ...parts }), mark);
  settle(board, clock);
  const read = await board.read(held.id);
  sameFields(read, { id: held.id, state: "scheduled" }, "what was made");
  return read ?? ({ ...held, state: "scheduled", autoClose: false } satisfies HeldNotice);
}

/** A notice that was started early. */
export async function running(
  stage: NoticeBoardStage,
  parts: Partial<Notice> = {},
  mark: Mark = noticeMark,
): Promise<HeldNotice> {
  const { id } = await scheduled(stage, parts, mark);
  const held = await stage.board.start(id, "We begin");
  settle(stage.board, stage.clock);
  return held;
}

export async function statuses({ board }: NoticeBoardStage, ids: readonly string[], expected: string): Promise<void> {
  for (const id of ids) same((await board.components.get(id)).status, expected, `the status of ${id}`);
}

/** How often subscribers are told meanwhile. */
export async function toldBy({ told }: NoticeBoardStage, times: number, act: () => Promise<unknown>): Promise<void> {
  const before = await told?.();
  await act();
  if (told !== undefined) same(await told(), (before ?? 0) + times, "times that subscribers were told");
}

/** Lets the clock pass a moment. */
export function pass({ clock }: NoticeBoardStage, at: Instant, ms = 60_000): void {
  clock.advance(Math.max(0, epochMs(at) - clock.epochMs()) + ms);
}

export function later(at: Instant, minutes: number): Instant {
  return fromEpochMs(epochMs(at) + minutes * 60_000);
}
