import { type CallOptions, type Clock, epochMs, FootplateError } from "@footplate/core";
import {
  createHttp,
  type Http,
  type HttpAnswer,
  type HttpRequest,
  pages,
  startBudget,
  systemClock,
} from "@footplate/http";
import { createAuthorize } from "./auth.ts";
import { classify, isUntimedLimit } from "./classify.ts";
import { ADAPTER } from "./fault.ts";
import { commonHeaders } from "./headers.ts";
import { nextQuery, queryOf } from "./link.ts";
import type { ApiVersion, GitHubOptions, Repository } from "./options.ts";
import { createWriteGate } from "./write-gate.ts";

const HOME = "https://api.github.com";
const MOST_PER_PAGE = 100;

/** One list that comes in pages. */
export interface PagedRequest<Row, Body = readonly Row[]> extends Omit<HttpRequest<Body>, "method"> {
  /** The rows of one page. Left out where the page itself is the list. */
  readonly rows?: (body: Body) => readonly Row[];
  /** More pages than this are refused with `protocol`. @default 1000 */
  readonly maxPages?: number;
}

/** GitHub, as all parts of the adapter use it. */
export interface GitHubClient extends Http {
  readonly repository: Repository;
  readonly clock: Clock;
  /**
   * One request. `{owner}` and `{repo}` in the path are the configured repository, unless `params` name another one.
   * Writes are sent one after the other, with a gap between them.
   */
  request<T = undefined>(request: HttpRequest<T>): Promise<HttpAnswer<T>>;
  /** Page after page, each as its rows. What ends without an error is complete. */
  paged<Row, Body = readonly Row[]>(request: PagedRequest<Row, Body>): AsyncGenerator<readonly Row[], void, undefined>;
}

/** The transport to one GitHub server, under one credential. Sends nothing yet. */
export function createClient(options: GitHubOptions): GitHubClient {
  const { repository, apiVersion = "2022-11-28", clock = systemClock } = options;
  const baseUrl = options.baseUrl ?? HOME;
  let untimed = 0;
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    baseUrl,
    authorize: createAuthorize(options, baseUrl, apiVersion),
    requestIdHeader: "x-github-request-id",
    classify: (answer) => {
      const found = classify(answer, untimed, epochMs(clock.now()));
      if (isUntimedLimit(answer)) untimed += 1;
      return found;
    },
  });
  const gate = createWriteGate(clock, options);

  const send = async <T>(request: HttpRequest<T>): Promise<HttpAnswer<T>> => {
    try {
      const answer = await http.request(request);
      untimed = 0;
      return answer;
    } catch (error) {
      throw error instanceof FootplateError ? explained(error) : error;
    }
  };
  const client: GitHubClient = {
    repository,
    clock,
    request: (request) => {
      const whole = completed(request, repository, apiVersion);
      return whole.method === "GET"
        ? send(whole)
        : gate(whole, (left: CallOptions) => send({ ...whole, timeoutMs: left.timeoutMs }));
    },
    async *paged({ rows, maxPages, query, signal, timeoutMs, ...request }) {
      // All pages together have the time of one call.
      const budget = startBudget(options, { signal, timeoutMs });
      const load = async (cursor: string | undefined) => {
        const first = { per_page: MOST_PER_PAGE, ...query };
        const { data, headers } = await client.request({
          ...request,
          ...budget(),
          method: "GET",
          query: cursor === undefined ? first : queryOf(cursor),
        });
        // Without `rows` the body is the list itself, by the default of its type.
        const items = rows === undefined ? (data as unknown as readonly never[]) : rows(data);
        return { items, next: nextQuery(headers.get("link")) };
      };
      yield* pages(load, { ...(maxPages !== undefined && { maxPages }) });
    },
  };
  return client;
}

function completed<T>(request: HttpRequest<T>, { owner, name }: Repository, apiVersion: ApiVersion): HttpRequest<T> {
  const ours = {
    ...(request.path.includes("{owner}") && { owner }),
    ...(request.path.includes("{repo}") && { repo: name }),
  };
  return {
    ...request,
    params: { ...ours, ...request.params },
    headers: { ...commonHeaders(apiVersion), ...request.headers },
  };
}

/** What GitHub's answers mean beyond their status. */
function explained(error: FootplateError): FootplateError {
  const { status, written } = error;
  if (status !== undefined && status >= 300 && status < 400) {
    const hint = "the repository was renamed or moved: name it in the options as GitHub calls it now";
    return error.with({ hint, ...(written !== undefined && { written: "no" }) });
  }
  if (status === 404) {
    return error.with({ hint: "check the names, and that the credential may see it: GitHub answers 404 for both" });
  }
  if (status === 410) {
    return error.with({
      hint: "it was deleted, its feature is switched off, or the server has left this API version",
    });
  }
  return error;
}
