import { parentPort, workerData } from "node:worker_threads";
import { applyWrite, type Write } from "../sql/apply-write.ts";
import { groupCommit } from "../sql/group-commit.ts";
import { openDatabase } from "./open-database.ts";

/** What the thread is asked: a write with a number to answer under, or to end. */
export type WriterRequest = { readonly number: number; readonly write: Write } | "end";

/** What it answers. */
export type WriterReply = { readonly number: number } & (
  | { readonly kind: "done"; readonly outcome: unknown }
  | { readonly kind: "failed"; readonly message: string }
);

const { db, close } = await openDatabase(workerData as string);
const writes = groupCommit(db, applyWrite);

parentPort?.on("message", async (request: WriterRequest) => {
  if (request === "end") {
    await writes.drain();
    await close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(await carryOut(request.number, request.write));
});

async function carryOut(number: number, write: Write): Promise<WriterReply> {
  try {
    return { number, kind: "done", outcome: await writes.submit(write) };
  } catch (reason) {
    return { number, kind: "failed", message: reason instanceof Error ? reason.message : String(reason) };
  }
}
