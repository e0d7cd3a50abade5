import type { Part } from "../harness/part.ts";
import { bundles } from "./bundle.ts";
import { conflicts } from "./conflicts.ts";
import { imports } from "./import.ts";
import { iterate } from "./iterate.ts";
import { limiter } from "./limiter.ts";
import { recurrence } from "./recurrence.ts";
import { requests } from "./requests.ts";
import { scale } from "./scale.ts";
import { transfer } from "./transfer.ts";
import { types } from "./types.ts";
import { validation } from "./validation.ts";

/** All parts, in order of their targets. */
export const parts: readonly Part[] = [
  requests,
  limiter,
  imports,
  bundles,
  transfer,
  validation,
  recurrence,
  conflicts,
  iterate,
  types,
  scale,
];
