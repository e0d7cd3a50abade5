import { factAuthors, type FactType } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { GROUPS } from "../packages/cli/src/command-groups.ts";
import { RECORDED } from "../packages/cli/src/people/send-command.ts";
import { COMMAND_FIELDS } from "../packages/core/src/command-fields.ts";
import type { Fields } from "../packages/core/src/field-kind.ts";
import { RECORDED_AS } from "../packages/core/src/recorded-as.ts";
import { readText } from "./support/repository.ts";

const recordedAs: Readonly<Record<string, FactType>> = { ...RECORDED, ...RECORDED_AS };
// That the table has the acts of the types, and their fields, is checked where it is written, as it compiles.
const acts = Object.entries<Fields>(COMMAND_FIELDS);

const page = readText("docs/acts.md");
const cells = page.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
const rows = cells.filter((row) => row.length === 7 && /^`\w+`$/.test(row[1] ?? ""));
const values = cells.filter((row) => row.length === 4 && row[1]?.startsWith("`") === true);

describe("the page on the acts", () => {
  test("has each act once", () => {
    expect(acts.length).toBeGreaterThan(50);
    expect(rows.map(([, act = ""]) => act).toSorted()).toEqual(acts.map(([act]) => `\`${act}\``).toSorted());
  });

  test.each(acts)("%s has its fields, required ones first, who may, and what to type", (act, fields) => {
    const [, , shown, who, does, typed] = rows.find(([, name]) => name === `\`${act}\``) ?? [];
    const names = Object.entries(fields).map(([name, { optional }]) => `\`${name}${optional ? "?" : ""}\``);
    expect(names.join(", ")).not.toMatch(/\?`.*\w`/);
    expect(shown).toBe(names.join(", "));
    const roles = factAuthors[recordedAs[act] ?? "trainCut"].filter((role) => role !== "bot");
    expect(who).toBe(roles.join(", "));
    expect(does).not.toBe("");
    const [, name, word] = /^`([\w-]+)(?: ([\w-]+))?`$/.exec(typed ?? "") ?? [];
    const command = GROUPS.flatMap(({ commands }) => commands).find((one) => one.name === name);
    expect(command, typed).toBeDefined();
    const option = word?.startsWith("--") === true ? word.slice(2) : undefined;
    if (option !== undefined) expect(Object.keys(command?.options ?? {})).toContain(option);
    else if (word !== undefined)
      expect(`${command?.summary} ${command?.notes?.join(" ")}`).toMatch(new RegExp(`\\b${word}\\b`));
  });

  test("says of each field that is no plain text what it holds", () => {
    for (const [act, fields] of acts)
      for (const [name, field] of Object.entries(fields)) {
        if (field.is === "text") continue;
        const row = values.find(([, names = ""]) => new RegExp(`\`(${act}\\.)?${name}\``).test(names));
        expect(row, name).toBeDefined();
        const holds = row?.[2] ?? "";
        if (field.is === "moment") expect(holds).toContain("moments");
        if (field.is === "texts") expect(holds).toContain("list");
        if (field.is === "word") expect(holds.replaceAll("`", "").split(", ")).toEqual(field.words);
        if (field.is === "part") {
          const shapes = [...holds.matchAll(/\{([^}]*)\}/g)].map(([, inner = ""]) => inner.match(/\w+(?=[,:]| $)/g));
          expect(shapes).toEqual(field.shapes.map(Object.keys));
        }
      }
  });
});
