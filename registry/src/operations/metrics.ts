import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { compilerLoad } from "../service/compilers.ts";
import type { WatchGroup } from "../store/sql/group-commit.ts";
import type { StoreCounts } from "../store/store.ts";
import type { Watch } from "../store/watch-store.ts";
import { histogram } from "./histogram.ts";

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
/** Classes of HTTP statuses by their first digit. */
const CLASSES = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];
const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64];

/** Starts counting; `version` is the program's. */
export function createMetrics(version: string): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = histogram<[string, string, string]>({
    name: "postel_http_request_duration_seconds",
    help: "Time from a request's headers to the end of its answer, by pattern of the address and class of the status",
    labels: ["method", "route", "status"],
    bounds: SECONDS,
  });
  const operations = histogram<[string, string]>({
    name: "postel_store_operation_duration_seconds",
    help: "Time of an operation of the store; a write ends when it is durable",
    labels: ["operation", "outcome"],
    bounds: SECONDS,
  });
  const groups = histogram({
    ...{ name: "postel_store_group_writes", help: "Writes that shared one commit", labels: [], bounds: GROUP_SIZES },
  });
  const commits = histogram({
    name: "postel_store_group_duration_seconds",
    help: "Time of a commit with all its writes",
    labels: [],
    bounds: SECONDS,
  });
  const histograms = [requests, operations, groups, commits];
  observeCompilers(register);
  new Gauge({ name: "postel_build_info", help: "1", labelNames: ["version"], registers: [register] }).set(
    { version },
    1,
  );
  return {
    request: (method, route, status, seconds) =>
      requests.observe(seconds, method, route, CLASSES[Math.floor(status / 100)] ?? "other"),
    store: (operation, seconds, succeeded) => operations.observe(seconds, operation, succeeded ? "ok" : "failed"),
    group: (writes, seconds) => {
      groups.observe(writes);
      commits.observe(seconds);
    },
    measure: (store) => {
      gauge(register, "postel_store_queued_writes", "Writes that wait to become durable", () => store.queuedWrites());
      observeCounts(register, store);
    },
    text: async () => histograms.map((each) => each.text()).join("") + (await register.metrics()),
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
