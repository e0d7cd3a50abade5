import type { Part } from "../harness/part.ts";
import { bundles } from "./bundle.ts";
import { conflicts } from "./conflicts.ts";
import { imports } from "./import.ts";
import { recurrence } from "./recurrence.ts";

/** All parts, in order of their targets. */
export const parts: readonly Part[] = [imports, bundles, recurrence, conflicts];
