import { type Classified, createHttp, type Http, reveal } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { JsmOpsOptions } from "./options.ts";
import { titlesOf } from "./wire.ts";

/** The service's two surfaces, which take different credentials. */
export interface Transports {
  readonly operations: Http;
  /** Path of the Operations API, with `{cloudId}` to be filled in, ending with a slash. */
  readonly prefix: string;
  /** Absent without a key of an integration. */
  readonly integration?: Http;
}

const OPERATIONS = "jsm/ops/api/{cloudId}/v1/";

export function createTransports(options: JsmOpsOptions): Transports {
  const { integrationKey, token, email, apiToken } = options;
  const shared = { ...options, adapter: ADAPTER, baseUrl: options.baseUrl ?? "https://api.atlassian.com", classify };
  const authorization = async (): Promise<string> =>
    token === undefined ? `Basic ${base64(`${email}:${await reveal(apiToken)}`)}` : `Bearer ${await reveal(token)}`;
  return {
    prefix: token === undefined ? OPERATIONS : `ex/jira/{cloudId}/${OPERATIONS}`,
    operations: createHttp({
      ...shared,
      authorize: async (headers) => headers.set("authorization", await authorization()),
    }),
    ...(integrationKey !== undefined && {
      integration: createHttp({
        ...shared,
        authorize: async (headers) => headers.set("authorization", `GenieKey ${await reveal(integrationKey)}`),
      }),
    }),
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function classify(answer: { readonly status: number; readonly body: unknown }): Classified | undefined {
  return answer.status === 400 || answer.status === 422
    ? { code: "invalid_input", message: titlesOf(answer.body) }
    : undefined;
}
