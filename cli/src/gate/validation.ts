import { type DescMessage, fromJson, type JsonValue, type Message } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import type { Complaint } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";

/** Asks the validation rules of a set about its messages. */
export interface Validation {
  /** What the rules say against a message; nothing when it is valid. */
  readonly ofMessage: (desc: DescMessage, message: Message) => readonly Complaint[];
  /** The same about ProtoJSON, which may also be no such message at all. */
  readonly ofJson: (desc: DescMessage, json: JsonValue) => readonly Complaint[];
}

/** Makes the validation of a set; rules of its own (predefined ones) count too. */
export function validationOf(set: DescriptorSet): Validation {
  const registry = registryOf(set);
  const validator = createValidator({ registry });
  const ofMessage: Validation["ofMessage"] = (desc, message) => {
    const result = validator.validate(desc, message);
    if (result.kind === "valid") return [];
    if (result.kind === "error") return [{ path: "", message: `a rule cannot be evaluated: ${result.error.message}` }];
    return result.violations.map(({ field, ruleId, message: text }) => ({
      path: pathToString(field),
      message: text === "" ? ruleId : `${text} (${ruleId})`,
    }));
  };
  return {
    ofMessage,
    ofJson(desc, json) {
      try {
        return ofMessage(desc, fromJson(desc, json, { registry }));
      } catch (error) {
        return [{ path: "", message: error instanceof Error ? error.message : String(error) }];
      }
    },
  };
}
