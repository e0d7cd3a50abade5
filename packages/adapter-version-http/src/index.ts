export { createVersionProbe, type HttpVersionProbe } from "./create-version-probe.ts";
export type { VersionProbeOptions } from "./options.ts";
export { versionHttpRef, type VersionHttpRef, versionHttpRefProblem } from "./refs.ts";
