import { defineConfig } from "tsup";
import { withZod } from "../../scripts/with-zod.ts";

export default defineConfig(
  withZod({
    entry: ["src/index.ts", "src/conduct.ts", "src/schema.ts"],
    format: ["esm"],
    dts: false,
    platform: "neutral",
    target: "es2023",
    clean: true,
  }),
);
