import { type Client, Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { type DescriptorSet, readDescriptorSet, schemaFile } from "@postel/proto";
import { type Event, RegistryService, type Release, type Sample } from "@postel/proto/registry";
import { CliError } from "../errors.ts";

/** A release with its schemas; files outside the module are marked as imports. */
export interface Released {
  readonly release: Release;
  readonly set: DescriptorSet;
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
}

/** What a release sends. */
export type Publication = Parameters<Client<typeof RegistryService>["publishRelease"]>[0];

/** A registry, reached over HTTP. Its functions throw CliError when it cannot be reached or refuses. */
export interface Registry {
  readonly url: string;
  /** The highest release in a semver range; undefined when the module or such a release is unknown. */
  readonly find: (module: string, range?: string) => Promise<Released | undefined>;
  /** All releases of a module, newest first; none when the module is unknown. */
  readonly releases: (module: string) => Promise<Release[]>;
  /** An event's page; undefined when there is no such event. */
  readonly event: (name: string) => Promise<Event | undefined>;
  /** Names of events that match, best first. */
  readonly search: (query: string) => Promise<string[]>;
  /** The stored samples of all majors of an event's lineage; none where the event or samples are unknown. */
  readonly samples: (event: string) => Promise<Sample[]>;
  /** Names of all modules. */
  readonly modules: () => Promise<string[]>;
  /** Stores a release; false when it was stored before. */
  readonly publish: (publication: Publication) => Promise<boolean>;
  /** Stores samples of a module's released events. */
  readonly addSamples: (module: string, samples: Publication["samples"]) => Promise<void>;
}

const PAGE = 1000;
const TIMEOUT_MS = 60_000;

/**
 * Makes a client for the registry at a URL such as `http://127.0.0.1:8081`; connects on first use. `token` is sent along
 * where there is one.
 */
export function openRegistry(url: string, token = process.env.POSTEL_TOKEN): Registry {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CliError("USAGE", { message: `${url} is no URL of a registry`, command: "postel" });
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: "1.1",
    defaultTimeoutMs: TIMEOUT_MS,
    interceptors: token ? [bearer(token)] : [],
  });
  const client = createClient(RegistryService, transport);
  const ask = <T>(call: () => Promise<T>) => call().catch((error) => raise(url, error));
  const maybe = <T>(call: () => Promise<T>) => ask(() => call().catch(undefinedIfMissing<T>));
  return {
    url,
    find: async (module, range = "") => {
      const found = await maybe(() => client.resolveRelease({ module, range }));
      if (found?.release === undefined) return undefined;
      const { version } = found.release;
      const { release, descriptorSet, targets, files } = await ask(() => client.getRelease({ module, version }));
      return { release: release ?? found.release, set: targeted(descriptorSet, new Set(targets)), files };
    },
    releases: async (module) => {
      const load = (pageToken: string) => client.listReleases({ module, pageSize: PAGE, pageToken });
      return (await maybe(() => allPages(load, (page) => page.releases))) ?? [];
    },
    event: async (name) => (await maybe(() => client.getEvent({ name })))?.event,
    search: async (query) =>
      (await ask(() => client.searchEvents({ query, pageSize: 100 }))).hits.map((hit) => hit.name),
    samples: async (event) => {
      const load = (pageToken: string) => client.listSamples({ event, lineage: true, pageSize: PAGE, pageToken });
      return (await maybe(() => allPages(load, (page) => page.samples))) ?? [];
    },
    modules: async () =>
      (
        await ask(() =>
          allPages(
            (pageToken) => client.listModules({ pageSize: PAGE, pageToken }),
            (page) => page.modules,
          ),
        )
      ).map((module) => module.name),
    publish: async (publication) => (await ask(() => client.publishRelease(publication))).created,
    addSamples: async (module, samples = []) => void (await ask(() => client.addSamples({ module, samples }))),
  };
}

function bearer(token: string): Interceptor {
  return (next) => (request) => {
    request.header.set("Authorization", `Bearer ${token}`);
    return next(request);
  };
}

/** Marks the files outside a module as imports, whatever the set itself says. */
export function targeted(bytes: Uint8Array, targets: ReadonlySet<string>): DescriptorSet {
  const { files } = readDescriptorSet(bytes);
  return { files: files.map((file) => schemaFile(file.path, file.bytes, !targets.has(file.path))) };
}

async function allPages<P extends { nextPageToken: string }, T>(
  load: (pageToken: string) => Promise<P>,
  itemsOf: (page: P) => T[],
): Promise<T[]> {
  const items: T[] = [];
  let token = "";
  do {
    const page = await load(token);
    items.push(...itemsOf(page));
    token = page.nextPageToken;
  } while (token !== "");
  return items;
}

function undefinedIfMissing<T>(error: unknown): T | undefined {
  if (error instanceof ConnectError && (error.code === Code.NotFound || error.code === Code.Unimplemented))
    return undefined;
  throw error;
}

const NEXT: Partial<Record<Code, string>> = {
  [Code.AlreadyExists]: "somebody else has released in the meantime: run the release again",
  [Code.InvalidArgument]: "correct what the registry names",
  [Code.FailedPrecondition]: "correct what the registry names",
  [Code.Unauthenticated]: "set POSTEL_TOKEN to a token that the registry knows",
  [Code.PermissionDenied]: "ask for a token that may do this",
};

function raise(url: string, error: unknown): never {
  const { code, rawMessage, cause } = ConnectError.from(error);
  if (code === Code.Unavailable || code === Code.DeadlineExceeded || !(error instanceof ConnectError))
    throw new CliError("REGISTRY_UNREACHABLE", { url }, { why: reason(cause) ?? rawMessage, cause: error });
  throw new CliError(
    "REGISTRY_REFUSED",
    { url, message: rawMessage, next: NEXT[code] ?? "run it again" },
    { cause: error },
  );
}

function reason(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : undefined) : undefined;
}
