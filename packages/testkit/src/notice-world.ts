import type { Component, ComponentStatus, Notice } from "@footplate/core";
import type { World, WorldResource } from "./mirror-world.ts";
import type { NoticeLife } from "./notice-life.ts";

/** A notice as only the board sees it. */
export interface MemoryNotice extends WorldResource<Notice>, Omit<NoticeLife, "state"> {
  /** How far it has come; `state` is whether it is still there. */
  readonly reached: NoticeLife["state"];
}

/** All of a board, as JSON. */
export interface NoticeBoardSeen {
  /** Every notice that ever was, oldest first. */
  readonly notices: readonly MemoryNotice[];
  readonly components: readonly Component[];
}

/** Behind the board: what it holds, and what people do there. */
export interface NoticeBoardWorld extends World<Notice> {
  seen(): NoticeBoardSeen;
  /** A person makes the board complete the notice by itself at its planned end. */
  humanArm(id: string): void;
  /** A person sets the status of a component. */
  humanSetComponent(id: string, status: ComponentStatus): void;
}
