import * as fc from "fast-check";
import { expect, test } from "vitest";
import { follow, isPointer } from "../src/pointer.ts";

type Path = readonly (string | number)[];

test("every place of a document has its pointer, which leads there", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      for (const { path, value } of places(document)) {
        const pointer = path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
        expect(follow(document, pointer)).toBe(value);
      }
    }),
  );
});

test("whatever the pointer, it leads to the document's own or to nothing", () => {
  const segment = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "length", "a", "0", "~0", "~1");
  const pointers = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((name) => `/${name}`).join(""));
  fc.assert(
    fc.property(fc.jsonValue(), pointers, (document, pointer) => {
      expect(isPointer(pointer)).toBe(true);
      const found = follow(document, pointer);
      expect(found === undefined || places(document).some(({ value }) => Object.is(value, found))).toBe(true);
    }),
  );
});

test.each(["a", "a/b", "/~", "/~2", "/a\n", "/\u202e", "/\ud800", `/${"x".repeat(500)}`, undefined, null, 7, ["/a"]])(
  "%j is no pointer",
  (value) => {
    expect(isPointer(value)).toBe(false);
  },
);

function places(value: unknown, path: Path = []): readonly { readonly path: Path; readonly value: unknown }[] {
  const below =
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]));
  return [{ path, value }, ...below];
}
