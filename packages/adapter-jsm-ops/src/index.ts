export { createJsmOps, type JsmOps } from "./create-jsm-ops.ts";
export type { JsmOpsOnCall } from "./on-call.ts";
export type { JsmOpsAuth, JsmOpsOptions, JsmOpsSettings } from "./options.ts";
export type { JsmOpsOverrides } from "./overrides.ts";
export { type Permission, requiredPermissions } from "./permissions.ts";
export { jsmOpsRef, type JsmOpsRef, jsmOpsRefProblem } from "./refs.ts";
export type { JsmOpsHint } from "./webhooks/hint.ts";
export { jsmOpsWebhook } from "./webhooks/jsm-ops-webhook.ts";
