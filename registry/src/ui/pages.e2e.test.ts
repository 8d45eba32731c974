import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { RegistryService } from "@postel/proto/registry";
import type { AxeResults } from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningRegistry, startRegistry } from "../server.ts";
import { compileFolder, uploadOf } from "../testing-support/compile-text.ts";

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
  const upload = uploadOf(await compileFolder(proto, [join(proto, "shop/orders")]));
  await client.publishRelease({ module: "shop/orders", version: "1.0.0", packageName: "@shop/orders", ...upload });
});
afterAll(async () => {
  await browser?.close();
  await registry?.close();
  rmSync(data, { recursive: true });
});

const ADDRESSES = ["/", "/search?q=buyer", "/search?q=nothing", "/e/shop.orders.v2.OrderPlaced", "/e/no.such.Event"];
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
