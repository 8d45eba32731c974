/** The one rule that looks at code: compat judges schemas alone. */
export const upcastGapRule = {
  id: "EVENT_UPCAST_GAP",
  purpose: "Checks that every earlier major of an event can be read as the latest one.",
  next: "Write the function that the message names into the event's `*.upcast.ts`, or say in the .proto file where the value comes from.",
  categories: { v2: ["EVENT"] },
} as const;
