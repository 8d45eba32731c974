import type { DescFile } from "@bufbuild/protobuf";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { canonicalText } from "../confluent/canonical-text.ts";
import { implicitFile } from "../confluent/implicit-schemas.ts";
import { cleanDescriptor, encodeDescriptor } from "../confluent/link-schema.ts";
import type { ReleasedSchema, ReleasedSubject } from "../store/subject-store.ts";
import { ownEvents } from "./event-documents.ts";

/**
 * A release as the Confluent face shows it: the files of its events and what they import, imports first. An event's file is the subject of
 * the event's full name and, where the release has no other event on the topic, of the topic's values; an imported file is the subject of
 * its path, as clients register it.
 */
export function releasedSchemas(set: DescriptorSet): ReleasedSchema[] {
  const registry = registryOf(set);
  const subjects = eventSubjects(set);
  const imported = new Set<string>();
  const needed = new Set<string>();
  for (const path of subjects.keys()) collect(registry.getFile(path), needed, imported);
  return set.files
    .filter(({ path }) => needed.has(path))
    .flatMap(({ path, bytes }) => {
      const file = registry.getFile(path);
      if (file === undefined) return [];
      const own: ReleasedSubject[] = imported.has(path) ? [{ kind: "file", name: path }] : [];
      return {
        ...{ path, imports: referenced(file).map(pathOf) },
        text: canonicalText({ file, registry }, false),
        descriptor: encodeDescriptor(cleanDescriptor(bytes)),
        subjects: [...own, ...(subjects.get(path) ?? [])],
      };
    });
}

function eventSubjects(set: DescriptorSet): Map<string, ReleasedSubject[]> {
  const events = ownEvents(set);
  const perTopic = Map.groupBy(events, (event) => event.topic);
  const found = new Map<string, ReleasedSubject[]>();
  for (const { name, topic, desc } of events) {
    const path = pathOf(desc.file);
    const alone = topic !== "" && perTopic.get(topic)?.length === 1;
    const subjects: ReleasedSubject[] = [
      { kind: "event", name },
      ...(alone ? [{ kind: "topic", name: `${topic}-value`, event: name } as const] : []),
    ];
    found.set(path, [...(found.get(path) ?? []), ...subjects]);
  }
  return found;
}

function collect(file: DescFile | undefined, needed: Set<string>, imported: Set<string>): void {
  if (file === undefined || needed.has(pathOf(file))) return;
  needed.add(pathOf(file));
  for (const dependency of referenced(file)) {
    imported.add(pathOf(dependency));
    collect(dependency, needed, imported);
  }
}

/** What a file imports but for what every registry has. */
function referenced(file: DescFile): DescFile[] {
  return file.dependencies.filter((dependency) => implicitFile(pathOf(dependency)) === undefined);
}

function pathOf(file: DescFile): string {
  return file.proto.name;
}
