import type { Secret, WebhookOptions } from "@footplate/http";
import type { GitHubHint } from "./hint.ts";

export type { WebhookContext } from "@footplate/http";

/** Options of `githubWebhook`. GitHub's own limit of a body is 25 MB, ours is `maxBytes`. */
export interface GitHubWebhookOptions extends WebhookOptions<GitHubHint> {
  /** What the webhook may be signed with. Two while one is replaced by the other. At least one. */
  readonly secrets: readonly Secret[];
}
