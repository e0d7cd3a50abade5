import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Judged } from "./judge-answers.ts";
import { compilerFiles, manifestOf } from "./manifest.ts";

const TEMPLATES = fileURLToPath(new URL("../templates", import.meta.url));

/** Makes the package; answers the files, as they stand below its folder. */
export function writePackage(judged: Judged): readonly string[] {
  const { folder, template } = judged;
  const from = join(TEMPLATES, template.folder);
  const sources = ["src", "test"].flatMap((part) => readdirSync(join(from, part)).map((file) => `${part}/${file}`));
  const json = { "package.json": manifestOf(judged), ...compilerFiles };
  const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(json).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`])),
    "README.md": renamed(read(join(TEMPLATES, "README.md")), "plain-status", judged),
    ".gitignore": "dist\nnode_modules\n",
    ...Object.fromEntries(sources.map((path) => [path, renamed(read(join(from, path)), template.service, judged)])),
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // Never over what is there: the folder was empty when it was looked at.
    writeFileSync(file, text, { flag: "wx" });
  }
  return Object.keys(files);
}

/** The text with the names of the imagined service replaced by those of the adapter, all at once: one may hold another. */
function renamed(text: string, service: string, { name, packageName, runner, template }: Judged): string {
  const names = new Map([
    [`adapter-${service}`, packageName],
    [service, name],
    [pascal(service), pascal(name)],
    [constant(service), constant(name)],
    [words(service), words(name)],
    ["`noticeBoard`", `\`${template.port}\``],
    ['from "node:test"', runner === "vitest" ? 'from "vitest"' : 'from "node:test"'],
  ]);
  return text.replaceAll(new RegExp([...names.keys()].join("|"), "g"), (found) => names.get(found) ?? found);
}

function words(name: string): string {
  return name
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

function pascal(name: string): string {
  return words(name).replaceAll(" ", "");
}

function constant(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
