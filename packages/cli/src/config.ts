import type { Calendar, Clock, Journal, NoticeBoard, OnCall, RosterOptions, TrainTickets } from "@footplate/core";

/** What the command line plans and applies with. Without a journal, the one in `.footplate/journal.db` is used. */
export type ConfigPorts = {
  readonly journal?: Journal;
  readonly onCall?: OnCall;
  readonly trainTickets?: TrainTickets;
} & (
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
