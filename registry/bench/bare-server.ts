// The fastest that a Fastify route can be: it finds bytes by id and sends them. Reads its answers from the file that its argument names.
import { readFileSync } from "node:fs";
import { fastify } from "fastify";

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Record<string, string>),
);
const app = fastify();
app.get<{ Params: { id: string } }>("/schemas/ids/:id", async ({ params }, reply) => {
  reply.header("content-type", "application/vnd.schemaregistry.v1+json");
  return answers.get(params.id);
});
process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);
