import type { Calendar } from "./calendar.ts";
import type { ChangeControl } from "./change-control.ts";
import type { ChangeSource } from "./change-source.ts";
import type { Chat } from "./chat.ts";
import type { DeployRunner } from "./deploy-runner.ts";
import type { Journal } from "./journal.ts";
import type { LogBook } from "./log-book.ts";
import type { NoticeBoard } from "./notice-board.ts";
import type { OnCall } from "./on-call.ts";
import type { OwnerDirectory } from "./owner-directory.ts";
import type { Pager } from "./pager.ts";
import type { TrainTickets } from "./train-tickets.ts";
import type { VersionProbe } from "./version-probe.ts";

/** The names of the ports whose things mirror the timetable. */
export type MirrorName = "noticeBoard" | "calendar" | "onCall" | "trainTickets";

/** What planning and applying need: the journal, and at least one place to mirror to. */
export type PlanPorts = {
  readonly journal: Journal;
  readonly onCall?: OnCall;
  readonly trainTickets?: TrainTickets;
} & (
  | { readonly noticeBoard: NoticeBoard; readonly calendar?: Calendar }
  | { readonly noticeBoard?: NoticeBoard; readonly calendar: Calendar }
);

/** What conducting a train needs beside that, and what it uses where it is there. */
export type ConductPorts = PlanPorts & {
  readonly deployRunner: DeployRunner;
  readonly versionProbe: VersionProbe;
  readonly chat?: Chat;
  readonly logBook?: LogBook;
  readonly pager?: Pager;
  readonly changeControl?: ChangeControl;
  readonly changeSource?: ChangeSource;
  readonly ownerDirectory?: OwnerDirectory;
};
