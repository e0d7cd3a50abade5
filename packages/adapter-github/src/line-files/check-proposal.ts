import { fault } from "../fault.ts";
import type { FileProposal } from "./line-files.ts";
import type { LineFileOptions } from "./options.ts";

/** What git allows in the name of a branch, and nothing that people would have to quote. */
const KEY = /^(?!.*(?:\.\.|\/\/|\/\.|\.\/|\.lock(?:\/|$)))[a-z0-9_-](?:[a-z0-9_./-]{0,148}[a-z0-9_-])?$/;
const MOST_TITLE = 256;
const MOST_BODY = 65_536;

/** Throws `invalid_input` for a key that cannot be the end of a branch's name. */
export function checkKey(key: string): void {
  if (KEY.test(key)) return;
  throw refusal(
    `${JSON.stringify(key).slice(0, 120)} cannot be the key of a proposal`,
    "a key has 1 to 150 characters of [a-z0-9_./-], and no dot or slash at either end",
  );
}

/** Throws `invalid_input` for what GitHub would refuse, and `forbidden` for a file that is not ours to change. */
export function checkProposal({ key, path, title, body = "" }: FileProposal, paths: LineFileOptions["paths"]): void {
  checkKey(key);
  if (!/^\S[^\p{Cc}]*$/u.test(title) || title.length > MOST_TITLE)
    throw refusal(
      "title is not one line of 1 to 256 characters",
      "say in one line what changes; the rest goes into body",
    );
  if (body.length > MOST_BODY)
    throw refusal(`body is longer than ${MOST_BODY} characters`, "shorten it, or link to the rest");
  if (mayChange(path, paths)) return;
  throw fault({
    code: "forbidden",
    message: `lineFiles.paths does not allow changing ${JSON.stringify(path).slice(0, 120)}`,
    written: "no",
    hint: "add the file to lineFiles.paths, or change it by hand",
  });
}

function mayChange(path: string, paths: LineFileOptions["paths"]): boolean {
  if (paths === undefined) return !path.toLowerCase().startsWith(".github/");
  return paths.some((one) => (one.endsWith("/") ? path.startsWith(one) : path === one));
}

function refusal(message: string, hint: string): Error {
  return fault({ code: "invalid_input", message, written: "no", hint });
}
