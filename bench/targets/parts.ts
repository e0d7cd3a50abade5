import type { Part } from "../harness/part.ts";
import { bundles } from "./bundle.ts";
import { conflicts } from "./conflicts.ts";
import { imports } from "./import.ts";
import { limiter } from "./limiter.ts";
import { recurrence } from "./recurrence.ts";
import { requests } from "./requests.ts";

/** All parts, in order of their targets. */
export const parts: readonly Part[] = [requests, limiter, imports, bundles, recurrence, conflicts];
