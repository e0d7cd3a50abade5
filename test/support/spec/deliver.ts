import { isMembers } from "../../../scripts/json-value.ts";
import { checkerOf, type Problem } from "./checker.ts";
import { nameOf } from "./description.ts";
import { checkAnswer, checkRequest } from "./exchange.ts";
import type { WebhookDescription } from "./webhooks.ts";
import type { Violation, Witness } from "./watch.ts";
import { formatViolation } from "./watch.ts";

/** A receiver of webhooks. */
export type Receiver = (delivery: Request) => Promise<Response>;

/**
 * Wraps a receiver of webhooks so that each delivery and each answer is checked. Of the service's own examples (`other`)
 * only the answer is checked: what is in them is not ours.
 */
export function deliver(description: WebhookDescription, receive: Receiver, witness: Witness): Receiver {
  const { service } = description;
  const check = checkerOf(description);
  return async (delivery) => {
    const body = await delivery.clone().text();
    const parsed: unknown = JSON.parse(body);
    const event = description.eventOf(delivery.headers, isMembers(parsed) ? parsed : {});
    const demand = (side: Violation["side"], problems: readonly Problem[]): void => {
      if (problems.length === 0) return;
      const found = problems.map((problem) => ({ service, method: "POST", path: event, side, ...problem }));
      witness.violated(found);
      throw new Error(found.map(formatViolation).join("\n"));
    };
    const operation = description.operations.find(({ path }) => path === event);
    if (operation === undefined) {
      demand("request", [{ pointer: "", problem: "no such event" }]);
      return receive(delivery);
    }
    const ours = witness.sender === "adapter";
    const name = nameOf(operation);
    witness.saw({ service, operation: name, side: "request", sender: witness.sender, checked: ours, exceptions: [] });
    if (ours) {
      const { method, url, headers } = delivery;
      const sent = { method, url: new URL(url), contentType: headers.get("content-type"), body };
      const without = description.headers.filter((header) => !headers.has(header));
      demand("request", [
        ...without.map((header) => ({ pointer: "", problem: `header ${header} missing` })),
        ...checkRequest(check, operation, { ...sent, url: new URL(sent.url.pathname, sent.url) }),
      ]);
    }
    const response = await receive(delivery);
    const { status } = response;
    const answer = operation.answer(status);
    const exceptions = answer.exception === undefined ? [] : [answer.exception];
    // It is always our receiver that answers.
    witness.saw({ service, operation: name, side: "response", sender: "adapter", status, checked: true, exceptions });
    demand("response", checkAnswer(check, answer, { status, body: await response.clone().text() }));
    return response;
  };
}
