export { keyOfAlertAlias } from "./alert-alias.ts";
export {
  createOpsgenie,
  type Opsgenie,
  type OpsgenieOnCall,
  type OpsgeniePager,
  type OpsgeniePaging,
} from "./create-opsgenie.ts";
export type { OpsgenieOnCallPort } from "./on-call.ts";
export type { OpsgenieOptions } from "./options.ts";
export type { OpsgenieOverrides } from "./overrides.ts";
export { type Permission, requiredPermissions } from "./permissions.ts";
export { opsgenieRef, type OpsgenieRef, opsgenieRefProblem } from "./refs.ts";
export type { OpsgenieHint } from "./webhooks/hint.ts";
export { opsgenieWebhook } from "./webhooks/opsgenie-webhook.ts";
