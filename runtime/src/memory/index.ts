export { createMemoryBus, type MemoryBus, type MemoryBusOptions } from "./memory-bus.ts";
export { createMemoryDeadLetters } from "./memory-dead-letters.ts";
export { createMemoryInbox, type MemoryInboxOptions, type MemoryTransaction } from "./memory-inbox.ts";
