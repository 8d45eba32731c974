import type { Message } from "@bufbuild/protobuf";
import type { BusSubscription, Delivery } from "../port/bus.ts";
import type { DeadLetter } from "../port/dead-letters.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import { createLanes } from "./lanes.ts";
import { processMessage } from "./process-message.ts";
import { createProcessing, type Processing, type ProcessOutcome } from "./processing.ts";

/** A consumer: each event is handled once, however often it is delivered. */
export interface Consumer {
  /** Joins the bus and handles events from now on. */
  start(): Promise<void>;
  /**
   * Takes no new events, lets running handlers finish (up to the drain timeout) and leaves the bus; what was not begun
   * goes to other members. May be called at any time.
   */
  stop(): Promise<void>;
  /** Handles a parked message again, through the same decode and inbox; it leaves the dead letters unless parked again. */
  redrive(letter: DeadLetter): Promise<ProcessOutcome>;
}

const DRAIN_TIMEOUT = 25_000;
const CONCURRENCY = 16;
/** Enough that handlers never wait for the broker, little enough that other members get their share. */
const PREFETCH_PER_HANDLER = 4;

/**
 * Makes a consumer. Throws CONSUMER_INVALID when two subscriptions read the same type, or there is none.
 */
export function createConsumer<Tx, const Events extends readonly Message[]>(
  options: ConsumerOptions<Tx, Events>,
): Consumer {
  const processing = createProcessing(options);
  const { concurrency = CONCURRENCY, drainTimeout = DRAIN_TIMEOUT } = options;
  let run: Promise<Run> | undefined;
  return {
    async start() {
      run ??= startRun(processing, concurrency);
      await run;
    },
    async stop() {
      const stopping = run;
      run = undefined;
      await (await stopping)?.stop(drainTimeout);
    },
    async redrive(letter) {
      const outcome = await processMessage(processing, letter.message, new AbortController().signal);
      if (outcome.kind !== "parked" || outcome.letter.id !== letter.id) await processing.deadLetters.remove(letter.id);
      return outcome;
    },
  };
}

/** From one start to the next stop. */
interface Run {
  stop(drainTimeout: number): Promise<void>;
}

async function startRun<Tx>(processing: Processing<Tx>, concurrency: number): Promise<Run> {
  const lanes = createLanes(concurrency);
  const stopping = new AbortController();
  const subscription = await processing.bus.subscribe(
    { group: processing.name, topics: processing.topics, prefetch: concurrency * PREFETCH_PER_HANDLER },
    (delivery) => lanes.add(laneOf(delivery), () => take(processing, delivery, stopping.signal)),
  );
  return { stop: (drainTimeout) => drain(subscription, stopping, lanes.idle, drainTimeout) };
}

async function drain(
  subscription: BusSubscription,
  stopping: AbortController,
  idle: () => Promise<void>,
  timeout: number,
): Promise<void> {
  await subscription.pause();
  stopping.abort();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<void>((expire) => {
    timer = setTimeout(expire, timeout);
  });
  await Promise.race([idle(), expired]);
  clearTimeout(timer);
  await subscription.close();
}

/** Takes one delivery; only what is done for good is acknowledged. */
async function take<Tx>(processing: Processing<Tx>, delivery: Delivery, signal: AbortSignal): Promise<void> {
  try {
    const outcome = signal.aborted
      ? { kind: "interrupted" }
      : await processMessage(processing, delivery.message, signal);
    await (outcome.kind === "interrupted" ? delivery.nack() : delivery.ack());
  } catch (error) {
    // The broker did not take the answer: it delivers the message again, and the inbox knows it.
    processing.onError(error, undefined);
  }
}

const bytesAsText = new TextDecoder("latin1");

function laneOf({ message }: Delivery): string | undefined {
  return message.key.length === 0 ? undefined : `${message.topic} ${bytesAsText.decode(message.key)}`;
}
