import { create } from "@bufbuild/protobuf";
import { CodeGeneratorRequestSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { isPluginError } from "./errors.ts";
import { generate } from "./generate.ts";
import type { PluginName } from "./plugin-name.ts";
import { requestFor } from "./request/request-for.ts";
import { compileProtos, protoFile } from "./test-support/compile-protos.ts";

const EVENT = "option (postel.v1.event)";
const set = compileProtos({
  "shop/v1/a.proto": protoFile(
    "shop.v1",
    `message Placed { ${EVENT} = { key: "id" }; string id = 1; }
     message Gone { ${EVENT} = { retired: true }; }
     message Plain {}`,
  ),
  "shop/v1beta1/b.proto": protoFile("shop.v1beta1", `message Placed { ${EVENT} = {}; }`),
  "bad/v1/bad.proto": protoFile("bad.v1", `message Bad { ${EVENT} = { key: "nope" }; }`),
});
const GOOD = ["shop/v1/a.proto", "shop/v1beta1/b.proto"];

const run = (plugin: PluginName, parameter: string, targets = GOOD) =>
  generate(plugin, requestFor(set, targets, parameter));

describe("generate", () => {
  it("gives the same files for the same request, whatever ran before", async () => {
    const parameter = "import_extension=js,module=shop";
    const first = await run("upcasters", parameter);
    await run("producers", "emits=shop.v1.Placed,import_extension=none");
    expect(await run("upcasters", parameter)).toEqual(first);
    expect(await run("upcasters", `target=ts,${parameter}`)).toEqual(first);
  });

  it("does not depend on the order of files or options", async () => {
    const reversed = requestFor(
      { files: [...set.files] },
      GOOD.toReversed(),
      "emits=shop.v1.Placed,emits=shop.v1beta1.Placed",
    );
    const [a] = await generate("producers", reversed);
    const [b] = await run("producers", "emits=shop.v1beta1.Placed,emits=shop.v1.Placed");
    const body = (text = "") => text.slice(text.indexOf("import"));
    expect(body(a?.content)).toBe(body(b?.content));
  });

  it("prints nothing for a service that emits and consumes nothing", async () => {
    expect([...(await run("producers", "")), ...(await run("consumers", ""))]).toEqual([]);
  });

  it("prints no publish function for what is not emitted", async () => {
    const [file] = await run("producers", "emits=shop.v1.Placed");
    expect(file?.content).toContain("publishPlaced");
    expect(file?.content).not.toContain("Gone");
  });

  it.each<[PluginName, string, string, string]>([
    ["producers", "emits=shop.v1.Gone", "event_retired", "the event is retired"],
    ["producers", "emits=shop.v1.Plain", "event_unknown", "There are bad.v1.Bad, shop.v1.Gone, shop.v1.Placed"],
    ["producers", "emits=shop.Placed", "event_unknown", "Did you mean shop.v1.Placed, shop.v1beta1.Placed?"],
    ["consumers", "consumes=shop.v1.Placed", "lineage_unknown", "Did you mean shop.Placed"],
    ["consumers", "consumes=shop.Placed@v7", "major_unknown", "the lineage has v1 only"],
    ["consumers", "consumes=@", "option_invalid", "say a lineage"],
    ["consumers", "ts_nocheck=maybe", "option_invalid", "`ts_nocheck=maybe` is not valid"],
    ["upcasters", "target=js", "target_unsupported", "Say `target=ts`"],
  ])("refuses %s with %s", async (plugin, parameter, code, message) => {
    const error = await run(plugin, parameter).catch((thrown: unknown) => thrown);
    expect(isPluginError(error) && error.code).toBe(code);
    expect(String(error)).toContain(message);
  });

  it("refuses schemas that are wrong, at their place, but not because of others' files", async () => {
    const error = run("upcasters", "", ["bad/v1/bad.proto"]);
    await expect(error).rejects.toThrow(/bad\/v1\/bad\.proto:\d+:\d+: bad\.v1\.Bad says key "nope"/);
    await expect(run("upcasters", "")).resolves.not.toEqual([]);
  });

  it("refuses to write outside the output folder", async () => {
    const file = create(CodeGeneratorRequestSchema, {
      fileToGenerate: ["../../evil.proto"],
      protoFile: [...set.files.map(({ descriptor }) => descriptor)].map((proto) =>
        proto.name === "shop/v1/a.proto" ? { ...proto, name: "../../evil.proto" } : proto,
      ),
    });
    await expect(generate("upcasters", file)).rejects.toMatchObject({ code: "path_unsafe" });
  });
});
