import type { GitHubOptions, Repository } from "./options.ts";

/** Notes one thing that is wrong: where, what is there, what is wrong with it, the way out. */
export type Refuse = (path: string, value: unknown, message: string, hint: string) => void;

/** What git allows in the name of a branch or tag, slashes at its ends apart. */
const REF = /^(?!.*(?:\.\.|\/\/|@\{|\.lock$))[^\s\p{Cc}~^:?*[\\]{1,200}$/u;
const FILE = /^(?!\/)(?!.*(?:^|\/)\.{0,2}\/)(?!.*(?:^|\/)\.{1,2}$)[^\p{Cc}\\]{1,1000}$/u;

/** What is wrong with the options that name repositories, branches, tags and files. */
export function checkContentOptions(
  options: GitHubOptions,
  refuse: Refuse,
  isRepository: (repository: Repository) => boolean,
): void {
  const { source, owners, lineFiles } = options;
  const repository = (path: string, value: Repository | undefined): void => {
    if (value !== undefined && !isRepository(value))
      refuse(path, value, "names no repository", 'write { owner: "…", name: "…" } as in its address');
  };
  const ref = (path: string, value: string | undefined): void => {
    if (value !== undefined && !(REF.test(value) && !/^\/|\/$/.test(value)))
      refuse(path, value, "cannot be the name of a branch or tag", "copy it from GitHub");
  };
  const file = (path: string, value: string | undefined, mayBeFolder: boolean): void => {
    if (value !== undefined && !(FILE.test(value) && (mayBeFolder || !value.endsWith("/"))))
      refuse(path, value, "is no path of a file", "write it from the root of the repository, without a slash in front");
  };

  for (const [name, service] of Object.entries(source?.services ?? {})) {
    repository(`source.services.${name}.repository`, service.repository);
    const { tagPrefix } = service;
    if (tagPrefix !== undefined && tagPrefix !== "" && (!REF.test(tagPrefix) || tagPrefix.startsWith("/")))
      refuse(
        `source.services.${name}.tagPrefix`,
        tagPrefix,
        "cannot begin a tag",
        "write what stands before the version",
      );
  }
  const most = source?.mostChanges;
  if (most !== undefined && !(Number.isSafeInteger(most) && most > 0))
    refuse("source.mostChanges", most, "is not a whole number above 0", "leave it out for the default");
  repository("owners.repository", owners?.repository);
  file("owners.path", owners?.path, false);
  ref("owners.ref", owners?.ref);
  repository("lineFiles.repository", lineFiles?.repository);
  ref("lineFiles.base", lineFiles?.base);
  const prefix = lineFiles?.branchPrefix;
  // A letter behind it, since a prefix may end in a slash; without one, proposals could land on branches of people.
  if (prefix !== undefined) ref("lineFiles.branchPrefix", prefix === "" ? "" : `${prefix}x`);
  for (const [index, path] of (lineFiles?.paths ?? []).entries()) file(`lineFiles.paths[${index}]`, path, true);
}
