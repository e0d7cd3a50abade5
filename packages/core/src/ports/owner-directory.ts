import type { CallOptions } from "../call.ts";
import type { Checkup } from "./checkup.ts";

/** Who answers for a component. */
export interface ComponentOwner {
  readonly component: string;
  /** Teams or people, as the directory names them; the first is asked first. */
  readonly owners: readonly string[];
  /** Day on which the entry was last confirmed, `YYYY-MM-DD`, where the directory says so. */
  readonly confirmed?: string;
  /** Where the entry stands. */
  readonly url?: string;
}

/** Who owns a component (R26). */
export interface OwnerDirectory {
  readonly spec: 1;
  /** `undefined` when the directory names nobody, which is a finding. */
  ownerOf(component: string, options?: CallOptions): Promise<ComponentOwner | undefined>;
  all(options?: CallOptions): Promise<readonly ComponentOwner[]>;
  readonly checkup?: Checkup;
}
