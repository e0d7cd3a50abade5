import type { Members } from "../../../scripts/json-value.ts";

/** What a described answer may be. */
export type Answer =
  | { readonly kind: "json"; readonly schema: Members }
  | { readonly kind: "empty" }
  | { readonly kind: "any" }
  | { readonly kind: "undescribed" };

/** A query parameter. */
export interface Parameter {
  readonly schema: Members;
  readonly repeated: boolean;
  readonly required: boolean;
}

/** One described operation. */
export interface Operation {
  readonly method: string;
  /** Path template with the base path: `/v1/pages/{page_id}/incidents`. */
  readonly path: string;
  readonly query: Readonly<Record<string, Parameter>>;
  /** Absent: the operation takes no body. */
  readonly body?: { readonly schema: Members; readonly required: boolean };
  readonly answer: (status: number) => Answer;
}

/** A service's description, ready to check with. */
export interface Description {
  readonly service: string;
  /** Schemas that the others refer to as `#/$defs/Name`. */
  readonly $defs: Readonly<Record<string, Members>>;
  readonly operations: readonly Operation[];
  /** Paths outside the description that pass unchecked; one that ends in a slash stands for all below it. */
  readonly outside: readonly string[];
}

/** Whether a path passes unchecked. */
export function isOutside(description: Description, pathname: string): boolean {
  return description.outside.some((path) => (path.endsWith("/") ? pathname.startsWith(path) : pathname === path));
}

/** The operations whose path fits, fixed segments before parameters. */
export function operationsAt(description: Description, pathname: string): readonly Operation[] {
  const fitting = description.operations.filter((operation) => fits(operation.path, pathname));
  const fewest = Math.min(...fitting.map((operation) => parameters(operation.path)));
  return fitting.filter((operation) => parameters(operation.path) === fewest);
}

function fits(template: string, pathname: string): boolean {
  const wanted = template.split("/");
  const got = pathname.split("/");
  return (
    wanted.length === got.length &&
    wanted.every((part, index) => (part.startsWith("{") ? got[index] !== "" : part === got[index]))
  );
}

function parameters(template: string): number {
  return template.split("/").filter((part) => part.startsWith("{")).length;
}
