import type { WebhookContext } from "@footplate/http";
import { createService, type Service } from "./service.ts";

let service: Service | undefined;

/** The worker. Random numbers and times are to be had from the first request on only, so that the service is made then. */
export const receiver = {
  fetch(request: Request, _bindings: unknown, context: WebhookContext): Promise<Response> {
    service ??= started();
    return service(request, context);
  },
};

/** The other runtimes print by themselves what nobody caught. */
function started(): Service {
  addEventListener("unhandledrejection", ({ reason }) => console.log(`nobody caught: ${String(reason)}`));
  return createService();
}
