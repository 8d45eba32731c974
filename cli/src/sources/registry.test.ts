import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { type DescriptorSet, schemaFile, writeDescriptorSet } from "@postel/proto";
import { RegistryService } from "@postel/proto/registry";
import { afterEach, expect, it } from "vitest";
import { openRegistry } from "./registry.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(routes: (router: ConnectRouter) => void): Promise<string> {
  server = createServer(connectNodeAdapter({ routes }));
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const set: DescriptorSet = {
  files: [
    schemaFile("b.proto", Buffer.from("0a07622e70726f746f", "hex"), false),
    schemaFile("a.proto", Buffer.from("0a07612e70726f746f", "hex"), false),
  ],
};

it("finds the newest release and marks what is not the module's", async () => {
  const url = await serve(({ service }) =>
    service(RegistryService, {
      resolveRelease: () => ({ release: { module: "shop/orders", version: "1.2.0" } }),
      getRelease: () => ({
        release: { version: "1.2.0" },
        descriptorSet: writeDescriptorSet(set),
        targets: ["a.proto"],
      }),
    }),
  );
  const found = await openRegistry(url).find("shop/orders");
  expect(found?.release.version).toBe("1.2.0");
  expect(found?.set.files.map((file) => [file.path, file.isImport])).toEqual([
    ["b.proto", true],
    ["a.proto", false],
  ]);
});

it("reads all pages", async () => {
  const url = await serve(({ service }) =>
    service(RegistryService, {
      listModules: ({ pageToken }) =>
        pageToken === "" ? { modules: [{ name: "a" }], nextPageToken: "2" } : { modules: [{ name: "b" }] },
    }),
  );
  expect(await openRegistry(url).modules()).toEqual(["a", "b"]);
});

it("takes not found for an answer", async () => {
  const missing = () => {
    throw new ConnectError("no such thing", Code.NotFound);
  };
  const url = await serve(({ service }) => service(RegistryService, { resolveRelease: missing, getEvent: missing }));
  expect(await openRegistry(url).find("shop/orders")).toBeUndefined();
  expect(await openRegistry(url).event("shop.X")).toBeUndefined();
});

it("says what a registry refuses, and what to do", async () => {
  const url = await serve(({ service }) =>
    service(RegistryService, {
      publishRelease: () => {
        throw new ConnectError("1.0.0 was released before", Code.AlreadyExists);
      },
    }),
  );
  await expect(openRegistry(url).publish({ module: "m" })).rejects.toMatchObject({
    code: "REGISTRY_REFUSED",
    exit: 1,
    message: expect.stringContaining("1.0.0 was released before"),
    next: expect.stringContaining("run the release again"),
  });
});

it("says when nobody listens", async () => {
  await expect(openRegistry("http://127.0.0.1:1").modules()).rejects.toMatchObject({
    code: "REGISTRY_UNREACHABLE",
    exit: 1,
    why: expect.stringMatching(/ECONNREFUSED|bad port/),
  });
});

it("refuses what is no URL", () => {
  expect(() => openRegistry("localhost:80")).toThrow(/no URL/);
});

it("sends a token where there is one", async () => {
  const seen: (string | null)[] = [];
  const url = await serve(({ service }) =>
    service(RegistryService, {
      listModules: (_request, { requestHeader }) => {
        seen.push(requestHeader.get("authorization"));
        return {};
      },
    }),
  );
  await openRegistry(url, "secret").modules();
  await openRegistry(url, "").modules();
  expect(seen).toEqual(["Bearer secret", null]);
});
