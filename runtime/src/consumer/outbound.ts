import type { Envelope } from "@postel/proto";
import { RuntimeError } from "../errors.ts";
import { derivedId } from "../ids/derived-id.ts";
import type { BusMessage } from "../port/bus-message.ts";
import { encodeEvent, type Publisher } from "../producer/encode-event.ts";
import type { Producer } from "../producer/producer.ts";
import type { PublishOptions } from "../producer/publish-options.ts";

/** The events that one run of a handler emits, kept back until it has succeeded. */
export interface Outbound {
  readonly publish: Producer["publish"];
  /** Takes no more events from now on. */
  end(): void;
  /** The events in the order of the calls. Rejects with what was wrong with any of them, whoever caught it before. */
  messages(): Promise<readonly BusMessage[]>;
}

/** Collects what `handler` emits for an event; ids, correlation, causation, trace and replay follow from that event. */
export function createOutbound(publisher: Publisher, incoming: Envelope, handler: string): Outbound {
  const encoded: Promise<BusMessage>[] = [];
  const inherited = inheritedFrom(incoming);
  let ended = false;
  return {
    async publish(event, message, options = {}) {
      if (ended) throw new RuntimeError("HANDLER_ENDED", [event.typeName]);
      const encoding = derivedId(incoming.id, handler, encoded.length).then((id) =>
        encodeEvent(publisher, event, message, { id, ...inherited, ...options }),
      );
      const sendable = encoding.then((result) => result.message);
      // A handler that fails for another reason leaves this rejection to nobody.
      sendable.catch(() => undefined);
      encoded.push(sendable);
      return (await encoding).envelope;
    },
    end() {
      ended = true;
    },
    messages: () => Promise.all(encoded),
  };
}

function inheritedFrom(incoming: Envelope): PublishOptions {
  return {
    correlationId: incoming.correlationId || incoming.id,
    causationId: incoming.id,
    traceparent: incoming.traceparent,
    tracestate: incoming.tracestate,
    replayId: incoming.replayId,
  };
}
