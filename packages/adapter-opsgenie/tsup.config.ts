import { defineConfig } from "tsup";
import { withZod } from "../../scripts/with-zod.ts";

export default defineConfig(
  withZod({
    entry: ["src/index.ts", "src/testing.ts"],
    format: ["esm"],
    dts: false,
    platform: "neutral",
    target: "es2023",
    clean: true,
    // Code and fake share nothing but a helper of the bundler, which is not worth a file to read.
    splitting: false,
  }),
);
