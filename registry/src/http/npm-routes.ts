import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { manifestOf, packument, tarballName } from "../npm/packument.ts";
import { checkTag, readPublish } from "../npm/read-publish.ts";
import { type Caller, checkPublish } from "../security/caller.ts";
import type { PackageStore } from "../store/package-store.ts";

import { allNeed, knownCaller } from "./authentication.ts";

/** What the npm face needs of its surroundings. */
export interface NpmOptions {
  readonly store: PackageStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MOST_BODY = 96 * 1024 * 1024;
const PUBLISHING = { config: { needs: "publish" } } as const;
const NEVER_REMOVED =
  "a version that was published is never removed or changed: publish a higher one, and move the dist-tags to it";
const IMMUTABLE = "public, max-age=31536000, immutable";

/** Serves an npm registry of the packages that were published here; nothing is fetched from elsewhere. */
export async function npmRoutes(app: FastifyInstance, { store, now }: NpmOptions): Promise<void> {
  allNeed(app, "read");
  const baseOf = (request: FastifyRequest) => `${request.protocol}://${request.host}${app.prefix}`;

  app.get("/-/ping", { config: { needs: "nothing" } }, async () => ({}));
  app.get("/-/whoami", async (request) => ({ username: knownCaller(request).name }));

  app.get("/-/package/:package/dist-tags", async (request) => store.tags(nameOf(request)));
  app.put("/-/package/:package/dist-tags/:tag", PUBLISHING, async (request, reply) => {
    const change = tagChange(request);
    if (typeof request.body !== "string")
      return reply.code(400).send({ error: "the body must be a version as a JSON string" });
    const { kind } = await store.changeTag({ ...change, version: request.body });
    return kind === "changed" ? { ok: true } : missing(reply, `${change.package}@${request.body}`);
  });
  app.delete("/-/package/:package/dist-tags/:tag", PUBLISHING, async (request, reply) => {
    const change = tagChange(request);
    if (change.tag === "latest") return reply.code(400).send({ error: "latest cannot be removed" });
    await store.changeTag({ ...change, version: undefined });
    return { ok: true };
  });

  function tagChange(request: FastifyRequest) {
    const actor = publisher(request).name;
    const { tag } = request.params as { tag: string };
    checkTag(tag);
    return { package: nameOf(request), tag, at: now(), actor };
  }

  for (const path of ["/:package", "/:scope/:package"]) {
    app.put(path, { ...PUBLISHING, bodyLimit: MOST_BODY }, async (request, reply) => {
      const name = nameOf(request);
      const actor = publisher(request).name;
      const { name: _, ...upload } = await readPublish(name, request.body);
      const { kind } = await store.publish({ ...upload, package: name, at: now(), actor });
      if (kind === "stored") return reply.code(201).send({ ok: true });
      const error = `${name}@${upload.version} was published before: versions are immutable, take a higher one`;
      return reply.code(403).send({ error });
    });
    app.get(path, async (request, reply) => {
      const name = nameOf(request);
      const versions = await store.versions(name);
      if (versions.length > 0)
        return tagged(request, reply, packument(name, versions, await store.tags(name), baseOf(request)));
      const { scope, package: version } = request.params as { scope?: string; package: string };
      return scope === undefined || scope.startsWith("@")
        ? missing(reply, name)
        : oneVersion(request, reply, scope, version);
    });
    // `npm unpublish` takes "not found" for success, so it must hear that nothing was removed.
    for (const revision of [`${path}/-rev/:revision`, `${path}/-/:file/-rev/:revision`])
      app.route({
        ...PUBLISHING,
        method: ["PUT", "DELETE"],
        url: revision,
        handler: async (request, reply) => {
          publisher(request);
          return reply.code(405).header("allow", "").send({ error: NEVER_REMOVED });
        },
      });
    app.get(`${path}/-/:file`, async (request, reply) => {
      const name = nameOf(request);
      const { file } = request.params as { file: string };
      const version = (await store.versions(name)).find((each) => tarballName(name, each.version) === file);
      const tarball = version === undefined ? undefined : await store.tarball(name, version.version);
      if (tarball === undefined) return missing(reply, file);
      return reply.type("application/octet-stream").header("cache-control", IMMUTABLE).send(Buffer.from(tarball));
    });
  }
  app.get("/:scope/:package/:version", async (request, reply) => {
    const { version } = request.params as { version: string };
    return oneVersion(request, reply, nameOf(request), version);
  });

  /** One version by number or tag. */
  async function oneVersion(request: FastifyRequest, reply: FastifyReply, name: string, wanted: string) {
    const tags = new Map(Object.entries(await store.tags(name)));
    const found = (await store.versions(name)).find((each) => each.version === (tags.get(wanted) ?? wanted));
    return found === undefined ? missing(reply, `${name}@${wanted}`) : manifestOf(name, found, baseOf(request));
  }
}

/** The caller, who may publish the module that the package is made of: `@shop/orders` of shop/orders. */
function publisher(request: FastifyRequest): Caller {
  return checkPublish(request.caller, nameOf(request).replace(/^@/, ""));
}

/** Scoped names come as `/@scope/name` or, in one part, as `/@scope%2fname`. */
function nameOf(request: FastifyRequest): string {
  const { scope, package: name = "" } = request.params as { scope?: string; package?: string };
  return scope === undefined ? name : `${scope}/${name}`;
}

function missing(reply: FastifyReply, what: string): FastifyReply {
  return reply.code(404).send({ error: `${what} is not in this registry, and it asks no other` });
}

function tagged(request: FastifyRequest, reply: FastifyReply, document: object): FastifyReply {
  const body = JSON.stringify(document);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  reply.header("etag", tag).header("cache-control", "no-cache").type("application/json");
  return request.headers["if-none-match"] === tag ? reply.code(304).send() : reply.send(body);
}
