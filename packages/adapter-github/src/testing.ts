export type { FakeApp } from "./testing/access.ts";
export type { FakeAnswer, JsonRecord } from "./testing/answer.ts";
export { type FakeCall, fakeGitHub, type FakeGitHub, type FakeGitHubState } from "./testing/fake-github.ts";
export type { FakeLimits } from "./testing/limits.ts";
export type { FakeFault, FakeGitHubOptions } from "./testing/options.ts";
