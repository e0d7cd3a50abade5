import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/node.ts"],
  format: ["esm"],
  dts: false,
  platform: "neutral",
  target: "es2023",
  external: [/^node:/],
  removeNodeProtocol: false,
  clean: true,
});
