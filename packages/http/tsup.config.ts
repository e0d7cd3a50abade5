import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/testing.ts"],
  format: ["esm"],
  dts: false,
  platform: "neutral",
  target: "es2023",
  clean: true,
});
