import { expect, test } from "vitest";
import { readText, trackedFiles } from "./support/repository.ts";

const here = "test/speaks-of-itself.test.ts";

const foreign: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a path of somebody's machine", /(?<![\w.~}])\/(work|home|Users|root|mnt)\/[\w.-]+/],
  ["a temporary path of somebody's machine", /(?<![\w.])\/tmp\/[\w.-]+/],
  [
    "a host of a package registry",
    /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpm\.pkg\.|artifactory|jfrog|verdaccio|unpkg\.com|jsdelivr/i,
  ],
  ["a to-do that nobody is named for", /\b(TODO|FIXME|XXX)\b/],
];

test("tracked files speak of the project alone", () => {
  const found = trackedFiles()
    .filter((path) => path !== here)
    .flatMap((path) =>
      readText(path)
        .split("\n")
        .flatMap((line, index) =>
          foreign.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${path}:${index + 1} names ${what}`),
        ),
    );
  expect(found).toEqual([]);
});
