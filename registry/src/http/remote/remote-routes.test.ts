import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing-support/test-app.ts";

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
type Json = any;

async function call(method: string, body: object): Promise<Json> {
  const reply = await test.app.inject({
    method: "POST",
    url: `/buf.registry.${method}`,
    headers: { "content-type": "application/json" },
    payload: JSON.stringify(body),
  });
  return { status: reply.statusCode, ...reply.json() };
}

const text = (fields: string) => `syntax = "proto3"; package a.v1; message A { ${fields} }`;
const file = (path: string, content: string) => ({ path, content: Buffer.from(content).toString("base64") });
const name = { owner: "acme", module: "money" };
const named = { name };

const upload = (files: object[], labels: string[] = [], over = {}) =>
  call("module.v1.UploadService/Upload", {
    contents: [{ moduleRef: named, files, scopedLabelRefs: labels.map((label) => ({ name: label })), ...over }],
  });
const commitOf = async (child: object = {}) =>
  (await call("module.v1.CommitService/GetCommits", { resourceRefs: [{ name: { ...name, ...child } }] })).commits?.[0];

let first: Json;
let second: Json;

describe("modules and uploads", () => {
  it("are made and filled once", async () => {
    expect((await call("module.v1.ModuleService/GetModules", { moduleRefs: [named] })).code).toBe("not_found");
    const values = [{ ownerRef: { name: "acme" }, name: "money" }];
    const { modules } = await call("module.v1.ModuleService/CreateModules", { values });
    expect(modules).toMatchObject([{ name: "money", defaultLabelName: "main", state: "MODULE_STATE_ACTIVE" }]);
    expect((await call("module.v1.ModuleService/CreateModules", { values })).modules).toEqual(modules);
    expect((await call("module.v1.ModuleService/GetModules", { moduleRefs: [{ id: modules[0].id }] })).modules).toEqual(
      modules,
    );
    first = (await upload([file("a/v1/a.proto", text("string id = 1;")), file("LICENSE", "L")])).commits[0];
    expect(first.id).toMatch(/^[0-9a-f]{32}$/);
    expect(first.digest.type).toBe("DIGEST_TYPE_B5");
    const again = await upload([file("LICENSE", "L"), file("a/v1/a.proto", text("string id = 1;"))]);
    expect(again.commits[0].id).toBe(first.id);
    second = (await upload([file("a/v1/a.proto", text("string id = 1; string b = 2;"))], ["main", "v2"])).commits[0];
    expect((await commitOf()).id).toBe(second.id);
    expect((await commitOf({ labelName: "v2" })).id).toBe(second.id);
    expect((await commitOf({ ref: first.id })).id).toBe(first.id);
  });

  it.each([
    [[file("../a.proto", text(""))], {}, "invalid_argument", "path ../a.proto"],
    [[file("/a.proto", text(""))], {}, "invalid_argument", "path /a.proto"],
    [[file("a.sh", "x")], {}, "invalid_argument", "neither a schema nor a document"],
    [[file("a.proto", text("")), file("a.proto", text(""))], {}, "invalid_argument", "there twice"],
    [[file("a/v1/a.proto", "no schema")], {}, "invalid_argument", "a/v1/a.proto:1:1"],
    [
      [file("a/v1/a.proto", text("int32 id = 1;"))],
      {},
      "failed_precondition",
      "this breaks what the label main points to",
    ],
    [[file("a/v1/a.proto", text(""))], { scopedLabelRefs: [{ name: "-x" }] }, "invalid_argument", "does not begin"],
    [[file("a/v1/a.proto", text(""))], { scopedLabelRefs: [{ id: "0".repeat(32) }] }, "invalid_argument", "label"],
    [[file("a/v1/a.proto", text(""))], { moduleRef: {} }, "invalid_argument", "needs an id or a name"],
    [[], { moduleRef: { name: { owner: "no", module: "such" } } }, "not_found", "module no/such"],
  ])("refuse %j %j: %s", async (files, over, code, message) => {
    const reply = await upload(files, [], over);
    expect([reply.code, reply.message]).toEqual([code, expect.stringContaining(message)]);
    expect((await commitOf()).id).toBe(second.id);
  });

  it("may break other labels", async () => {
    const { commits } = await upload([file("a/v1/a.proto", text("int32 id = 1;"))], ["next"]);
    expect((await commitOf({ labelName: "next" })).id).toBe(commits[0].id);
    expect((await commitOf()).id).toBe(second.id);
  });

  it("need the dependencies that they name", async () => {
    const contents = [{ moduleRef: named, files: [file("a/v1/a.proto", text(""))] }];
    const reply = await call("module.v1.UploadService/Upload", { contents, depCommitIds: ["0".repeat(32)] });
    expect(reply.code).toBe("not_found");
  });
});

describe("modules that are uploaded together", () => {
  const importing = (own: string, other: string) =>
    `syntax = "proto3"; package ${own}.v1; import "${other}/v1/${other}.proto"; message M { ${other}.v1.M m = 1; }`;
  const alone = (own: string) => `syntax = "proto3"; package ${own}.v1; message M { int32 x = 1; }`;
  const content = (module: string, schema: string) => ({
    moduleRef: { name: { owner: "ws", module } },
    files: [file(`${module}/v1/${module}.proto`, schema)],
  });
  const uploadAll = (contents: object[], depCommitIds: string[] = []) =>
    call("module.v1.UploadService/Upload", { contents, depCommitIds });
  const head = async (module: string) =>
    (await call("module.v1.CommitService/GetCommits", { resourceRefs: [{ name: { owner: "ws", module } }] }))
      .commits?.[0]?.id;

  beforeAll(async () => {
    for (const name of ["a", "b", "c", "d"])
      await call("module.v1.ModuleService/CreateModules", { values: [{ ownerRef: { name: "ws" }, name }] });
  });

  it("may import each other, in any order, and are built on what they import, however deep", async () => {
    const { commits } = await uploadAll([
      content("c", importing("c", "b")),
      content("a", alone("a")),
      content("b", importing("b", "a")),
    ]);
    const [c, a, b] = commits.map((commit: Json) => commit.id);
    expect([await head("a"), await head("b"), await head("c")]).toEqual([a, b, c]);
    const { graph } = await call("module.v1.GraphService/GetGraph", { resourceRefs: [{ id: c }] });
    expect(graph.commits.map((commit: Json) => commit.id).sort()).toEqual([a, b, c].sort());
    const edges = graph.edges.map((edge: Json) => [edge.fromNode.commitId, edge.toNode.commitId]);
    expect(edges.toSorted()).toEqual(
      [
        [c, b],
        [c, a],
        [b, a],
      ].toSorted(),
    );
    const alsoAlone = await uploadAll([content("d", importing("d", "b"))], [a, b]);
    expect(alsoAlone.commits).toHaveLength(1);
  });

  it.each([
    [
      "one does not compile",
      [content("a", alone("a").replace("int32", "Gone")), content("b", alone("b"))],
      "a/v1/a.pr",
    ],
    ["one breaks", [content("b", alone("b")), content("a", alone("a").replace("int32", "string"))], "this breaks what"],
    [
      "two hold one file",
      [content("a", alone("a")), { ...content("a", alone("a")), ...target("b") }],
      "is in ws/a and",
    ],
    ["one is there twice", [content("a", alone("a")), content("a", alone("a"))], "ws/a is there twice"],
    ["two need each other", circle(), "in a circle: ws/a -> ws/b -> ws/a"],
  ])("are stored all or none: %s", async (_name, contents, message) => {
    const before = [await head("a"), await head("b")];
    const { status, message: said } = await uploadAll(contents);
    expect([status, said]).toEqual([400, expect.stringContaining(message)]);
    expect([await head("a"), await head("b")]).toEqual(before);
  });

  function target(module: string) {
    return { moduleRef: { name: { owner: "ws", module } } };
  }

  function circle() {
    const second = file("a/v1/z.proto", 'syntax = "proto3"; package a.v1; import "b/v1/b.proto";');
    const a = content("a", alone("a"));
    return [{ ...a, files: [...a.files, second] }, content("b", importing("b", "a"))];
  }
});

describe("commits and labels", () => {
  const list = (method: string, over: object = {}) => call(`module.v1.${method}`, { resourceRef: { name }, ...over });

  it("are listed newest first or oldest first, and in pages", async () => {
    const ids = async (over: object = {}) =>
      (await list("CommitService/ListCommits", over)).commits.map((commit: Json) => commit.id);
    const all = await ids();
    expect(all).toHaveLength(3);
    expect(all.slice(1)).toEqual([second.id, first.id]);
    expect(await ids({ order: "ORDER_CREATE_TIME_ASC" })).toEqual(all.toReversed());
    expect(await ids({ idQuery: first.id.slice(0, 8) })).toEqual([first.id]);
    expect(await ids({ resourceRef: { name: { ...name, labelName: "v2" } } })).toEqual([second.id]);
    const page = await list("CommitService/ListCommits", { pageSize: 2 });
    const rest = await list("CommitService/ListCommits", { pageSize: 2, pageToken: page.nextPageToken });
    expect([page.commits.length, rest.commits.length, rest.nextPageToken ?? ""]).toEqual([2, 1, ""]);
    expect((await list("CommitService/ListCommits", { pageToken: "x" })).code).toBe("invalid_argument");
  });

  it("are pointed, archived and taken into use again", async () => {
    const labels = async (archiveFilter: string) =>
      ((await list("LabelService/ListLabels", { archiveFilter })).labels ?? []).map((label: Json) => label.name);
    const ref = (label: string) => ({ name: { ...name, label } });
    const value = { labelRef: ref("old"), commitId: first.id };
    const made = await call("module.v1.LabelService/CreateOrUpdateLabels", { values: [value] });
    expect(made.labels).toMatchObject([{ name: "old", commitId: first.id }]);
    expect(await labels("ARCHIVE_FILTER_UNARCHIVED_ONLY")).toEqual(["main", "next", "old", "v2"]);
    await call("module.v1.LabelService/ArchiveLabels", { labelRefs: [ref("old")] });
    expect(await labels("ARCHIVE_FILTER_ARCHIVED_ONLY")).toEqual(["old"]);
    expect(await labels("ARCHIVE_FILTER_ALL")).toHaveLength(4);
    await call("module.v1.LabelService/UnarchiveLabels", { labelRefs: [ref("old")] });
    expect(await labels("ARCHIVE_FILTER_ARCHIVED_ONLY")).toEqual([]);
    const got = await call("module.v1.LabelService/GetLabels", { labelRefs: [ref("old"), { id: made.labels[0].id }] });
    expect(got.labels.map((label: Json) => label.name)).toEqual(["old", "old"]);
    const history = await call("module.v1.LabelService/ListLabelHistory", { labelRef: ref("main") });
    expect(history.values.map((each: Json) => each.commit.id)).toEqual([second.id, first.id]);
    expect((await call("module.v1.LabelService/GetLabels", { labelRefs: [ref("none")] })).code).toBe("not_found");
    const astray = { labelRef: ref("x"), commitId: "0".repeat(32) };
    expect((await call("module.v1.LabelService/CreateOrUpdateLabels", { values: [astray] })).code).toBe("not_found");
  });
});

describe("reading", () => {
  const download = (over: object) =>
    call("module.v1.DownloadService/Download", { values: [{ resourceRef: { id: first.id }, ...over }] });

  it.each([
    [{}, ["LICENSE", "a/v1/a.proto"]],
    [{ fileTypes: ["FILE_TYPE_PROTO"] }, ["a/v1/a.proto"]],
    [{ fileTypes: ["FILE_TYPE_LICENSE"] }, ["LICENSE"]],
    [{ paths: ["LICENSE"] }, ["LICENSE"]],
    [{ paths: ["LICENSE", "none"], pathsAllowNotExist: true }, ["LICENSE"]],
  ])("gives the files asked for: %j", async (over, paths) => {
    const { contents } = await download(over);
    expect(contents[0].files.map((each: Json) => each.path).sort()).toEqual(paths);
    expect(contents[0].commit.id).toBe(first.id);
  });

  it("says what is not there", async () => {
    expect((await download({ paths: ["none"] })).code).toBe("not_found");
    expect((await download({ resourceRef: { id: "0".repeat(32) } })).code).toBe("not_found");
    expect((await download({ resourceRef: {} })).code).toBe("invalid_argument");
    expect((await commitOf({ ref: "none" })) ?? "nothing").toBe("nothing");
  });

  it("tells what references lead to, and what commits were built on", async () => {
    const refs = [{ name }, { name: { ...name, labelName: "v2" } }, { id: first.id.replace(/^(.{8})/, "$1-") }];
    const { resources } = await call("module.v1.ResourceService/GetResources", { resourceRefs: refs });
    expect(resources.map((each: Json) => Object.keys(each)[0])).toEqual(["module", "label", "commit"]);
    const { graph } = await call("module.v1.GraphService/GetGraph", { resourceRefs: [{ name }] });
    expect([graph.commits.map((commit: Json) => commit.id), graph.edges ?? []]).toEqual([[second.id], []]);
    const { owners } = await call("owner.v1.OwnerService/GetOwners", { ownerRefs: [{ name: "acme" }] });
    expect(owners[0].organization.name).toBe("acme");
    const byId = await call("owner.v1.OwnerService/GetOwners", { ownerRefs: [{ id: owners[0].organization.id }] });
    expect(byId.owners).toEqual(owners);
    expect((await call("owner.v1.OwnerService/GetOwners", { ownerRefs: [{ id: "0" }] })).code).toBe("not_found");
    expect((await call("owner.v1.UserService/GetCurrentUser", {})).user.name).toBe("anonymous");
    const login = await test.app.inject({
      method: "POST",
      url: "/buf.alpha.registry.v1alpha1.AuthnService/GetCurrentUser",
      payload: {},
    });
    expect(login.json().user.username).toBe("anonymous");
  });
});
