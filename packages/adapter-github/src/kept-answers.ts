import type { Http, HttpAnswer, HttpRequest } from "@footplate/http";

/** Of an answer that may be used again. */
interface Kept {
  readonly etag: string;
  /** Its data as JSON: who asks again gets it anew, so that nobody changes it for others. */
  readonly text: string;
}

/** Reads that cost nothing of the limit while nothing changes. */
export interface KeptAnswers {
  /**
   * Sends a GET. Where the same was answered before, it says with which `ETag`, and an answer of 304 brings what was kept: the
   * `status` is 304 then, and `data` what `schema` made of the body, which is JSON. Only what `mayKeep` agrees to is kept.
   */
  request<T>(request: HttpRequest<T>, mayKeep?: (answer: HttpAnswer<T>) => boolean): Promise<HttpAnswer<T>>;
}

/**
 * Keeps answers in memory: at most 100, of 10 million characters together, as JSON. The one that was not needed for longest
 * goes first. GitHub binds an `ETag` to the credential, so that nobody is answered with what another one may see.
 */
export function createKeptAnswers(
  http: Http,
  most: { readonly answers: number; readonly characters: number } = { answers: 100, characters: 10_000_000 },
): KeptAnswers {
  // A map holds its entries in the order in which they were put in: the first was not needed for longest.
  const kept = new Map<string, Kept>();
  let characters = 0;

  const forget = (key: string): void => {
    characters -= kept.get(key)?.text.length ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, one: Kept): void => {
    forget(key);
    kept.set(key, one);
    characters += one.text.length;
    for (const first of kept.keys()) {
      if (kept.size <= most.answers && characters <= most.characters) return;
      forget(first);
    }
  };

  return {
    async request<T>(request: HttpRequest<T>, mayKeep: (answer: HttpAnswer<T>) => boolean = () => true) {
      const key = JSON.stringify([request.path, request.params, request.query]);
      const before = kept.get(key);
      const answer = await http.request(before === undefined ? request : onlyIfChanged(request, before.etag));
      if (before !== undefined && answer.status === 304) {
        keep(key, before);
        return { ...answer, data: JSON.parse(before.text) as T };
      }
      forget(key);
      const etag = answer.headers.get("etag");
      if (answer.status !== 200 || etag === null || !mayKeep(answer)) return answer;
      const text = JSON.stringify(answer.data);
      if (text.length <= most.characters) keep(key, { etag, text });
      return answer;
    },
  };
}

function onlyIfChanged<T>(request: HttpRequest<T>, etag: string): HttpRequest<T> {
  return {
    ...request,
    headers: { ...request.headers, "if-none-match": etag },
    accept: [...(request.accept ?? []), 304],
  };
}
