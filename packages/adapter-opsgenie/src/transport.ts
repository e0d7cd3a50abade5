import { type CallOptions, FootplateError } from "@footplate/core";
import { type Classified, createHttp, type Http, reveal, type Secret } from "@footplate/http";
import { ADAPTER } from "./fault.ts";
import type { OpsgenieOptions } from "./options.ts";

const HOSTS = { us: "https://api.opsgenie.com", eu: "https://api.eu.opsgenie.com" } as const;

/** The option that holds a key. */
export type KeyName = "apiKey" | "integrationKey";

const RIGHT_KEY: Readonly<Record<KeyName, string>> = {
  apiKey: "apiKey must be a key of API key management that may read, create, update and delete",
  integrationKey: "integrationKey must be the key of an API integration that may read, create and update",
};

/** The transport under one of the two keys. A refusal names the key that was used. */
export function createTransport(options: OpsgenieOptions, name: KeyName, key: Secret): Http {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    baseUrl: options.baseUrl ?? HOSTS[options.region ?? "us"],
    authorize: async (headers: Headers, _renew: boolean, _options: CallOptions) =>
      headers.set("authorization", `GenieKey ${await reveal(key)}`),
    classify,
  });
  return {
    request: async (request) => {
      try {
        return await http.request(request);
      } catch (error) {
        throw error instanceof FootplateError ? error.with({ hint: hintOf(error, name) }) : error;
      }
    },
  };
}

function hintOf(error: FootplateError, name: KeyName): string | undefined {
  if (error.status === 401) return `${RIGHT_KEY[name]}; a key is only known in its own region`;
  if (error.status === 403) return RIGHT_KEY[name];
  if (error.status === 402) return "the plan of the account lacks this feature: leave it out, or change the plan";
  return error.hint;
}

/** The service says what is wrong in `message`. A feature that the plan lacks is no fault of the request. */
function classify(answer: { readonly status: number; readonly body: unknown }): Classified | undefined {
  if (answer.status === 402) return { code: "unsupported", message: messageOf(answer.body) };
  if (answer.status === 400 || answer.status === 422) return { code: "invalid_input", message: messageOf(answer.body) };
  return undefined;
}

function messageOf(body: unknown): string | undefined {
  const said = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
  return typeof said === "string" && said !== "" ? said.slice(0, 300) : undefined;
}
