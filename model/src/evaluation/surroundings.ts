import type { DescMessage, Message } from "@bufbuild/protobuf";

/** What an expression can see while it is evaluated. */
export interface Surroundings {
  readonly old: Message;
  /** Values that loops bind. */
  readonly variables: ReadonlyMap<string, unknown>;
  /** Finds a message type by its full name. */
  messageOf(typeName: string): DescMessage | undefined;
  /** How many more nodes may be looked at; shared by the whole evaluation. */
  readonly budget: { left: number };
}
