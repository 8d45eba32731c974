import { Worker } from "node:worker_threads";
import type { Write } from "../sql/apply-write.ts";
import type { WatchGroup } from "../sql/group-commit.ts";
import type { Writer } from "../sql/sql-store.ts";
import type { WriterReply, WriterRequest } from "./writer-thread.ts";

interface Waiting {
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Starts the thread; tests start one that they can end. */
export type StartThread = (path: string) => Worker;

const startThread: StartThread = (path) =>
  new Worker(new URL(`./writer-thread${import.meta.url.slice(-3)}`, import.meta.url), { workerData: path });

/**
 * Writes to the database file in a thread, so that waiting for the disk holds up no reader. When the thread ends by itself, what waits is
 * rejected (it may be stored or not: whoever asks again gets the stored answer), as is all that comes later, and `broken` is told.
 */
export function threadWriter(
  path: string,
  watch: WatchGroup,
  broken: (error: Error) => void,
  start: StartThread = startThread,
): Writer {
  const worker = start(path);
  const waiting = new Map<number, Waiting>();
  const ended = new Promise<void>((resolve) => {
    worker.on("exit", (code) => {
      lose(`exit status ${code}`);
      resolve();
    });
  });
  let failure: Error | undefined;
  let isClosing = false;
  let last = 0;

  function lose(reason: string): void {
    if (failure === undefined) {
      failure = new Error(`the writer thread has ended: ${reason}; restart the registry`);
      if (!isClosing) broken(failure);
    }
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  }
  function post(request: WriterRequest): void {
    worker.postMessage(request);
  }

  worker.on("error", (error) => lose(error instanceof Error ? error.message : String(error)));
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
        post({ number: last, write });
        waiting.set(last, { resolve, reject });
      }),
    queued: () => waiting.size,
    isAlive: () => failure === undefined,
    close: async () => {
      isClosing = true;
      post("end");
      await ended;
    },
  };
}
