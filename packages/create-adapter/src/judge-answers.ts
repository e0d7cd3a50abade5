import { existsSync, readdirSync, statSync } from "node:fs";
import type { AnswerProblem, Answers } from "./answers.ts";
import { GUIDE } from "./guide.ts";
import { type Template, templates, withoutTemplate } from "./templates.ts";

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PACKAGE = /^(@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;
const LONGEST = 60;
const OURS = "@footplate/";

/** Answers that can be carried out. */
export interface Judged {
  readonly name: string;
  readonly packageName: string;
  readonly folder: string;
  readonly runner: "node" | "vitest";
  readonly template: Template;
}

/** The answers with their defaults, or everything that is wrong with them. */
export function judgeAnswers(
  answers: Partial<Answers>,
):
  | { readonly ok: true; readonly judged: Judged }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] } {
  const problems: AnswerProblem[] = [];
  const refuse = (answer: keyof Answers, message: string, hint: string): void => {
    problems.push({ answer, message, hint });
  };
  const { name = "", port = "", identity, runner = "node" } = answers;
  if (!NAME.test(name) || name.length > LONGEST)
    refuse(
      "name",
      `${shown(name)} is no name of a service`,
      "write it as plain-status: small letters, digits, hyphens",
    );
  const template = templates.find((one) => one.port === port);
  const known = templates.map((one) => one.port).join(", ");
  if (withoutTemplate.includes(port))
    refuse("port", `there is no template for ${port} yet`, `write it by hand, as ${GUIDE} says; there are ${known}`);
  else if (template === undefined) refuse("port", `${shown(port)} is no port`, `write one of ${known}`);
  if (identity !== undefined && template !== undefined && identity !== template.identity)
    refuse(
      "identity",
      `the template of ${port} is not for ${shown(identity)}`,
      template.identity === undefined
        ? `leave it out: ${port} mirrors nothing`
        : `write ${template.identity}, and change it by hand, as ${GUIDE} says`,
    );
  if (runner !== "node" && runner !== "vitest")
    refuse("runner", `${shown(runner)} is no runner of tests`, "write node or vitest");
  const packageName = answers.package ?? `adapter-${name}`;
  if (answers.package !== undefined && (!PACKAGE.test(packageName) || packageName.length > 200))
    refuse(
      "package",
      `${shown(packageName)} is no name of a package`,
      "write it as adapter-plain-status, with a scope or without",
    );
  if (packageName.startsWith(OURS))
    refuse("package", `${packageName} would be Footplate's own`, "use a scope of yours, or none");
  const folder = answers.folder ?? packageName.split("/").at(-1) ?? "";
  if (folder === "") refuse("folder", "the folder has no name", "leave it out for the package's name");
  else if (isTaken(folder)) refuse("folder", `${shown(folder)} is there, and not empty`, "name another, or empty it");
  if (problems.length > 0 || template === undefined) return { ok: false, problems };
  return { ok: true, judged: { name, packageName, folder, runner: runner === "vitest" ? "vitest" : "node", template } };
}

function isTaken(folder: string): boolean {
  return existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0);
}

function shown(value: string): string {
  return value === "" ? "nothing" : JSON.stringify(value).slice(0, 120);
}
