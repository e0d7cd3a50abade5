export { answerFor } from "./answer-for.ts";
export { type Budget, startBudget } from "./budget.ts";
export { changedFields } from "./changed-fields.ts";
export { checked, type CheckupSpec, createCheckup } from "./checkup.ts";
export { systemClock } from "./clock.ts";
export { createHttp } from "./create-http.ts";
export type { HttpEvent } from "./event.ts";
export type { Classified, Http, HttpAnswer, HttpRequest, HttpSpec, Schema } from "./http.ts";
export { faultOf } from "./fault-of.ts";
export { type IdRef, idRef } from "./id-ref.ts";
export { markToWrite } from "./mark-to-write.ts";
export { createNoticeBoard } from "./notice-board/create-notice-board.ts";
export type { NoticeBoardSpec, NoticeChange, NoticeListing, NoticeService } from "./notice-board/notice-service.ts";
export { type NumberedList, type NumberedPage, overlappedRows } from "./overlapped-rows.ts";
export { ownMark } from "./own-mark.ts";
export { allRows, type Page, pages } from "./pages.ts";
export { refOf } from "./ref-of.ts";
export { type Refuse, refuseOptions, refuseTimes } from "./refuse-options.ts";
export { createResource, type Resource, type ResourceSpec } from "./resource.ts";
export { requireText } from "./require-text.ts";
export { env, reveal } from "./secret.ts";
export { type WatchedClocks, watchClocks } from "./service-clocks.ts";
export type { HttpSettings, Secret } from "./settings.ts";
export { type Container, stillThere } from "./still-there.ts";
export { marking } from "./marking.ts";
export { watchRun, type WatchSettings } from "./watch-run.ts";
export { createWebhook } from "./webhook/create-webhook.ts";
export type {
  ProvenDelivery,
  TokenWebhookOptions,
  WebhookContext,
  WebhookHandler,
  WebhookOptions,
  WebhookSpec,
} from "./webhook/options.ts";
export { tokenOf, type WebhookProof } from "./webhook/webhook-proof.ts";
export { tokenWebhook } from "./webhook/token-webhook.ts";
