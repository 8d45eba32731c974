import type { EventFromV1 } from "./h_upcast.ts";

export const eventFromV1: EventFromV1 = {
  needsAPerson: (old) => Number(old.event) / 2,
};
