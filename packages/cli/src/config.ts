import type { Calendar, Clock, ConductPorts, Journal, NoticeBoard, RosterOptions } from "@footplate/core";

/**
 * What the command line works with. Without a journal, the one in `.footplate/journal.db` is used. `tick` and `conduct`
 * need `deployRunner` and `versionProbe` too, and use the others where they are there.
 */
export type ConfigPorts = { readonly journal?: Journal } & Partial<
  Omit<ConductPorts, "journal" | "noticeBoard" | "calendar">
> &
  (
    | { readonly noticeBoard: NoticeBoard; readonly calendar?: Calendar }
    | { readonly noticeBoard?: NoticeBoard; readonly calendar: Calendar }
  );

/** What `footplate.config.ts` exports by name. */
export interface FootplateConfig {
  readonly ports: ConfigPorts;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** Rotations of one's own: functions by the name that the line's eras give. @default none */
  readonly strategies?: NonNullable<RosterOptions["strategies"]>;
}
