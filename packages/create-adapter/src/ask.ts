import type { Answers } from "./answers.ts";
import { templates } from "./templates.ts";

/** Asks one question, and answers what was typed. */
export type Ask = (question: string) => Promise<string>;

/** The answers that were given, and those that a person gives now. */
export async function askMissing(given: Partial<Answers>, ask: Ask): Promise<Partial<Answers>> {
  const ports = templates.map(({ port }) => port).join(", ");
  const name = given.name ?? (await ask("Name of the service, such as plain-status: "));
  const port = given.port ?? (await ask(`Port (${ports}): `));
  if (given.name !== undefined && given.port !== undefined) return given;
  const runner = given.runner ?? ((await ask("Tests run by node or vitest (node): ")) || undefined);
  const folder = given.folder ?? ((await ask("Folder (the package's name): ")) || undefined);
  return { ...given, name: name.trim(), port: port.trim(), runner: runner?.trim(), folder: folder?.trim() };
}
