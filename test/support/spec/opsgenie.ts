import type { Exception } from "./exceptions.ts";

/** Where we do not hold ourselves to Opsgenie's description, which fits both regions. */
export const opsgenieExceptions: readonly Exception[] = [];
