import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { create, type DescMethod, type DescService, toBinary } from "@bufbuild/protobuf";
import { writeDescriptorSet } from "@postel/proto";
import { RegistryService } from "@postel/proto/registry";
import { Header } from "tar";
import * as modules from "../gen/buf/registry/module/v1/module_pb.ts";
import * as owners from "../gen/buf/registry/owner/v1/owner_pb.ts";
import { compileText } from "./compile-text.ts";

/** A request that makes sense; what is hostile is made of it. */
export interface RequestTemplate {
  readonly face: "connect" | "confluent" | "remote" | "npm" | "pages";
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
}

const EVENT = `syntax = "proto3"; package evil.v1; import "postel/v1/event.proto";
// */ <script>alert(1)</script>
message Sent { option (postel.v1.event) = { topic: "evil" key: "id" owner: "nobody" }; string id = 1; repeated Part parts = 2; message Part { int32 n = 1; } }`;
const PLAIN =
  'syntax = "proto3"; package a.b; message A { string id = 1; B b = 2; oneof c { int32 d = 3; } } message B { map<string, A> e = 1; } enum E { X = 0; }';

/** Requests for every face: all Connect methods as JSON and as bytes, descriptors, .proto text, base64, tarballs, pages. */
export async function requestTemplates(): Promise<RequestTemplate[]> {
  const set = await compileText({ "evil/v1/sent.proto": EVENT });
  const descriptorSet = Buffer.from(writeDescriptorSet(set)).toString("base64");
  return [...connect(descriptorSet), ...confluent(await base64Of(PLAIN)), ...remote(), ...npm(), ...pages()];
}

async function base64Of(text: string): Promise<string> {
  const set = await compileText({ "a.proto": text });
  return Buffer.from(set.files.find((file) => !file.isImport)?.bytes ?? []).toString("base64");
}

const JSON_TYPE = "application/json";
const EMPTY = Buffer.alloc(0);

function json(
  face: RequestTemplate["face"],
  method: RequestTemplate["method"],
  url: string,
  body: unknown,
): RequestTemplate {
  return { face, method, url, type: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) };
}

function get(face: RequestTemplate["face"], url: string): RequestTemplate {
  return { face, method: "GET", url, type: JSON_TYPE, body: EMPTY };
}

function connect(descriptorSet: string): RequestTemplate[] {
  const release = { module: "evil/module", version: "1.0.0", descriptorSet, targets: ["evil/v1/sent.proto"] };
  const sample = { event: "evil.v1.Sent", name: "one", schemaDigest: `sha256:${"0".repeat(64)}`, data: "CgFh" };
  const result = {
    event: "evil.v1.Sent",
    sample: "one",
    schemaDigest: sample.schemaDigest,
    target: "evil.v2.Sent",
    outcome: 1,
  };
  const bodies: Record<string, object> = {
    PublishRelease: {
      ...{ ...release, commit: "c", packageName: "@evil/module", generatorVersion: "1" },
      ...{ files: [{ path: "v1/a.upcast.ts", content: "YQ==" }], samples: [sample] },
      attestation: { releaseDigest: sample.schemaDigest, results: [result] },
    },
    ResolveRelease: { module: "evil/module", range: "^1.0.0 || ~2" },
    GetRelease: { module: "evil/module", version: "1.0.0" },
    ListModules: { pageSize: 2, pageToken: "MQ" },
    ListReleases: { module: "evil/module", pageSize: 2 },
    GetEvent: { name: "evil.v1.Sent" },
    SearchEvents: { query: "sent part", pageSize: 3 },
    DiffReleases: { module: "evil/module", from: "1.0.0", to: "1.0.0" },
    CheckRelease: { ...release, version: undefined, against: "" },
    GetPlan: { event: "evil.v1.Sent" },
    AddSamples: { module: "evil/module", samples: [sample] },
    ListSamples: { event: "evil.v1.Sent", lineage: true },
    ReportUsage: {
      usage: { service: "s", environment: "e", emits: ["evil.v1.Sent"], consumes: [{ lineage: "evil.Sent" }] },
    },
    ListUsage: { event: "evil.v1.Sent", pageSize: 1 },
  };
  return RegistryService.methods.flatMap((method) => {
    const url = `/postel.registry.v1.RegistryService/${method.name}`;
    const body = bodies[method.name] ?? {};
    const query = new URLSearchParams({ encoding: "json", message: JSON.stringify(body).slice(0, 2_000) });
    return [json("connect", "POST", url, body), get("connect", `${url}?${query}`), binary("connect", url, method)];
  });
}

/** An empty message, and bytes that are hardly one. */
function binary(face: RequestTemplate["face"], url: string, method: DescMethod): RequestTemplate {
  const body = Buffer.concat([toBinary(method.input, create(method.input)), Buffer.from("0a0361626312026465", "hex")]);
  return { face, method: "POST", url, type: "application/proto", body };
}

function confluent(base64: string): RequestTemplate[] {
  const schema = (over: object) => ({ schemaType: "PROTOBUF", schema: PLAIN, ...over });
  const sent = [
    schema({}),
    schema({ schema: base64 }),
    schema({
      references: [{ name: "a.proto", subject: "known", version: -1 }],
      metadata: { properties: { a: "b" }, tags: { x: ["y"] } },
    }),
    schema({ id: 7, version: 2, ruleSet: { domainRules: [] } }),
  ];
  const at = (path: string) => `/confluent${path}`;
  return [
    ...sent.flatMap((body) => [
      json("confluent", "POST", at("/subjects/a/versions?normalize=true"), body),
      json("confluent", "POST", at("/subjects/known?deleted=true&format=serialized"), body),
      json("confluent", "POST", at("/compatibility/subjects/known/versions/latest?verbose=true"), body),
    ]),
    json("confluent", "PUT", at("/config/a"), {
      compatibility: "FULL",
      alias: "b",
      overrideMetadata: { properties: { a: 1 } },
    }),
    json("confluent", "PUT", at("/mode/b?force=true"), { mode: "READWRITE" }),
    json("confluent", "DELETE", at("/subjects/a/versions/latest?permanent=true"), {}),
    json("confluent", "DELETE", at("/mode/:.x:?recursive=true"), {}),
    ...[
      "/subjects?subjectPrefix=:*:a&offset=1&limit=2&deletedOnly=true",
      "/subjects/known/versions/1?format=serialized",
    ].map((path) => get("confluent", at(path))),
    ...[
      "/subjects/known/metadata?key=a&value=b",
      "/schemas?latestOnly=true&limit=5",
      "/schemas/ids/1?subject=known",
      "/contexts/.x/subjects",
    ].map((path) => get("confluent", at(path))),
    ...[
      "/schemas/guids/00000000-0000-0000-0000-000000000000/ids",
      "/config/known?defaultToGlobal=true",
      "/mode",
      "/associations/resources/-/t",
    ].map((path) => get("confluent", at(path))),
  ];
}

function remote(): RequestTemplate[] {
  const isService = (value: unknown): value is DescService =>
    typeof value === "object" && value !== null && "kind" in value && value.kind === "service";
  const exported: unknown[] = [...Object.values(modules), ...Object.values(owners)];
  const name = { owner: "evil", module: "files" };
  const bodies: Record<string, object> = {
    CreateModules: { values: [{ ownerRef: { name: "evil" }, name: "files", visibility: 1 }] },
    Upload: {
      contents: [
        {
          ...{ moduleRef: { name }, scopedLabelRefs: [{ name: "main" }], sourceControlUrl: "https://example.org" },
          files: [
            { path: "a/b.proto", content: Buffer.from(PLAIN).toString("base64") },
            { path: "LICENSE", content: "YQ==" },
          ],
        },
      ],
      depCommitIds: [],
    },
    CreateOrUpdateLabels: { values: [{ labelRef: { name: { ...name, label: "x" } }, commitId: "0".repeat(32) }] },
    ArchiveLabels: { labelRefs: [{ name: { ...name, label: "x" } }] },
    ListCommits: { pageSize: 2, resourceRef: { name }, idQuery: "0" },
  };
  const ref = {
    resourceRefs: [{ name }],
    moduleRefs: [{ name }],
    ownerRefs: [{ name: "evil" }],
    resourceRef: { name },
  };
  return exported.filter(isService).flatMap((service) =>
    service.methods.flatMap((method) => {
      const url = `/${service.typeName}/${method.name}`;
      const known = new Set(method.input.fields.map((field) => field.jsonName));
      const body = bodies[method.name] ?? Object.fromEntries(Object.entries(ref).filter(([key]) => known.has(key)));
      return [json("remote", "POST", url, body), binary("remote", url, method)];
    }),
  );
}

/** A package with one file, as `npm publish` sends it. */
function npm(): RequestTemplate[] {
  const manifest = { name: "@evil/package", version: "1.0.0" };
  const content = Buffer.from(JSON.stringify(manifest));
  const header = new Header({
    path: "package/package.json",
    size: content.length,
    type: "File",
    mode: 0o644,
    mtime: new Date(0),
  });
  const block = Buffer.alloc(512);
  header.encode(block, 0);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  const tarball = gzipSync(Buffer.concat([block, content, padding, Buffer.alloc(1024)]));
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const document = {
    ...{
      name: manifest.name,
      versions: { "1.0.0": { ...manifest, dist: { integrity } } },
      "dist-tags": { latest: "1.0.0" },
    },
    _attachments: { "@evil/package-1.0.0.tgz": { data: tarball.toString("base64") } },
  };
  return [
    json("npm", "PUT", "/npm/@evil%2fpackage", document),
    json("npm", "PUT", "/npm/-/package/@evil%2fpackage/dist-tags/next", "1.0.0"),
    json("npm", "DELETE", "/npm/-/package/@evil%2fpackage/dist-tags/next", {}),
    ...["@evil/package", "@evil%2fpackage/1.0.0", "@evil/package/-/package-1.0.0.tgz", "-/whoami"].map((path) =>
      get("npm", `/npm/${path}`),
    ),
  ];
}

function pages(): RequestTemplate[] {
  const paths = [
    "/",
    "/index.json",
    "/search?q=sent&page=MQ",
    "/search.json?q=a",
    "/e/evil.v1.Sent",
    "/e/evil.v1.Sent.json",
  ];
  return [...paths, "/health/ready", "/version", "/assets/style.css"].map((path) => get("pages", path));
}
