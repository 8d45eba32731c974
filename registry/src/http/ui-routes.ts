import { registryOf } from "@postel/proto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RegistryError } from "../errors.ts";
import type { Registry } from "../service/registry.ts";
import type { DiffView } from "../ui/diff-page.tsx";
import type { EventView } from "../ui/event-view.ts";
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
  app.get<{ Params: { name: string } }>("/e/:name", (request, reply) => event(reply, request.params.name));
  app.get<{ Params: { name: string; version: string } }>("/e/:name/v/:version", ({ params }, reply) =>
    event(reply, params.name, params.version),
  );
  app.get<{ Params: { name: string; range: string } }>("/e/:name/diff/:range", async ({ params }, reply) => {
    const { plain, isTwin } = twinOf(params.range);
    const view = await diffView(registry, params.name, plain);
    if (view === undefined) return missing(reply, isTwin, `${params.name} in the releases ${plain}`);
    return isTwin ? view : html(reply, (await pages()).renderDiff(view));
  });

  /** A page or, where its last part ends with `.json`, what it says. */
  async function event(reply: FastifyReply, name: string, version?: string) {
    const { plain, isTwin } = twinOf(version ?? name);
    // A message may be called `json`.
    const whole = isTwin && version === undefined ? await eventViewOf(registry, name) : undefined;
    if (whole !== undefined) return html(reply, (await pages()).renderEvent(whole));
    const view = version === undefined ? await eventViewOf(registry, plain) : await eventViewOf(registry, name, plain);
    if (view === undefined)
      return missing(reply, isTwin, `event ${version === undefined ? plain : `${name} in ${plain}`}`);
    return isTwin ? view : html(reply, (await pages()).renderEvent(view));
  }

  async function missing(reply: FastifyReply, isTwin: boolean, what: string) {
    reply.code(404);
    const { message } = new RegistryError("NOT_FOUND", { what });
    return isTwin ? { error: message } : html(reply, (await pages()).renderNotice("Not found", `${message}.`));
  }
}

function twinOf(text: string): { readonly plain: string; readonly isTwin: boolean } {
  const isTwin = text.endsWith(".json");
  return { plain: isTwin ? text.slice(0, -".json".length) : text, isTwin };
}

const MOST_SAMPLES = 50;
const MOST_SERVICES = 200;

async function eventViewOf(registry: Registry, name: string, version?: string): Promise<EventView | undefined> {
  const found = await registry.event(name, version);
  if (found === undefined) return undefined;
  const [{ eventView }, { printFile }] = await Promise.all([import("../ui/event-view.ts"), import("@postel/compiler")]);
  const query = { events: found.lineage, lineage: found.info.lineage, environment: "", service: "" };
  const [samples, usages, release] = await Promise.all([
    registry.samples([name], MOST_SAMPLES, ""),
    registry.usage(query, MOST_SERVICES, ""),
    registry.release(found.module, found.version),
  ]);
  const packageName = release?.record.packageName ?? "";
  const source = printFile(found.info.desc.file, registryOf(found.release.set).files);
  return eventView(found, { packageName, source, samples: samples.items, usages: usages.items });
}

/** What changed between two releases, written as `1.0.0..1.1.0`, that hold an event. */
async function diffView(registry: Registry, name: string, range: string): Promise<DiffView | undefined> {
  const [from = "", to = ""] = range.split("..");
  const found = await registry.event(name, from);
  const judged = found === undefined ? undefined : await registry.diff(found.module, from, to);
  if (found === undefined || judged === undefined) return undefined;
  const { bump, changes, findings } = judged;
  return { name, module: found.module, from, to, bump, changes, findings };
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
