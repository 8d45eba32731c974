import type { Bus, BusSubscribe, BusSubscription, Delivery } from "../port/bus.ts";
import { createRandom } from "./random.ts";

/** What goes wrong, as probabilities from 0 to 1. */
export interface Faults {
  /** The same seed draws the same faults in the same order. */
  readonly seed: number;
  /** A message is delivered twice. */
  readonly duplicate?: number;
  /** A delivery is held back, so that later ones overtake it, those of its key included. */
  readonly reorder?: number;
  /** Longest time that a delivery is held back, in milliseconds; default 5. */
  readonly maxDelay?: number;
  /** An acknowledgement is lost on its way: the message comes again. */
  readonly dropAck?: number;
}

/** Wraps a bus so that it does all that real ones do on bad days, and loses nothing. */
export function createFaultyBus(bus: Bus, faults: Faults): Bus {
  const random = createRandom(faults.seed);
  const happens = (probability = 0) => random() < probability;

  function faulty(delivery: Delivery): Delivery {
    return { ...delivery, ack: () => (happens(faults.dropAck) ? delivery.nack() : delivery.ack()) };
  }

  return {
    ...bus,
    async subscribe(options: BusSubscribe, receive: (delivery: Delivery) => void): Promise<BusSubscription> {
      const held = new Set<NodeJS.Timeout>();
      const hold = (delivery: Delivery) => {
        const timer = setTimeout(() => held.delete(timer) && receive(delivery), random() * (faults.maxDelay ?? 5));
        held.add(timer);
      };
      const deliver = (delivery: Delivery) => (happens(faults.reorder) ? hold : receive)(delivery);
      const drop = () => {
        for (const timer of held) clearTimeout(timer);
        held.clear();
      };
      const subscription = await bus.subscribe(options, (delivery) => {
        if (happens(faults.duplicate)) deliver(copyOf(delivery));
        deliver(faulty(delivery));
      });
      return {
        async pause() {
          drop();
          await subscription.pause();
        },
        async close() {
          drop();
          await subscription.close();
        },
      };
    },
  };
}

/** A second delivery of the same message; what becomes of it means nothing to the broker. */
function copyOf({ message }: Delivery): Delivery {
  return { message, ack: async () => undefined, nack: async () => undefined };
}
