import type { ComponentOwner } from "@footplate/core";

/** What a file says about owners. */
export interface Directory {
  ownerOf(component: string): ComponentOwner | undefined;
  all(): readonly ComponentOwner[];
}
