import { faultOf } from "./fault-of.ts";

/**
 * The answer, where it is about what was asked for. A cache or proxy in between may have mixed answers up (F37): then throws
 * `protocol`, with `written` as the request was.
 */
export function answerFor<Answer>(
  adapter: string,
  wanted: string,
  found: string,
  answer: Answer,
  written?: "maybe",
): Answer {
  if (found === wanted) return answer;
  throw faultOf(adapter, {
    code: "protocol",
    message: `asked for ${wanted}, the service answered with another id`,
    written,
    hint: "look for a proxy or cache between here and the service",
  });
}
