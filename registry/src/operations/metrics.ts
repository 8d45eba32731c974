import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { compilerLoad } from "../service/compilers.ts";
import type { WatchGroup } from "../store/sql/group-commit.ts";
import type { StoreCounts } from "../store/store.ts";
import type { Watch } from "../store/watch-store.ts";

/** What a registry counts, for Prometheus. */
export interface Metrics {
  /** Takes an answered request; `route` is its pattern, never its address, so that there are few of them. */
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly store: Watch;
  /** Takes a group of writes that became durable, or failed, together. */
  readonly group: WatchGroup;
  /** Reads how full the store is whenever Prometheus asks. */
  readonly measure: (store: MeasuredStore) => void;
  /** The text that Prometheus reads. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** What the gauges read of the store when Prometheus asks. */
export interface MeasuredStore {
  queuedWrites(): number;
  counts(): Promise<StoreCounts>;
}

/** From half a millisecond to ten seconds. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64];

/** Starts counting; `version` is the program's. */
export function createMetrics(version: string): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[], buckets = SECONDS) =>
    new Histogram({ name, help, labelNames, buckets, registers: [register] });
  const requests = histogram(
    "postel_http_request_duration_seconds",
    "Time from a request's headers to the end of its answer, by pattern of the address and class of the status",
    ["method", "route", "status"],
  );
  const operations = histogram(
    "postel_store_operation_duration_seconds",
    "Time of an operation of the store; a write ends when it is durable",
    ["operation", "outcome"],
  );
  const groups = histogram("postel_store_group_writes", "Writes that shared one commit", [], GROUP_SIZES);
  const commits = histogram("postel_store_group_duration_seconds", "Time of a commit with all its writes", []);
  observeCompilers(register);
  new Gauge({ name: "postel_build_info", help: "1", labelNames: ["version"], registers: [register] }).set(
    { version },
    1,
  );
  return {
    request: (method, route, status, seconds) =>
      requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds),
    store: (operation, seconds, succeeded) =>
      operations.observe({ operation, outcome: succeeded ? "ok" : "failed" }, seconds),
    group: (writes, seconds) => {
      groups.observe(writes);
      commits.observe(seconds);
    },
    measure: (store) => {
      gauge(register, "postel_store_queued_writes", "Writes that wait to become durable", () => store.queuedWrites());
      observeCounts(register, store);
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

/** A store that fails must not take the other numbers along: its own are left out. */
function observeCounts(register: Registry, store: MeasuredStore): void {
  const stored = new Gauge({
    name: "postel_stored",
    help: "What is stored, by kind",
    labelNames: ["kind"],
    registers: [register],
    async collect() {
      stored.reset();
      const counts = await store.counts().catch(() => ({}));
      for (const [kind, count] of Object.entries(counts)) stored.set({ kind }, count);
    },
  });
}

function observeCompilers(register: Registry): void {
  gauge(register, "postel_compilers_running", "Compilers that run", () => compilerLoad().running);
  gauge(register, "postel_compilers_waiting", "Requests that wait for a compiler", () => compilerLoad().waiting);
  total(register, "postel_compilations_total", "Compilers started", () => compilerLoad().started);
  total(register, "postel_compilations_refused_total", "Requests refused because too many waited", () => {
    return compilerLoad().refused;
  });
  total(register, "postel_compilation_seconds_total", "Time that compilers ran", () => compilerLoad().ranSeconds);
  total(register, "postel_compilation_wait_seconds_total", "Time that requests waited for a compiler", () => {
    return compilerLoad().waitedSeconds;
  });
}

function gauge(register: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [register],
    collect() {
      this.set(read());
    },
  });
}

/** A counter that is counted elsewhere. */
function total(register: Registry, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [register],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}
