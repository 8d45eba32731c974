import type { EventInfo } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { modelOf } from "../sources/model-of.ts";
import { eventSubpath } from "./package-names.ts";
import type { PackagedEvent } from "./package-spec.ts";

const MESSAGES = 4;
const NESTED = 3;

/** Lists the events of a module's own files as its package presents them. */
export function packagedEvents(module: string, set: DescriptorSet): PackagedEvent[] {
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  return modelOf(set).events.flatMap((event) => {
    const path = event.desc.file.proto.name;
    return own.has(path) ? [packaged(module, path, event)] : [];
  });
}

function packaged(module: string, path: string, event: EventInfo): PackagedEvent {
  const { name, schemaDigest, topic, key, owner, desc } = event;
  const relativeName = event.package === "" ? name : name.slice(event.package.length + 1);
  const subpath = eventSubpath(module, event.package, name);
  return { name, relativeName, subpath, path, schemaDigest, topic, key, owner, documentation: commentOf(desc) };
}

function commentOf(desc: EventInfo["desc"]): string {
  const wanted = pathOf(desc).join(".");
  const place = desc.file.proto.sourceCodeInfo?.location.find(({ path }) => path.join(".") === wanted);
  return (place?.leadingComments ?? "").replace(/^ /gm, "").trim();
}

function pathOf(desc: EventInfo["desc"]): number[] {
  return desc.parent === undefined
    ? [MESSAGES, desc.file.proto.messageType.indexOf(desc.proto)]
    : [...pathOf(desc.parent), NESTED, desc.parent.proto.nestedType.indexOf(desc.proto)];
}
