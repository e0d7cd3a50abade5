import { expect, test } from "vitest";
import { exampleDocument, exampleLine } from "./support.ts";
test.each(["retail", "mediawiki"] as const)("%s", (name) => {
  expect(exampleLine(name)).toEqual(exampleDocument(name));
});
