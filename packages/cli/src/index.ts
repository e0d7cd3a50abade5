export type { ConfigPorts, FootplateConfig } from "./config.ts";
export type { CliIo } from "./io.ts";
export { run } from "./run.ts";
