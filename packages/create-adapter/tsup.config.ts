import { copyFileSync } from "node:fs";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/main.ts"],
  format: ["esm"],
  dts: false,
  platform: "node",
  target: "es2023",
  clean: true,
  // Who begins an adapter has this package, and not the repository.
  onSuccess: async () => copyFileSync("../../docs/write-an-adapter.md", "dist/write-an-adapter.md"),
});
