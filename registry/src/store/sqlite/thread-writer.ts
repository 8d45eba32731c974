import { Worker } from "node:worker_threads";
import type { Write } from "../sql/apply-write.ts";
import type { WatchGroup } from "../sql/group-commit.ts";
import type { Writer } from "../sql/sql-store.ts";
import type { WriterReply, WriterRequest } from "./writer-thread.ts";

interface Waiting {
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Starts a thread that writes to the database file, so that waiting for the disk holds up no reader. */
export function threadWriter(path: string, watch: WatchGroup): Writer {
  const worker = new Worker(new URL(`./writer-thread${import.meta.url.slice(-3)}`, import.meta.url), {
    workerData: path,
  });
  const waiting = new Map<number, Waiting>();
  const ended = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      failAll(new Error("the writer thread has ended"));
      resolve();
    });
  });
  let failure: unknown;
  let last = 0;

  function failAll(reason: unknown): void {
    failure = reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  }
  function post(request: WriterRequest): void {
    worker.postMessage(request);
  }

  worker.on("error", failAll);
  worker.on("message", (reply: WriterReply) => {
    if (reply.kind === "group") return watch(reply.writes, reply.seconds);
    const caller = waiting.get(reply.number);
    waiting.delete(reply.number);
    if (reply.kind === "done") caller?.resolve(reply.outcome);
    else caller?.reject(Object.assign(new Error(reply.message), reply.codes));
  });
  return {
    submit: (write: Write) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        last++;
        waiting.set(last, { resolve, reject });
        post({ number: last, write });
      }),
    queued: () => waiting.size,
    close: async () => {
      post("end");
      await ended;
    },
  };
}
