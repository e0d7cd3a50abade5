import type {
  CallOptions,
  Component,
  ComponentStatus,
  HeldNotice,
  Interval,
  Listing,
  Mark,
  NeededPermission,
  Notice,
  NoticeState,
} from "@footplate/core";
import type { Budget } from "../budget.ts";
import type { IdRef } from "../id-ref.ts";
import type { HttpSettings } from "../settings.ts";

/** What one write changes on a notice. What is absent stays as it is. */
export interface NoticeChange {
  /** Only fields that differ. */
  readonly item?: Partial<Notice>;
  readonly mark?: Mark;
  readonly state?: NoticeState;
  /** Takes back that the board completes the notice by itself. */
  readonly autoClose?: false;
  /** Posted as an update. */
  readonly message?: string;
  /** Whether subscribers are told. */
  readonly tell: boolean;
}

/** A listing of notices. */
export interface NoticeListing extends Listing<Notice> {
  readonly held: readonly HeldNotice[];
}

/** What a service of notices can do, one operation each. Errors are those of the transport. */
export interface NoticeService {
  /** Everything that overlaps the range, ended included. */
  list(range: Interval, budget: Budget): Promise<NoticeListing>;
  /** `undefined` only when the service says that there is none. */
  read(id: string, call: CallOptions): Promise<HeldNotice | undefined>;
  /** Makes it, scheduled, and never to be completed by the service itself. */
  create(item: Notice, mark: Mark, call: CallOptions): Promise<HeldNotice>;
  /** One write, bound to the version of `held` where the service has versions. */
  change(held: HeldNotice, change: NoticeChange, call: CallOptions): Promise<HeldNotice>;
  /** Takes away what nobody was told of. Already gone is success. */
  drop(held: HeldNotice, call: CallOptions): Promise<void>;
  /** Those in progress, of whomever. */
  running(budget: Budget): Promise<readonly HeldNotice[]>;
  component(id: string, call: CallOptions): Promise<Component | undefined>;
  components(budget: Budget): Promise<readonly Component[]>;
  setComponent(id: string, status: ComponentStatus, call: CallOptions): Promise<void>;
}

/** What a board is made of. */
export interface NoticeBoardSpec {
  readonly adapter: string;
  /** Longest time a write may be under way, in milliseconds. */
  readonly sendMs: number;
  /** How long after a write a listing may still be wrong, in milliseconds. */
  readonly settleMs: number;
  /** What the credential must be allowed, and nothing more. */
  readonly permissions: readonly NeededPermission[];
  /** How a target's refs name its component. */
  readonly component: IdRef;
  /** The notice as the service gives it back. */
  readonly normalise: (item: Notice) => Notice;
  /** The service, over a transport that is made of these settings. */
  service(settings: HttpSettings): NoticeService;
}

/** What the parts of a board share. */
export interface NoticeParts extends Pick<NoticeBoardSpec, "adapter" | "sendMs" | "normalise"> {
  readonly service: NoticeService;
  readonly settings: HttpSettings;
}
