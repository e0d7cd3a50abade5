import { mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The end-to-end tests that start processes: too slow for every save, run before every merge. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: ["**/node_modules/**"] } },
  {
    test: { include: ["test/ci/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 60_000 },
  },
);
