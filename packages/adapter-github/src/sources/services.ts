import { fault } from "../fault.ts";
import type { Repository } from "../options.ts";
import { inRepository } from "../segments.ts";
import type { SourceOptions, SourceService } from "./options.ts";

/** One service, with its defaults filled in. */
export interface Service {
  readonly name: string;
  readonly prefix: string;
  readonly from: "releases" | "tags";
  readonly notes: "generated" | "listed";
  /** Parameters that every request of the service has. */
  readonly params: Readonly<Record<string, string>>;
}

/** The service of that name. Throws `not_found` for one that the options do not have. */
export function serviceOf(options: SourceOptions, home: Repository, name: string): Service {
  const services: Readonly<Record<string, SourceService>> = options.services ?? { [home.name]: {} };
  const found = Object.hasOwn(services, name) ? services[name] : undefined;
  if (found === undefined) {
    throw fault({
      code: "not_found",
      message: `source.services has no service ${JSON.stringify(name).slice(0, 120)}`,
      hint: `add it there; known are ${Object.keys(services).slice(0, 10).join(", ") || "none"}`,
    });
  }
  const { repository, tagPrefix = "", from = "releases", notes = "generated" } = found;
  return { name, prefix: tagPrefix, from, notes, params: inRepository(repository) };
}

/** The version that a tag stands for; `undefined` when the tag is not the service's. */
export function versionOf({ prefix }: Service, tag: string): string | undefined {
  return tag.startsWith(prefix) && tag.length > prefix.length ? tag.slice(prefix.length) : undefined;
}

/** Git allows none of these in the name of a tag; between two tags of a comparison they would mean something else. */
const NOT_IN_TAGS = /\.\.|[\s:~^?*[\\]|\.lock$|\/$|\.$/;

/** The tag of a version. Throws `invalid_input` for what cannot be one. */
export function tagOf({ prefix }: Service, version: string): string {
  if (version !== "" && !NOT_IN_TAGS.test(version)) return `${prefix}${version}`;
  throw fault({
    code: "invalid_input",
    message: `${JSON.stringify(version).slice(0, 120)} cannot be a version`,
    hint: "write it as versions gives it: the tag without what tagPrefix puts before it",
  });
}
