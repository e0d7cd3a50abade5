import type { Members } from "../../../scripts/json-value.ts";
import { type Exception, ofKind } from "./exceptions.ts";

/** What a described answer may be. */
export type Answer = (
  | { readonly kind: "json"; readonly schema: Members }
  | { readonly kind: "empty" }
  | { readonly kind: "any" }
  | { readonly kind: "undescribed" }
) & {
  /** The exception that allows it. */
  readonly exception?: string;
};

/** A query parameter. */
export interface Parameter {
  readonly schema: Members;
  readonly repeated: boolean;
  readonly required: boolean;
  /** The exception that gives it another type. */
  readonly exception?: string;
}

/** One described operation. */
export interface Operation {
  readonly method: string;
  /** Path template with the base path: `/v1/pages/{page_id}/incidents`. */
  readonly path: string;
  /** The template as it is described, where `path` is one of several that it stands for. */
  readonly as?: string;
  readonly query: Readonly<Record<string, Parameter>>;
  /** Absent: the operation takes no body. */
  readonly body?: { readonly schema: Members; readonly required: boolean };
  readonly answer: (status: number) => Answer;
  /** The exception that adds it. */
  readonly exception?: string;
}

/** A service's description, ready to check with. */
export interface Description {
  readonly service: string;
  /** Schemas that the others refer to as `#/$defs/Name`. */
  readonly $defs: Readonly<Record<string, Members>>;
  readonly operations: readonly Operation[];
  readonly exceptions: readonly Exception[];
}

/** Method and described path template. */
export function nameOf({ method, path, as = path }: Operation): string {
  return `${method} ${as}`;
}

/** The exception that lets a request pass unchecked. */
export function letPass({ exceptions }: Description, pathname: string, headers: Headers): Exception | undefined {
  return (
    ofKind(exceptions, "outside").find(({ path }) =>
      path.endsWith("/") ? pathname.startsWith(path) : pathname === path,
    ) ?? ofKind(exceptions, "header").find(({ header, value }) => headers.get(header) === value)
  );
}

/** A path as the description has it, and the exception where it came under another address. */
export function describedPath(
  { exceptions }: Description,
  pathname: string,
): { readonly pathname: string; readonly exception?: string } {
  for (const { id: exception, from, to } of ofKind(exceptions, "address")) {
    const prefix = from.split("/").slice(0, -1);
    const segments = pathname.split("/");
    if (segments.length > prefix.length && fits(prefix.join("/"), segments.slice(0, prefix.length).join("/")))
      return { pathname: `${to}${segments.slice(prefix.length).join("/")}`, exception };
  }
  return { pathname };
}

/** The operations whose path fits, fixed segments before parameters. */
export function operationsAt(description: Description, pathname: string): readonly Operation[] {
  const fitting = description.operations.filter((operation) => fits(operation.path, pathname));
  const fewest = Math.min(...fitting.map((operation) => parameters(operation.path)));
  return fitting.filter((operation) => parameters(operation.path) === fewest);
}

/** Whether a path fits a template, whose parameters in braces stand for one segment each. */
export function fits(template: string, pathname: string): boolean {
  const wanted = template.split("/");
  const got = pathname.split("/");
  return (
    wanted.length === got.length &&
    wanted.every((part, index) => (part.startsWith("{") ? got[index] !== "" : part === got[index]))
  );
}

/** How many parameters a template has. */
export function parameters(template: string): number {
  return template.split("/").filter((part) => part.startsWith("{")).length;
}
