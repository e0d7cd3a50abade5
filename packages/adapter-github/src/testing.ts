export type { FakeActions } from "./testing/actions.ts";
export type { FakeActionsOptions, FakeWorkflow } from "./testing/actions-options.ts";
export type { FakeRun } from "./testing/actions-store.ts";
export type { FakeDeployment, FakeDeployments, FakeDeploymentState, NewFakeDeployment } from "./testing/deployments.ts";
export type { FakeApp } from "./testing/access.ts";
export type { FakeAnswer, JsonRecord } from "./testing/answer.ts";
export type { FakeCode, FakeCodeOptions, FakeCodeState, NewRelease } from "./testing/code.ts";
export type { NewCommit } from "./testing/git-store.ts";
export type { FakePull } from "./testing/pulls.ts";
export type { FakeRelease } from "./testing/releases.ts";
export { signedWebhook, type WebhookDelivery } from "./testing/signed-webhook.ts";
export {
  type FakeCall,
  fakeGitHub,
  type FakeGitHub,
  type FakeGitHubState,
  type FakeUsage,
} from "./testing/fake-github.ts";
export type { FakeIssues } from "./testing/issues.ts";
export type { FakeComment, FakeIssue, FakeIssuesOptions, FakeLabel } from "./testing/issues-store.ts";
export type { FakeLimits } from "./testing/limits.ts";
export type { FakeFault, FakeGitHubOptions } from "./testing/options.ts";
