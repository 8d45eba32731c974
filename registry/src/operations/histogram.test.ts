import fc from "fast-check";
import { Histogram, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { histogram } from "./histogram.ts";

const BOUNDS = [0.001, 0.01, 0.1, 1];
const name = "seconds";
const help = "How long it took";

describe("a histogram", () => {
  it("counts a value into the first bucket whose bound it does not pass, and adds up", () => {
    const seen = histogram<[string]>({ name, help, labels: ["route"], bounds: [1, 2] });
    for (const value of [1, 1.5, 2, 7]) seen.observe(value, "/a");
    expect(seen.text()).toBe(
      [
        "# HELP seconds How long it took",
        "# TYPE seconds histogram",
        'seconds_bucket{le="1",route="/a"} 1',
        'seconds_bucket{le="2",route="/a"} 3',
        'seconds_bucket{le="+Inf",route="/a"} 4',
        'seconds_sum{route="/a"} 11.5',
        'seconds_count{route="/a"} 4',
        "",
      ].join("\n"),
    );
  });

  it("says nothing of labels that it has not seen, but is there from the start without labels", async () => {
    expect(
      histogram<[string]>({ name, help, labels: ["a"], bounds: [1] })
        .text()
        .split("\n"),
    ).toHaveLength(3);
    const register = new Registry();
    const theirs = new Histogram({ name, help, buckets: [1], registers: [register] });
    const ours = histogram({ name, help, labels: [], bounds: [1] });
    expect(ours.text()).toBe(await register.metrics());
    theirs.observe(0.5);
    ours.observe(0.5);
    expect(ours.text()).toBe(await register.metrics());
  });

  it("keeps labels apart, whatever they are called", () => {
    const seen = histogram<[string, string]>({ name, help, labels: ["a", "b"], bounds: [] });
    for (const [a, b] of [
      ["x", "y"],
      ["xy", ""],
      ["", "xy"],
      ["__proto__", "constructor"],
      ['"', "\\\n"],
    ] as const)
      seen.observe(1, a, b);
    expect(seen.text()).toContain('seconds_count{a="__proto__",b="constructor"} 1');
    expect(seen.text()).toContain('seconds_count{a="\\"",b="\\\\\\n"} 1');
    expect(seen.text().match(/_count\{.*\} 1$/gm)).toHaveLength(5);
  });

  it("reads as the client of Prometheus writes it", async () => {
    const value = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(...BOUNDS));
    const label = fc.constantFrom("", "GET", "/e/:name", 'a"b', "c\\d", "e\nf");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, label, label), { maxLength: 30 }), async (values) => {
        const register = new Registry();
        const theirs = new Histogram({ name, help, labelNames: ["a", "b"], buckets: BOUNDS, registers: [register] });
        const ours = histogram<[string, string]>({ name, help, labels: ["a", "b"], bounds: BOUNDS });
        for (const [seconds, a, b] of values) {
          theirs.observe({ a, b }, seconds);
          ours.observe(seconds, a, b);
        }
        expect(ours.text()).toBe(await register.metrics());
      }),
    );
  });
});
