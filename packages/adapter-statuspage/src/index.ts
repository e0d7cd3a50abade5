export { createStatuspage, type Statuspage, type StatuspageNoticeBoard } from "./create-statuspage.ts";
export type { StatuspageOptions } from "./options.ts";
export { type Permission, requiredPermissions } from "./permissions.ts";
export { statuspageRef, type StatuspageRef, statuspageRefProblem } from "./refs.ts";
export type { StatuspageHint, StatuspageSubject } from "./webhooks/hint.ts";
export { statuspageWebhook } from "./webhooks/statuspage-webhook.ts";
