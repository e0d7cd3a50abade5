import { type FakeAnswer, invalid, isRecord, notFound, refuse } from "./answer.ts";
import { blobOf, renderCommit, renderEntry } from "./git-render.ts";
import { DEFAULT_BRANCH, type FakeCommit, type GitStore } from "./git-store.ts";
import type { FakeContext, FakeRoute } from "./route.ts";

const PATH = "repos/{owner}/{repo}/contents/{path*}";
/** Above it, a file comes without its content. */
const MOST_BYTES = 1_000_000;
const LINE = 60;

/** Files: read at any commit, written to branches. */
export function contentRoutes(git: GitStore): readonly FakeRoute[] {
  return [
    { method: "GET", path: PATH, handle: (context) => read(git, context) },
    { method: "PUT", path: PATH, handle: (context) => write(git, context) },
  ];
}

function read(git: GitStore, { world, params: { path = "" }, query }: FakeContext): FakeAnswer {
  const ref = query.get("ref") ?? DEFAULT_BRANCH;
  const commit = git.resolve(ref);
  if (commit === undefined) return refuse(404, `No commit found for the ref ${ref}`);
  const text = commit.files.get(path);
  if (text === undefined) return folder(commit, path, (file, content) => renderEntry(world, file, content, ref));
  const encoded = base64(text);
  const fits = encoded.bytes <= MOST_BYTES;
  // In lines, as GitHub sends it.
  const content = fits ? encoded.text.replaceAll(new RegExp(`.{1,${LINE}}`, "g"), "$&\n") : "";
  return {
    status: 200,
    body: { ...renderEntry(world, path, text, ref), content, encoding: fits ? "base64" : "none" },
  };
}

function folder(commit: FakeCommit, path: string, render: (path: string, text: string) => unknown): FakeAnswer {
  const inside = [...commit.files].filter(([file]) => file.startsWith(`${path}/`));
  const files = inside.filter(([file]) => !file.slice(path.length + 1).includes("/"));
  return inside.length === 0 ? notFound() : { status: 200, body: files.map(([file, text]) => render(file, text)) };
}

function write(git: GitStore, { world, params: { path = "" }, body, login }: FakeContext): FakeAnswer {
  if (!isRecord(body) || typeof body["message"] !== "string" || typeof body["content"] !== "string")
    return refuse(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  const branch = typeof body["branch"] === "string" ? body["branch"] : DEFAULT_BRANCH;
  const tip = git.branches.has(branch) ? git.resolve(branch) : undefined;
  if (tip === undefined) return refuse(404, `Branch ${branch} not found`);
  const text = decoded(body["content"]);
  if (text === undefined) return refuse(422, "content is not valid Base64");
  const before = tip.files.get(path);
  if (before !== undefined && body["sha"] === undefined) return invalid("Contents", "sha", "missing");
  if (before === undefined ? body["sha"] !== undefined : body["sha"] !== blobOf(before))
    return refuse(409, `${path} does not match ${String(body["sha"])}`);
  const made = git.commit({ branch, message: body["message"], files: { [path]: text }, login });
  const { sha, node_id, url, html_url, commit, parents } = renderCommit(world, made);
  return {
    status: before === undefined ? 201 : 200,
    body: {
      content: renderEntry(world, path, text, branch),
      commit: { sha, node_id, url, html_url, parents, message: isRecord(commit) ? commit["message"] : "" },
    },
  };
}

function base64(text: string): { readonly text: string; readonly bytes: number } {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { text: btoa(binary), bytes: bytes.length };
}

function decoded(content: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(content.replaceAll(/\s/g, "")), (c) => c.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
