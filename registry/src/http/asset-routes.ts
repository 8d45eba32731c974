import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { ownFile } from "../own-file.ts";
import { allNeed } from "./authentication.ts";

/** What the pages load, with its media type. */
const ASSETS = {
  "style.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "keys.js": "text/javascript; charset=utf-8",
};

/** Serves the files of the folder `assets/` beside the sources. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  allNeed(app, "nothing");
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = await readFile(ownFile(`assets/${name}`));
    app.get(`/assets/${name}`, async (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=300").send(content),
    );
  }
}
