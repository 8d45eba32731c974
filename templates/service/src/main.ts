import { createServer } from "node:http";
import { createMemoryBus } from "@postel/runtime/memory";
import { createSqliteInbox } from "@postel/runtime/sqlite";
import { openDatabase } from "./database.ts";
import { createConsumers } from "./gen/postel_consumers.ts";
import { handlers } from "./handlers.ts";

const database = openDatabase("__name__.sqlite");
const consumers = createConsumers({
  name: "__name__",
  bus: createMemoryBus(), // lives in this process: the place for your broker
  inbox: createSqliteInbox({ database }),
  handlers,
  onError: (error) => console.error(error),
});
await consumers.start();

const port = Number(process.env.PORT ?? 8080);
const health = createServer((_request, response) => response.end("ready\n")).listen(port);

process.once("SIGTERM", async () => {
  health.close();
  await consumers.stop();
  database.close();
});
