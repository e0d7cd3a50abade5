import type { Members } from "../../../scripts/json-value.ts";
import type { Answer } from "./description.ts";

/** One place where we do not hold ourselves to a description as it is written, and why. */
export type Exception = {
  /** Known by this within its service. */
  readonly id: string;
  /** Why what the description says is not what holds. */
  readonly reason: string;
} & (
  | StatusException
  | PropertyException
  | ParameterException
  | OperationException
  | OutsideException
  | AddressException
  | HeaderException
  | NullsException
  | LengthException
);

/** What an answer to a status that the operation does not list must be. */
interface StatusException {
  readonly kind: "status";
  /** Single statuses, and ranges with both ends. */
  readonly statuses: readonly (number | readonly [from: number, to: number])[];
  readonly body: "any" | "none" | Members;
  /** Part of the operation's method and path template; absent: every operation. */
  readonly on?: string;
  /** Overrules a status that the operation does list. */
  readonly instead?: true;
}

/** A property with another type than the description gives it. */
interface PropertyException {
  readonly kind: "property";
  readonly schema: string;
  readonly property: string;
  /** The type in the description: once it says something else, the exception has to go. */
  readonly described: string;
  readonly really: Members;
}

/** A query parameter with another type than the description gives it, wherever it occurs. */
interface ParameterException {
  readonly kind: "parameter";
  readonly parameter: string;
  readonly really: Members;
}

/** An operation that the description leaves out, answered as another one is. */
interface OperationException {
  readonly kind: "operation";
  /** Method and path template. */
  readonly operation: string;
  readonly body: Members;
  /** The operation that answers with the same, with 200. */
  readonly answersAs: string;
  /** What this one answers instead of 200. */
  readonly status: number;
}

/** Paths that the description leaves out and that pass unchecked; one that ends in a slash stands for all below it. */
interface OutsideException {
  readonly kind: "outside";
  readonly path: string;
}

/** Another address of what is described: paths that begin with `from` are read as if they began with `to`. */
interface AddressException {
  readonly kind: "address";
  /** With a parameter in braces for what may be anything. */
  readonly from: string;
  readonly to: string;
}

/** Requests that pass unchecked for a header that they carry. */
interface HeaderException {
  readonly kind: "header";
  readonly header: string;
  readonly value: string;
}

/** Fields of an answer may be null: they are read as if they were not there. */
interface NullsException {
  readonly kind: "nulls";
}

/** `maximum` of a text is its longest length, and on anything but text and numbers it means nothing. */
interface LengthException {
  readonly kind: "length";
}

/** The exceptions of one kind. */
export function ofKind<Kind extends Exception["kind"]>(
  exceptions: readonly Exception[],
  kind: Kind,
): readonly (Exception & { readonly kind: Kind })[] {
  return exceptions.filter((exception): exception is Exception & { readonly kind: Kind } => exception.kind === kind);
}

/** The answer that an exception allows, given what the operation lists for the status. */
export function answerBy(
  exceptions: readonly Exception[],
  operation: string,
  status: number,
  listed: Answer | undefined,
): Answer | undefined {
  const fitting = ofKind(exceptions, "status").filter(
    ({ on = "", statuses }) => operation.includes(on) && statuses.some((one) => holds(one, status)),
  );
  const found = fitting.find(({ instead }) => instead === true || listed === undefined);
  if (found === undefined) return listed;
  const { id: exception, body } = found;
  if (body === "any") return { kind: "any", exception };
  return body === "none" ? { kind: "empty", exception } : { kind: "json", schema: body, exception };
}

function holds(statuses: number | readonly [number, number], status: number): boolean {
  const [from, to] = typeof statuses === "number" ? [statuses, statuses] : statuses;
  return status >= from && status <= to;
}

/** What an exception is about, in Markdown that also reads as plain text. */
export function sayException(exception: Exception): string {
  switch (exception.kind) {
    case "status": {
      const statuses = exception.statuses.map((one) => (typeof one === "number" ? `${one}` : one.join(" to ")));
      const bodies = { any: "whatever it holds", none: "without a body" };
      const body = typeof exception.body === "string" ? bodies[exception.body] : "of one shape";
      const on = exception.on === undefined ? "any operation" : `\`${exception.on}\``;
      return `an answer ${statuses.join(", ")} to ${on}, ${body}`;
    }
    case "property":
      return `\`${exception.schema}.${exception.property}\` is \`${JSON.stringify(exception.really)}\`, not ${exception.described}`;
    case "parameter":
      return `the query parameter \`${exception.parameter}\` is \`${JSON.stringify(exception.really)}\``;
    case "operation":
      return `\`${exception.operation}\` is taken as if it were described`;
    case "outside":
      return `\`${exception.path}\` passes unchecked`;
    case "address":
      return `\`${exception.from}\` stands for \`${exception.to}\``;
    case "header":
      return `requests with \`${exception.header}: ${exception.value}\` pass unchecked`;
    case "nulls":
      return "a field of an answer may be null";
    case "length":
      return "`maximum` of a text is its longest length";
  }
}
