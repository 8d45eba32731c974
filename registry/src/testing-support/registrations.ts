import { create, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

/** One thing to register, and how to find out later whether it is there. */
export interface Registration {
  /** Sends it; the text to compare with later. Throws an Answer when the registry answers with an error, else what fetch throws. */
  send(url: string): Promise<string>;
  /** Reads it again, as send returned it. */
  read(url: string): Promise<string>;
}

/** An answer other than 200. */
export class Answer extends Error {
  readonly status: number;
  constructor(status: number, body: string) {
    super(`${status}: ${body}`);
    this.status = status;
  }
}

/** The file of the schema with a number: a message whose name and field tell the number. */
function schemaFile(number: number) {
  const field = {
    ...{ name: `field_${number}`, number: 1, jsonName: `field${number}` },
    ...{ type: FieldDescriptorProto_Type.STRING, label: FieldDescriptorProto_Label.OPTIONAL },
  };
  const message = { name: `Message${number}`, field: [field] };
  return create(FileDescriptorProtoSchema, {
    ...{ name: `m/n${number}.proto`, package: `m.n${number}`, syntax: "proto3", messageType: [message] },
  });
}

/** Base64 of the encoded file of the schema with a number. */
export function schemaBase64(number: number): string {
  return Buffer.from(toBinary(FileDescriptorProtoSchema, schemaFile(number))).toString("base64");
}

/** Registers a subject of its own through the Confluent face; what is compared is its id and its bytes. */
export function subjectRegistration(number: number): Registration {
  const body = { schemaType: "PROTOBUF", schema: schemaBase64(number) };
  return {
    send: async (url) => {
      const { id } = await post(`${url}/confluent/subjects/s${number}/versions`, body);
      const { schema } = await ask(`${url}/confluent/schemas/ids/${id}?format=serialized`);
      return `${id} ${schema}`;
    },
    read: async (url) => {
      const { id, schema, version } = await ask(
        `${url}/confluent/subjects/s${number}/versions/latest?format=serialized`,
      );
      return version === 1 ? `${id} ${schema}` : `version ${version}`;
    },
  };
}

/** Releases a module of its own through Connect; what is compared are the bytes that were sent. */
export function releaseRegistration(number: number): Registration {
  const set = create(FileDescriptorSetSchema, { file: [schemaFile(number)] });
  const descriptorSet = Buffer.from(toBinary(FileDescriptorSetSchema, set)).toString("base64");
  const content = Buffer.from(`file ${number}\n`).toString("base64");
  const module = `m/n${number}`;
  const files = [{ path: "a.ts", content }];
  const service = "postel.registry.v1.RegistryService";
  return {
    send: async (url) => {
      const body = {
        module,
        version: "1.0.0",
        descriptorSet,
        targets: [`${module}.proto`],
        files,
        packageName: "@m/n",
      };
      const { release } = await post(`${url}/${service}/PublishRelease`, body);
      return `${(release as { digest: string }).digest} ${descriptorSet} ${content}`;
    },
    read: async (url) => {
      const found = await post(`${url}/${service}/GetRelease`, { module, version: "1.0.0" });
      const [file] = found.files as [{ content: string }];
      return `${(found.release as { digest: string }).digest} ${found.descriptorSet} ${file.content}`;
    },
  };
}

/** Asks for JSON. Throws an Answer when it is not 200. */
export async function ask(url: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const answer = await fetch(url, init);
  const body = await answer.text();
  if (!answer.ok) throw new Answer(answer.status, body);
  return JSON.parse(body);
}

/** Sends JSON, and asks for it. Throws an Answer when it is not 200. */
export function post(url: string, body: object) {
  return ask(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
