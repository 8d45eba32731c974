export { createFaultyBus, type Faults } from "./faulty-bus.ts";
