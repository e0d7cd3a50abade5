export { fakeRows, type FakeRow, type FakeRows, type FakeRowsOptions, type FakeRules } from "./testing/fake-rows.ts";
export {
  type FakeAnswer,
  type FakeRequest,
  type FakeRoute,
  fakeService,
  type FakeService,
  type FakeServiceOptions,
} from "./testing/fake-service.ts";
export { lagging, type Lagging } from "./testing/lagging.ts";
export { type Limit, rollingLimit } from "./testing/limit.ts";
