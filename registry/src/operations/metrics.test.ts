import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../testing-support/test-app.ts";
import { createMetrics } from "./metrics.ts";

const empty = { modules: 0, releases: 0, events: 0, schemas: 0, commits: 0, packages: 0 };
const lines = async (metrics: { text(): Promise<string> }, start: string) =>
  (await metrics.text()).split("\n").filter((line) => line.startsWith(start));

describe("metrics", () => {
  it("count requests by route and class of status", async () => {
    const metrics = createMetrics("1.2.3");
    metrics.request("GET", "/e/:name", 200, 0.004);
    metrics.request("GET", "/e/:name", 204, 0.2);
    metrics.request("POST", "none", 404, 0.001);
    expect(await lines(metrics, "postel_http_request_duration_seconds_count")).toEqual([
      'postel_http_request_duration_seconds_count{method="GET",route="/e/:name",status="2xx"} 2',
      'postel_http_request_duration_seconds_count{method="POST",route="none",status="4xx"} 1',
    ]);
    expect(await lines(metrics, 'postel_http_request_duration_seconds_bucket{le="0.005"')).toHaveLength(2);
    expect(await lines(metrics, "postel_build_info")).toEqual(['postel_build_info{version="1.2.3"} 1']);
  });

  it("time the store's operations and the groups of its writes", async () => {
    const metrics = createMetrics("0");
    metrics.store("subjects.register", 0.002, true);
    metrics.store("subjects.register", 0.002, false);
    metrics.group(16, 0.01);
    metrics.group(3, 0.01);
    expect(await lines(metrics, "postel_store_operation_duration_seconds_count")).toEqual([
      'postel_store_operation_duration_seconds_count{operation="subjects.register",outcome="ok"} 1',
      'postel_store_operation_duration_seconds_count{operation="subjects.register",outcome="failed"} 1',
    ]);
    expect(await lines(metrics, "postel_store_group_writes_sum")).toEqual(["postel_store_group_writes_sum 19"]);
    expect(await lines(metrics, "postel_store_group_writes_count")).toEqual(["postel_store_group_writes_count 2"]);
  });

  it("read the store when asked, and leave out what it does not tell", async () => {
    const metrics = createMetrics("0");
    let releases: number | undefined = 7;
    metrics.measure({
      queuedWrites: () => 5,
      counts: async () => {
        if (releases === undefined) throw new Error("connection terminated");
        return { ...empty, releases };
      },
    });
    expect(await lines(metrics, "postel_store_queued_writes")).toEqual(["postel_store_queued_writes 5"]);
    expect(await lines(metrics, "postel_stored{")).toContain('postel_stored{kind="releases"} 7');
    releases = undefined;
    expect(await lines(metrics, "postel_stored{")).toEqual([]);
    expect(await lines(metrics, "process_cpu_seconds_total")).toHaveLength(1);
  });

  it("tell of the compilers without adding up what was told before", async () => {
    const metrics = createMetrics("0");
    const first = await lines(metrics, "postel_compil");
    expect(first).toHaveLength(6);
    expect(await lines(metrics, "postel_compil")).toEqual(first);
  });
});

describe("a registry with metrics", () => {
  const metrics = createMetrics("0");
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ metrics });
  });
  afterAll(() => test.close());

  it("serves them, with routes instead of addresses", async () => {
    await test.app.inject("/e/secret.Name");
    await test.app.inject("/e/other.Name?token=hidden");
    await test.app.inject("/confluent/subjects/name-of-subject/versions");
    await test.app.inject({ method: "POST", url: "/made-up/by-a-stranger" });
    const { headers, body } = await test.app.inject("/metrics");
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toContain('_count{method="GET",route="/e/:name",status="4xx"} 2');
    expect(body).toContain('_count{method="GET",route="/confluent/subjects/:subject/versions",status="4xx"} 1');
    expect(body).toContain('_count{method="POST",route="none",status="4xx"} 1');
    expect(body).not.toMatch(/secret|hidden|name-of-subject|made-up/);
  });
});
