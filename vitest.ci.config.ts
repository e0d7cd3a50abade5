import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** Tests that start the built demo and the command line as a user would; too slow for every save. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ["test/ci/**/*.test.ts"], exclude: ["**/node_modules/**"], testTimeout: 120_000 } }),
);
