import { parentPort, workerData } from "node:worker_threads";
import { applyWrite, type Write } from "../sql/apply-write.ts";
import { groupCommit } from "../sql/group-commit.ts";
import { openDatabase } from "./open-database.ts";

/** What the thread is asked: a write with a number to answer under, or to end. */
export type WriterRequest = { readonly number: number; readonly write: Write } | "end";

/** What it answers, and what it tells of each group of writes. */
export type WriterReply =
  | { readonly kind: "done"; readonly number: number; readonly outcome: unknown }
  | { readonly kind: "failed"; readonly number: number; readonly message: string; readonly codes: ErrorCodes }
  | { readonly kind: "group"; readonly writes: number; readonly seconds: number };

/** What SQLite's errors say beside their message, which a message between threads would lose. */
interface ErrorCodes {
  readonly code?: unknown;
  readonly errcode?: unknown;
}

const { db, close } = await openDatabase(workerData as string);
const writes = groupCommit(db, applyWrite, (count, seconds) => reply({ kind: "group", writes: count, seconds }));

parentPort?.on("message", async (request: WriterRequest) => {
  if (request === "end") {
    await writes.drain();
    await close();
    parentPort?.close();
    return;
  }
  reply(await carryOut(request.number, request.write));
});

function reply(message: WriterReply): void {
  parentPort?.postMessage(message);
}

async function carryOut(number: number, write: Write): Promise<WriterReply> {
  try {
    return { kind: "done", number, outcome: await writes.submit(write) };
  } catch (reason) {
    const { code, errcode } = reason as ErrorCodes;
    const message = reason instanceof Error ? reason.message : String(reason);
    return { kind: "failed", number, message, codes: { code, errcode } };
  }
}
