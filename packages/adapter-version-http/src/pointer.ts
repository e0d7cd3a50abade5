const POINTER = /^(\/([^~/]|~[01])*)*$/u;
const LONGEST = 500;
const INDEX = /^(0|[1-9]\d{0,8})$/;

/** Whether the text is a JSON pointer (RFC 6901) that can be shown. The empty one is the whole document. */
export function isPointer(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= LONGEST &&
    POINTER.test(value) &&
    !/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(value)
  );
}

/** What a pointer leads to; `undefined` when there is nothing. Only a document's own members are looked at (F57). */
export function follow(document: unknown, pointer: string): unknown {
  let here = document;
  for (const segment of pointer.split("/").slice(1)) {
    here = member(here, segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return here;
}

function member(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return INDEX.test(name) ? value[Number(name)] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
