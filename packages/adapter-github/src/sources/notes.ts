import { type Comparison, FootplateError } from "@footplate/core";
import type { Budget } from "@footplate/http";
import { segments } from "../segments.ts";
import type { GitHubClient } from "../transport.ts";
import { type Service, tagOf } from "./services.ts";
import { notesSchema } from "./wire.ts";

/** The notes that GitHub writes. Throws `not_found` when a tag is missing: GitHub would take the newest commit instead. */
export async function generatedNotes(
  client: GitHubClient,
  service: Service,
  from: string,
  to: string,
  budget: Budget,
): Promise<string> {
  const [previous, tag] = [tagOf(service, from), tagOf(service, to)];
  for (const name of [previous, tag]) {
    const { path, params } = segments(name, "a tag");
    await client.request({
      method: "GET",
      path: `repos/{owner}/{repo}/git/ref/tags/${path}`,
      params: { ...service.params, ...params },
      ...budget(),
    });
  }
  try {
    const { data } = await client.request({
      method: "POST",
      path: "repos/{owner}/{repo}/releases/generate-notes",
      params: service.params,
      json: { tag_name: tag, previous_tag_name: previous },
      schema: notesSchema,
      ...budget(),
    });
    return data.body;
  } catch (error) {
    throw error instanceof FootplateError ? asReading(error) : error;
  }
}

/** Nothing is stored by asking, so that an answer that got lost leaves nothing in doubt. */
function asReading(error: FootplateError): FootplateError {
  const lost = error.code === "outcome_unknown";
  return error.with({
    written: undefined,
    ...(lost && { code: "unavailable", retryable: true, hint: "ask again: nothing is stored by asking" }),
    ...((error.status === 403 || error.status === 404) && {
      hint: 'GitHub asks for the right to write contents here: grant it, or set notes to "listed" for this service',
    }),
  });
}

/** The changes as a list in Markdown, and a word about what is missing. */
export function listedNotes({ changes, complete, url }: Comparison): string {
  const lines = changes.map(({ title, author, url: link }) => {
    const by = author === undefined ? "" : ` (${author})`;
    return link === undefined ? `- ${escaped(title)}${by}` : `- [${escaped(title)}](${link})${by}`;
  });
  const rest = complete ? [] : [url === undefined ? "There are more changes." : `There are more: [see all](${url}).`];
  const all = [...lines, ...rest];
  return all.length === 0 ? "No changes." : all.join("\n");
}

/** Titles are other people's: in a list they are text, and call nobody (F64). */
function escaped(title: string): string {
  return title.replace(/[\\`*_[\]<>#|~]/g, String.raw`\$&`).replace(/@(?=\w)/g, "@\u200B");
}
