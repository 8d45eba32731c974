import { expect, it } from "vitest";
import { isCompatError } from "../errors.ts";
import { isUnstable } from "./ignores.ts";
import { readBreakingConfig } from "./read-breaking-config.ts";

it("reads all keys", () => {
  const config = readBreakingConfig({
    version: "v1",
    breaking: {
      use: ["WIRE"],
      except: ["RPC_NO_DELETE"],
      ignore: ["a/b/", "./c.proto"],
      ignore_only: { FIELD_SAME_NAME: ["d"] },
      ignore_unstable_packages: true,
    },
  });
  expect(config).toEqual({
    version: "v1",
    use: ["WIRE"],
    except: ["RPC_NO_DELETE"],
    ignore: ["a/b", "c.proto"],
    ignoreOnly: new Map([["FIELD_SAME_NAME", ["d"]]]),
    ignoreUnstablePackages: true,
    disableBuiltin: false,
  });
});

it("is the default without a section, without a file and without a version", () => {
  for (const document of [undefined, null, {}, { version: "v2" }, { breaking: null }])
    expect(readBreakingConfig(document)).toMatchObject({ version: "v2", use: [], ignore: [] });
});

it("lets a module's own section replace that of all modules, and makes paths relative to the module", () => {
  const document = {
    version: "v2",
    modules: [{ path: "proto" }, { path: "vendor", breaking: { use: ["WIRE"], ignore: ["vendor/x"] } }, null],
    breaking: { use: ["FILE"], ignore: ["proto/a", "vendor/b", "proto"] },
  };
  expect(readBreakingConfig(document, "proto")).toMatchObject({ use: ["FILE"], ignore: [".", "a"] });
  expect(readBreakingConfig(document, "vendor/")).toMatchObject({ use: ["WIRE"], ignore: ["x"] });
});

it.each([
  {},
  { use: [], except: [], ignore: null, ignore_only: {} },
  { ignore_unstable_packages: false, disable_builtin: "no" },
])("lets a module's own section of nothing, %j, give way to that of all modules", (breaking) => {
  const document = { version: "v2", modules: [{ path: "a", breaking }], breaking: { use: ["WIRE"] } };
  expect(readBreakingConfig(document, "a").use).toEqual(["WIRE"]);
});

it("leaves out paths that are not inside the module, a folder around it included", () => {
  const breaking = { ignore: ["proto", ".", "proto/ab"], ignore_only: { NOPE: ["elsewhere"], WIRE: ["proto/a/x"] } };
  expect(readBreakingConfig({ version: "v2", breaking }, "proto/a")).toMatchObject({
    ignore: [],
    ignoreOnly: new Map([["WIRE", ["x"]]]),
  });
});

it("names each id and path once, in order", () => {
  const breaking = { use: ["WIRE", "FILE", "WIRE"], except: ["B", "A", "B"], ignore: ["b", "a/", "./b"] };
  expect(readBreakingConfig({ breaking })).toMatchObject({
    use: ["FILE", "WIRE"],
    except: ["A", "B"],
    ignore: ["a", "b"],
  });
});

it("reads the words of YAML 1.1 as switches", () => {
  for (const word of ["yes", "on", "Y", "true"])
    expect(readBreakingConfig({ breaking: { disable_builtin: word } }).disableBuiltin).toBe(true);
  for (const word of ["no", "off", 1, "1", null])
    expect(readBreakingConfig({ breaking: { disable_builtin: word } }).disableBuiltin).toBe(false);
});

it.each([
  [{ version: "v3" }, 'unknown file version: "v3"'],
  [{ breaking: { nope: true } }, 'unknown field "nope"'],
  [{ breaking: { ignore: ["../x"] } }, "breaking.ignore: invalid path: ../x: is outside the context directory"],
  [{ breaking: { ignore: ["/x"] } }, "breaking.ignore: invalid path: /x: expected to be relative"],
  [{ breaking: { use: "FILE" } }, "breaking.use: expected a list of texts"],
  [{ breaking: [] }, "breaking: expected a mapping"],
  [{ version: "v2", modules: [{ path: ".", breaking: { nope: 1 } }] }, 'unknown field "nope"'],
  [{ version: "v2", modules: ["text"] }, "modules: expected a mapping"],
  ["text", "buf.yaml: expected a mapping"],
])("refuses %j", (document, problem) => {
  const read = () => readBreakingConfig(document);
  expect(read).toThrow(problem);
  try {
    read();
  } catch (error) {
    expect(isCompatError(error) && error.code).toBe("BAD_CONFIG");
  }
});

it("knows unstable packages", () => {
  expect(["a.v1beta1", "a.v1alpha", "a.v1p1beta1", "a.v2test", "a.v1testfoo"].every(isUnstable)).toBe(true);
  expect(["a.v1", "a.v1p1", "v1beta1", "a.beta", "a.v0beta1", "a.v1beta1.b", "a.v1beta0"].some(isUnstable)).toBe(false);
});
