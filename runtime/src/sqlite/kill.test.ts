import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";

const WORKER = join(import.meta.dirname, "../test-support/order-worker.ts");
const ORDERS = 120;

/** Runs the worker and kills it (SIGKILL) in the middle of its handler number `orders`; gives how it ended. */
async function runAndKill(path: string, orders: number): Promise<string | number | null> {
  const worker = spawn(process.execPath, ["-C", "@postel/source", WORKER, path, String(ORDERS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let begun = 0;
  worker.stdout.setEncoding("utf8").on("data", (text: string) => {
    begun += text.split("\n").length - 1;
    if (begun >= orders) worker.kill("SIGKILL");
  });
  const [code, signal] = await once(worker, "close");
  return signal ?? code;
}

it("loses nothing and doubles nothing when the process is killed again and again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postel-kill-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "orders.db");

  for (const orders of [1, 17, 40]) expect(await runAndKill(path, orders)).toBe("SIGKILL");
  expect(await runAndKill(path, Number.POSITIVE_INFINITY)).toBe(0);

  const database = new DatabaseSync(path, { readOnly: true });
  const all = Array.from({ length: ORDERS }, (_, at) => `${at}`).toSorted();
  for (const table of ["invoices", "lines"]) {
    const rows = database.prepare(`SELECT order_id FROM ${table}`).all();
    expect(rows.map((row) => String(row.order_id)).toSorted()).toEqual(all);
  }
  database.close();
});
