import { defineConfig } from "vitest/config";

const conditions = ["@footplate/source"];
const { FOOTPLATE_REPORT: report } = process.env;

export default defineConfig({
  resolve: { conditions: [...conditions, "module", "node"] },
  ssr: { resolve: { conditions: [...conditions, "module", "node"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/ci/**"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 90_000,
    ...(report !== undefined && { reporters: ["default", "json"], outputFile: { json: report } }),
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: "100%",
  },
});
