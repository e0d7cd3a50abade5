import { epochMs } from "../time/instant.ts";
import { ordersUnderWay } from "../train/gate-course.ts";
import type { OrderState } from "../train/train-state.ts";
import type { TrainView } from "../train/view.ts";

/** Deploys on the target, of any train, that were ordered before this one and are not over. */
export function othersBefore(view: Pick<TrainView, "movements">, order: OrderState): readonly OrderState[] {
  return ordersUnderWay(view.movements, order.target)
    .map((one) => one.order)
    .filter(({ id, orderedAt }) => {
      const earlierMs = epochMs(orderedAt) - epochMs(order.orderedAt);
      return id !== order.id && (earlierMs < 0 || (earlierMs === 0 && id < order.id));
    });
}
