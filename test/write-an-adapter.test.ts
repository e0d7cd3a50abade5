import { describe, expect, test } from "vitest";
import { templates, withoutTemplate } from "../packages/create-adapter/src/templates.ts";
import { fencesOf } from "./support/fences.ts";
import { readText } from "./support/repository.ts";

const page = readText("docs/write-an-adapter.md");
const shown = fencesOf(page).flatMap(({ tag, text }) => {
  const path = /^ts (\S+\.ts)$/.exec(tag)?.[1];
  return path === undefined ? [] : [{ path, text: `${text}\n` }];
});

describe("the guide to writing an adapter", () => {
  test.each(["src/index.ts", "src/testing.ts", "test/conformance.test.ts"])("shows %s as it is", (path) => {
    expect(shown.filter((one) => one.path === path)).toEqual([
      { path, text: readText(`packages/create-adapter/templates/notice-board/${path}`) },
    ]);
  });

  test("needs under 100 lines for the adapter, and under 100 for its fake and tests", () => {
    const lines = ({ text }: { readonly text: string }): number => text.trimEnd().split("\n").length;
    const [adapter = 100, ...rest] = shown.map(lines);
    expect(adapter).toBeLessThan(100);
    expect(rest.reduce((sum, one) => sum + one, 0)).toBeLessThan(100);
  });

  test("names every port, and the cases that judge it", async () => {
    const testkit: object = await import("@footplate/testkit");
    const rows = page.split("\n").filter((line) => /Cases` *\|$/.test(line));
    const ports = rows.map((row) => /`(\w+)` *\|/.exec(row)?.[1] ?? "");
    expect(ports.toSorted()).toEqual([...templates.map(({ port }) => port), ...withoutTemplate].toSorted());
    const cases = rows.flatMap((row) => row.match(/\w+Cases/g) ?? []);
    expect(cases.filter((name) => !Object.hasOwn(testkit, name))).toEqual([]);
  });

  test("says for every function of cases which stage it takes", async () => {
    const functions = Object.keys(await import("@footplate/testkit")).filter((name) => name.endsWith("Cases"));
    const rows = [...page.matchAll(/^\| `(\w+Cases)` *\| `(\w+Stage)` *\|/gm)];
    expect(rows.map(([, name = ""]) => name).toSorted()).toEqual(functions.toSorted());
    const api = readText("api/testkit.md");
    expect(rows.filter(([, , stage]) => !api.includes(`export interface ${stage ?? ""}`))).toEqual([]);
  });

  test("names only functions that there are", async () => {
    const exported = {
      ...(await import("@footplate/core")),
      ...(await import("@footplate/http")),
      ...(await import("@footplate/http/testing")),
    };
    const prose = page.replaceAll(/```[^]*?```/g, "");
    const named = [
      ...prose.matchAll(
        /`((?:create(?=Http|Resource|Notice|Checkup)|fake(?=Rows|Service)|all|mark|own|read|refuse|listing|start|id|ref|fault)[A-Z]\w+)/g,
      ),
    ];
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([, name = ""]) => name).filter((name) => !Object.hasOwn(exported, name))).toEqual([]);
  });
});
