import { schemaFile } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { filesAt } from "./files-at.ts";

const set = (...paths: string[]) => ({ files: paths.map((path) => schemaFile(path, new Uint8Array(), false)) });
const later = set("shop/orders/v2/order.proto", "shop/orders/v1/order.proto", "shop/money.proto", "top.proto");
const earlier = set("shop/gone/v1/gone.proto");
const imports = { files: [schemaFile("google/type/money.proto", new Uint8Array(), true)] };

const wantedBy = (...paths: string[]) => {
  const isWanted = filesAt(paths, [later, earlier, imports], "proto");
  return [later, earlier, imports]
    .flatMap(({ files }) => files.map(({ path }) => path))
    .filter((path) => isWanted?.(path));
};

describe("what --path names", () => {
  it.each([
    ["a file", "shop/money.proto", ["shop/money.proto"]],
    ["a folder", "shop/orders", ["shop/orders/v2/order.proto", "shop/orders/v1/order.proto"]],
    ["a folder with a slash", "shop/orders/v2/", ["shop/orders/v2/order.proto"]],
    ["a folder that only the earlier source has", "shop/gone", ["shop/gone/v1/gone.proto"]],
    ["a path from where the shell stands", "new/proto/shop/orders/v1", ["shop/orders/v1/order.proto"]],
    ["a path from further away", "../../elsewhere/proto/top.proto", ["top.proto"]],
    ["an absolute path", "/home/me/proto/shop/orders/v2/order.proto", ["shop/orders/v2/order.proto"]],
    ["a path with dots in it", "./shop/../shop/./money.proto", ["shop/money.proto"]],
  ])("%s", (_what, path, found) => {
    expect(wantedBy(path)).toEqual(found);
  });

  it("is everything for the source itself, and what several paths name together", () => {
    expect(wantedBy(".")).toHaveLength(6);
    expect(wantedBy("top.proto", "shop/gone")).toEqual(["top.proto", "shop/gone/v1/gone.proto"]);
  });

  it("is told apart from names that only begin alike", () => {
    expect(() => wantedBy("shop/order")).toThrow("proto has no .proto file at shop/order");
    expect(() => wantedBy("hop/orders")).toThrow("proto has no .proto file at hop/orders");
  });

  it("is not looked for in what is only imported, and nothing is asked without paths", () => {
    expect(() => wantedBy("google/type")).toThrow("no .proto file at google/type");
    expect(filesAt([], [later], "proto")).toBeUndefined();
  });
});
