/** A template: an adapter of an imagined service for one port, with a fake of that service and tests. */
export interface Template {
  readonly port: string;
  /** Below `templates/`. */
  readonly folder: string;
  /** Name of the imagined service, which the adapter's own takes the place of. */
  readonly service: string;
  /** How its things are known again; none where the port is no mirror. */
  readonly identity?: string;
}

/** Every port that there is a template for. */
export const templates: readonly Template[] = [
  { port: "noticeBoard", folder: "notice-board", service: "plain-status", identity: "marked" },
  { port: "calendar", folder: "calendar", service: "plain-calendar", identity: "chosen" },
  { port: "deployRunner", folder: "deploy-runner", service: "plain-deploys" },
  { port: "versionProbe", folder: "version-probe", service: "plain-versions" },
  { port: "chat", folder: "chat", service: "plain-chat" },
  { port: "pager", folder: "pager", service: "plain-pager" },
  { port: "changeControl", folder: "change-control", service: "plain-changes" },
  { port: "logBook", folder: "log-book", service: "plain-log" },
];

/** Ports without a template: they are written by hand, as the guide says. */
export const withoutTemplate: readonly string[] = [
  "trainTickets",
  "onCall",
  "changeSource",
  "ownerDirectory",
  "journal",
];
