import { type TestApp, testApp } from "./test-app.ts";

/** A registry in memory and how tests speak to its Confluent face. */
export interface ConfluentClient {
  /** Sends `GET /subjects` with a JSON body, or a string as it is. */
  call(line: string, body?: unknown, headers?: Record<string, string>): Promise<ConfluentReply>;
  /** The status, or the error code when there is one. */
  code(line: string, body?: unknown, headers?: Record<string, string>): Promise<number>;
  register(subject: string, fields: string, over?: object): Promise<ConfluentReply>;
  close(): Promise<void>;
  readonly test: TestApp;
}

/** An answer of the Confluent face; JSON where it is. */
export interface ConfluentReply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The text of a file with one message `A`. */
export function oneMessage(fields: string): string {
  return `syntax = "proto3";\n\nmessage A {\n${fields.replaceAll(/([^;]+;) ?/g, "  $1\n")}}\n`;
}

/** The body of a request with that message. */
export function protobuf(fields: string, over: object = {}): object {
  return { schemaType: "PROTOBUF", schema: oneMessage(fields), ...over };
}

const JSON_TYPE = { "content-type": "application/vnd.schemaregistry.v1+json" };

/** Starts an empty registry. */
export async function confluentClient(): Promise<ConfluentClient> {
  const test = await testApp();
  const call = async (line: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [method, path] = line.split(" ", 2);
    const payload = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const reply = await test.app.inject({
      method: method as "GET",
      url: `/confluent${path}`,
      headers: { ...(body === undefined ? {} : JSON_TYPE), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: reply.statusCode, body: parsed(reply.body), headers: reply.headers };
  };
  return {
    test,
    call,
    code: async (...request) => {
      const { status, body } = await call(...request);
      return body?.error_code ?? status;
    },
    register: (subject, fields, over) => call(`POST /subjects/${subject}/versions`, protobuf(fields, over)),
    close: () => test.close(),
  };
}

function parsed(body: string): ConfluentReply["body"] {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
