export { type Budget, startBudget } from "./budget.ts";
export { checked, type CheckupSpec, createCheckup } from "./checkup.ts";
export { systemClock } from "./clock.ts";
export { createHttp } from "./create-http.ts";
export type { HttpEvent } from "./event.ts";
export type { Classified, Http, HttpAnswer, HttpRequest, HttpSpec, Schema } from "./http.ts";
export { faultOf } from "./fault-of.ts";
export { type Page, pages } from "./pages.ts";
export { env, reveal } from "./secret.ts";
export { type ServiceClock, type WatchedClocks, watchClocks } from "./service-clocks.ts";
export type { HttpSettings, Secret } from "./settings.ts";
export { marking } from "./marking.ts";
export { createWebhook } from "./webhook/create-webhook.ts";
export type {
  ProvenDelivery,
  TokenWebhookOptions,
  WebhookContext,
  WebhookHandler,
  WebhookOptions,
  WebhookSpec,
} from "./webhook/options.ts";
export { tokenWebhook } from "./webhook/token-webhook.ts";
export { tokenOf, type WebhookProof } from "./webhook/webhook-proof.ts";
