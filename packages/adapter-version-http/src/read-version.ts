import { type Instant, instant, type RunningVersion } from "@footplate/core";
import { fault } from "./fault.ts";
import { follow } from "./pointer.ts";
import type { VersionHttpRef } from "./refs.ts";

const LONGEST = 200;
const MOST_SERVICES = 1000;
/** What turns, breaks or hides text, and half characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const PROTOTYPE: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Says no to what stands at a pointer. */
type Refuse = (pointer: string, problem: string) => Error;

/** What a document says that its target runs; `undefined` where the version is null. Throws `invalid_response`. */
export function readVersion(document: unknown, ref: VersionHttpRef, target: string): RunningVersion | undefined {
  const refuse: Refuse = (pointer, problem) =>
    fault(target, {
      code: "invalid_response",
      message: `${pointer === "" ? "the document" : pointer} ${problem}`,
      hint: "mend what the target answers, or the pointers in its refs",
    });
  const { version: pointer = "/version", services, since } = ref;
  const version = follow(document, pointer);
  if (version === null) return undefined;
  return {
    version: textOf(version, pointer, refuse),
    ...(services !== undefined && { services: servicesOf(follow(document, services), services, refuse) }),
    ...(since !== undefined && { since: momentOf(follow(document, since), since, refuse) }),
  };
}

function textOf(value: unknown, pointer: string, refuse: Refuse): string {
  if (value === undefined) throw refuse(pointer, "is missing");
  // A number is refused too: 1.10 would come out as 1.1.
  if (typeof value !== "string") throw refuse(pointer, "is not text");
  if (value.trim() !== value || value === "") throw refuse(pointer, "is empty, or has space around it");
  if (value.length > LONGEST) throw refuse(pointer, `is longer than ${LONGEST} characters`);
  if (UNPRINTABLE.test(value)) throw refuse(pointer, "has characters that cannot be shown");
  return value;
}

function servicesOf(value: unknown, pointer: string, refuse: Refuse): Readonly<Record<string, string>> {
  if (value === undefined) throw refuse(pointer, "is missing");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse(pointer, "is not an object of services and their versions");
  const entries = Object.entries(value);
  if (entries.length > MOST_SERVICES) throw refuse(pointer, `names more than ${MOST_SERVICES} services`);
  for (const [name, version] of entries) {
    if (name === "" || name.length > LONGEST || UNPRINTABLE.test(name) || PROTOTYPE.includes(name))
      throw refuse(pointer, "has a member whose name no service can have");
    textOf(version, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, refuse);
  }
  return Object.fromEntries(entries);
}

function momentOf(value: unknown, pointer: string, refuse: Refuse): Instant {
  const text = textOf(value, pointer, refuse);
  try {
    return instant(text);
  } catch {
    throw refuse(pointer, "is not a moment such as 2026-11-25T22:00:00Z");
  }
}
