import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, postgresServer } from "../testing-support/postgres-server.ts";
import {
  type Answer,
  ask,
  post,
  releaseRegistration,
  schemaBase64,
  subjectRegistration,
} from "../testing-support/registrations.ts";
import { type ServeProcess, serveProcess } from "../testing-support/serve-process.ts";

let database: PostgresServer;
let instances: [ServeProcess, ServeProcess];
beforeAll(async () => {
  database = await postgresServer();
  const postgres = await database.newDatabase();
  const start = () => serveProcess(["--port", "0"], { POSTEL_POSTGRES: postgres });
  instances = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(instances.map((each) => each.end("SIGKILL")));
  database.remove();
});

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe("two instances on one PostgreSQL", () => {
  it("give one registration one id, whoever is asked", async () => {
    for (let round = 0; round < 10; round++) {
      const body = { schemaType: "PROTOBUF", schema: schemaBase64(round) };
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, at) =>
          post(`${instances[at % 2]?.url}/confluent/subjects/race${round}/versions`, body),
        ),
      );
      expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([round + 1]));
      for (const { url } of instances)
        expect(await ask(`${url}/confluent/subjects/race${round}/versions`)).toEqual([1]);
    }
  });

  it("let one of two different releases of a version win", async () => {
    const service = "postel.registry.v1.RegistryService";
    const publish = (at: number) => {
      const file = { path: "a.ts", content: Buffer.from(`by ${at % 2}`).toString("base64") };
      const descriptorSet = Buffer.from([0x0a, ...lengthPrefixed(schemaBase64(7))]).toString("base64");
      const body = { module: "race/one", version: "1.0.0", descriptorSet, targets: ["m/n7.proto"], files: [file] };
      return post(`${instances[at % 2]?.url}/${service}/PublishRelease`, { ...body, packageName: "@race/one" });
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => publish(at)));
    const won = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const lost = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason as Answer] : []));
    expect(won.filter((each) => each.created === true)).toHaveLength(1);
    expect([won.length, lost.map((each) => each.status)]).toEqual([4, [409, 409, 409, 409]]);
  });

  it("read their own writes and the other's at once", async () => {
    for (let round = 100; round < 130; round++) {
      const [one, two] = round % 2 ? instances : instances.toReversed();
      for (const registration of [subjectRegistration(round), releaseRegistration(round)]) {
        const sent = await registration.send(one?.url ?? "");
        expect(await registration.read(two?.url ?? "")).toBe(sent);
        expect(await registration.read(one?.url ?? "")).toBe(sent);
      }
      const setting = (url: string) => `${url}/confluent/config/s${round}`;
      await ask(setting(two?.url ?? ""), { method: "PUT", ...json({ compatibility: round % 3 ? "FULL" : "NONE" }) });
      expect(await ask(setting(one?.url ?? ""))).toEqual({ compatibilityLevel: round % 3 ? "FULL" : "NONE" });
      await ask(`${one?.url}/confluent/subjects/s${round}`, { method: "DELETE" });
      await expect(ask(`${two?.url}/confluent/subjects/s${round}/versions`)).rejects.toMatchObject({ status: 404 });
    }
  });

  it("answer 503 while the database is away, are not ready then, and recover by themselves", async () => {
    const failures: Answer[] = [];
    const acknowledged = new Map<number, string>();
    const queue = Array.from({ length: 300 }, (_, at) => at + 1_000);
    const write = async () => {
      for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
        const registration = at % 2 ? releaseRegistration(at) : subjectRegistration(at);
        while (!acknowledged.has(at)) {
          const sent = await registration.send(instances[at % 2]?.url ?? "").catch((reason: Answer) => reason);
          if (typeof sent === "string") acknowledged.set(at, sent);
          else failures.push(sent);
          if (typeof sent !== "string") await pause(50);
        }
      }
    };
    const writing = Promise.all(Array.from({ length: 16 }, write));
    while (acknowledged.size < 50) await pause(5);
    database.stop();
    const health = await Promise.all(instances.map(({ url }) => fetch(`${url}/health/ready`)));
    expect(health.map((each) => each.status)).toEqual([503, 503]);
    expect((await fetch(`${instances[0].url}/health/live`)).status).toBe(200);
    database.start();
    while (acknowledged.size < 150) await pause(5);
    database.restart();
    await writing;
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((each) => each.status !== 503).map(String)).toEqual([]);
    for (const [at, sent] of acknowledged) {
      const registration = at % 2 ? releaseRegistration(at) : subjectRegistration(at);
      expect(await registration.read(instances[1 - (at % 2)]?.url ?? "")).toBe(sent);
    }
    for (const { url, log } of instances) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(log()).not.toMatch(/postel@127/);
    }
  });
});

function json(body: object): RequestInit {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** The bytes after the tag of a field that holds them. */
function lengthPrefixed(base64: string): number[] {
  const bytes = [...Buffer.from(base64, "base64")];
  return [bytes.length, ...bytes];
}
