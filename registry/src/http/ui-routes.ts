import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RegistryError } from "../errors.ts";
import type { Registry } from "../service/registry.ts";
import type { HomeView } from "../ui/home-page.tsx";
import type { SearchView } from "../ui/search-page.tsx";
import { allNeed } from "./authentication.ts";

/** Serves the pages for people and, under the same address with `.json`, what they say. Pages are loaded when one is asked for. */
export async function uiRoutes(app: FastifyInstance, { registry }: { readonly registry: Registry }): Promise<void> {
  allNeed(app, "read");
  const pages = () => import("../ui/render-page.tsx");

  app.get("/", async (_request, reply) => html(reply, (await pages()).renderHome(await homeView(registry))));
  app.get("/index.json", async () => homeView(registry));
  app.get("/search", async (request, reply) =>
    html(reply, (await pages()).renderSearch(await searchView(registry, request))),
  );
  app.get("/search.json", async (request) => searchView(registry, request));
  app.get<{ Params: { name: string } }>("/e/:name", async (request, reply) => {
    const { name } = request.params;
    const { eventView } = await import("../ui/event-view.ts");
    const found = await registry.event(name);
    if (found !== undefined) return html(reply, (await pages()).renderEvent(eventView(found)));
    if (!name.endsWith(".json")) return missing(reply, (await pages()).renderNotice, `event ${name}`);
    const twin = await registry.event(name.slice(0, -".json".length));
    if (twin === undefined) return reply.code(404).send({ error: notFound(`event ${name.slice(0, -5)}`) });
    return eventView(twin);
  });
}

async function homeView(registry: Registry): Promise<HomeView> {
  const { items } = await registry.modules(1_000, "");
  return {
    events: items.reduce((sum, release) => sum + release.events.length, 0),
    modules: items.map(({ module, version, packageName, createdAt, events }) => ({
      ...{ name: module, version, packageName },
      createTime: new Date(createdAt).toISOString(),
      events: events.map((event) => event.name),
    })),
  };
}

async function searchView(registry: Registry, request: FastifyRequest): Promise<SearchView> {
  const { q, page } = request.query as Record<string, unknown>;
  const query = typeof q === "string" ? q.slice(0, 200) : "";
  const { items, nextPageToken } = await registry.search(query, 100, typeof page === "string" ? page : "");
  const hits = items.map(({ name, module, version, kind, matched }) => ({ name, module, version, kind, matched }));
  return { query, hits, nextPageToken };
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page);
}

function missing(reply: FastifyReply, render: (title: string, message: string) => string, what: string): FastifyReply {
  return html(reply.code(404), render("Not found", `${notFound(what)}.`));
}

function notFound(what: string): string {
  return new RegistryError("NOT_FOUND", { what }).message;
}
