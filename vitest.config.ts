import { defineConfig } from "vitest/config";

const conditions = ["@footplate/source"];

export default defineConfig({
  resolve: { conditions: [...conditions, "module", "node"] },
  ssr: { resolve: { conditions: [...conditions, "module", "node"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/ci/**"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 90_000,
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: "100%",
  },
});
