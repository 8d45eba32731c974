import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { readModel } from "@postel/model";
import { registryOf } from "@postel/proto";
import { RegistryService } from "@postel/proto/registry";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningRegistry, startRegistry } from "../server.ts";
import { compileFolder, compileText, uploadOf } from "../testing-support/compile-text.ts";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = mkdtempSync(join(tmpdir(), "postel-pages-"));
const proto = join(import.meta.dirname, "../../../proto");

let registry: RunningRegistry;
let browser: Browser;

beforeAll(async () => {
  const executablePath = PLACES.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error("no Chromium: install it (apt-get install chromium) or name one in CHROMIUM");
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  registry = await startRegistry({ port: 0, dataDir: data });
  const client = createClient(RegistryService, createConnectTransport({ baseUrl: registry.url, httpVersion: "1.1" }));
  const set = await compileFolder(proto, [join(proto, "shop/orders")]);
  const file = { path: "v2/order_placed.upcast.ts", content: new TextEncoder().encode("export {};") };
  const release = { module: "shop/orders", packageName: "@shop/orders", files: [file] };
  await client.publishRelease({ ...release, ...uploadOf(set), version: "1.0.0" });
  const name = "shop.orders.v2.OrderPlaced";
  const desc = registryOf(set).getMessage(name);
  const schemaDigest = readModel(set).events.find((event) => event.name === name)?.schemaDigest ?? "";
  if (desc === undefined) throw new Error(name);
  const bytes = Uint8Array.from(toBinary(desc, create(desc, { orderId: "o-1", buyerName: "<i>Eve</i>" } as never)));
  await client.addSamples({
    module: "shop/orders",
    samples: [{ event: name, name: "one-line", schemaDigest, data: bytes }],
  });
  const consumes = [{ lineage: "shop.orders.OrderPlaced", event: name, at: "shop.orders.v1.OrderPlaced" }];
  await client.reportUsage({ usage: { service: "shipping", environment: "production", version: "3.1.0", consumes } });
  const hostile = await compileText({ "evil/v1/sent.proto": HOSTILE });
  await client.publishRelease({ module: "evil/module", version: "1.0.0", ...uploadOf(hostile) });
  const more = await compileText({
    "evil/v1/sent.proto": HOSTILE.replace("= 1;", "= 1; // </code><b>\n optional string more = 2;"),
  });
  await client.publishRelease({ module: "evil/module", version: "1.1.0", ...uploadOf(more) });
});
afterAll(async () => {
  await browser?.close();
  await registry?.close();
  rmSync(data, { recursive: true });
});

const HOSTILE = `syntax = "proto3";
package evil.v1;
import "postel/v1/event.proto";
// </title><script>document.title = "taken"</script> <img src=x onerror="document.title = 'taken'">
message Sent {
  option (postel.v1.event) = { topic: "javascript:alert(1)" key: "id" owner: "\\"><script>document.title = 'taken'</script>" };
  // <svg onload="document.title = 'taken'">
  string id = 1;
}
`;
const ADDRESSES = [
  ...["/", "/search?q=buyer", "/search?q=nothing", "/e/shop.orders.v2.OrderPlaced", "/e/no.such.Event"],
  ...["/e/evil.v1.Sent/v/1.0.0", "/e/evil.v1.Sent/diff/1.0.0..1.1.0"],
];
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 360, height: 700 } };

async function open(address: string, options: Parameters<Browser["newContext"]>[0]) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(registry.url)) strangers.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const response = await page.goto(`${registry.url}${address}`);
  return { context, page, strangers, complaints, status: response?.status() };
}

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each(
    ADDRESSES.flatMap((address) => Object.keys(SIZES).map((size) => [address, size as keyof typeof SIZES] as const)),
  )("%s (%s) is accessible and loads nothing from elsewhere", async (address, size) => {
    const { context, page, strangers } = await open(address, { colorScheme, viewport: SIZES[size], bypassCSP: true });
    await page.evaluate(axe);
    const results: AxeResults = await page.evaluate("axe.run()");
    expect(results.violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html)])).toEqual([]);
    expect(results.passes.length).toBeGreaterThan(10);
    expect(strangers).toEqual([]);
    await context.close();
  });
});

it("works without JavaScript, under its own content security policy", async () => {
  const { context, page, complaints, status } = await open("/", { javaScriptEnabled: false });
  expect(status).toBe(200);
  await page.getByRole("searchbox").fill("buyer name");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "shop.orders.v2.OrderPlaced" }).click();
  expect(new URL(page.url()).pathname).toBe("/e/shop.orders.v2.OrderPlaced");
  await page.getByRole("link", { name: "Address", exact: true }).first().click();
  expect(new URL(page.url()).hash).toBe("#type-shop.orders.v2.Address");
  expect(complaints).toEqual([]);
  await context.close();
});

it("leads to the search box by key, under its own content security policy", async () => {
  const { context, page, complaints } = await open("/e/shop.orders.v2.OrderPlaced", {});
  for (const key of ["/", "Control+k"]) {
    await page.locator("body").click({ position: { x: 1, y: 1 } });
    await page.keyboard.press(key);
    expect(await page.evaluate("document.activeElement.id")).toBe("q");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("a/b");
  expect(await page.getByRole("searchbox").inputValue()).toBe("a/b");
  expect(complaints).toEqual([]);
  await context.close();
});

it("shows how an event is used, upcast and exemplified, with a twin in JSON that says the same", async () => {
  const { context, page } = await open("/e/shop.orders.v2.OrderPlaced", {});
  const text = await page.locator("main").textContent();
  expect(text).toContain("npm install @shop/orders@^1.0.0");
  expect(text).toContain('from "@shop/orders/v2/order-placed"');
  expect(text).toContain("old.customer_first_name + ' ' + old.customer_last_name");
  expect(text).toContain("a function of the release");
  expect(await page.getByRole("row", { name: /shipping 3\.1\.0 production/ }).textContent()).toContain(
    "shop.orders.v2.OrderPlaced, as shop.orders.v1.OrderPlaced",
  );
  await page.getByText("one-line").click();
  expect(await page.locator("#samples pre").textContent()).toContain('"buyerName": "<i>Eve</i>"');
  const twin = await (await fetch(`${registry.url}/e/shop.orders.v2.OrderPlaced.json`)).json();
  expect(twin).toMatchObject({
    services: [{ service: "shipping", reads: "shop.orders.v2.OrderPlaced", at: "shop.orders.v1.OrderPlaced" }],
    samples: [{ name: "one-line", versions: ["1.0.0"] }],
    upcasting: [{ from: "shop.orders.v1.OrderPlaced", to: "shop.orders.v2.OrderPlaced" }],
  });
  await context.close();
});

it("shows every release under its own address, and what changed between two", async () => {
  const { context, page } = await open("/e/evil.v1.Sent", {});
  await page.getByRole("link", { name: "since 1.0.0" }).click();
  expect(new URL(page.url()).pathname).toBe("/e/evil.v1.Sent/diff/1.0.0..1.1.0");
  expect(await page.getByRole("row", { name: /evil\.v1\.Sent\.more/ }).textContent()).toContain("minor");
  const json = await (await fetch(`${registry.url}/e/evil.v1.Sent/diff/1.0.0..1.1.0.json`)).json();
  expect(json).toMatchObject({ from: "1.0.0", to: "1.1.0", bump: "minor" });
  for (const [address, status] of [
    ["/e/evil.v1.Sent/v/1.0.0", 200],
    ["/e/evil.v1.Sent/v/1.0.0.json", 200],
    ["/e/evil.v1.Sent/v/7.0.0", 404],
    ["/e/evil.v1.Sent/v/7.0.0.json", 404],
    ["/e/evil.v1.Sent/diff/1.0.0", 404],
    ["/e/evil.v1.Sent/diff/..1.json", 404],
    ["/e/toString", 404],
  ] as const)
    expect((await fetch(registry.url + address)).status, address).toBe(status);
  const old = await (await fetch(`${registry.url}/e/evil.v1.Sent/v/1.0.0.json`)).json();
  expect(old.types[0].fields.map((field: { name: string }) => field.name)).toEqual(["id"]);
  await context.close();
});

it.each(["/", "/e/evil.v1.Sent", "/search?q=evil", "/e/evil.v1.Sent/diff/1.0.0..1.1.0"])(
  "runs nothing that a schema says: %s",
  async (address) => {
    const { context, page, complaints } = await open(address, { bypassCSP: true });
    await page.waitForLoadState("networkidle");
    expect(await page.title()).not.toBe("taken");
    expect(await page.locator("main script, main img, main svg, main b").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
