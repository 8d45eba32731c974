/** Counts values into buckets, by labels; a request must not wait for it, so it is plain numbers until it is read. */
export interface Histogram<Labels extends readonly string[]> {
  /** Takes a value under the labels' values. */
  observe(value: number, ...labels: Labels): void;
  /** As Prometheus reads it; each line ends. */
  text(): string;
}

/** How a histogram is called, what it is for, its labels' names and the upper bounds of its buckets, ascending. */
export interface HistogramOptions<Labels extends readonly string[]> {
  readonly name: string;
  readonly help: string;
  readonly labels: { readonly [At in keyof Labels]: string };
  readonly bounds: readonly number[];
}

interface Series {
  readonly labels: readonly string[];
  /** How many values fell into each bucket; the last takes what is above all bounds. */
  readonly counts: Float64Array;
  sum: number;
}

/** Makes an empty histogram; one without labels is told of before it has seen a value. */
export function histogram<Labels extends readonly string[]>(options: HistogramOptions<Labels>): Histogram<Labels> {
  const { bounds } = options;
  const all = new Map<string, Series>();
  const start = (key: string, labels: readonly string[]): Series => {
    const series = { labels: [...labels], counts: new Float64Array(bounds.length + 1), sum: 0 };
    all.set(key, series);
    return series;
  };
  if (options.labels.length === 0) start("", []);
  return {
    observe: (value, ...labels) => {
      const key = labels.join("\0");
      const series = all.get(key) ?? start(key, labels);
      let bucket = 0;
      while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket++;
      series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
      series.sum += value;
    },
    text: () => {
      const head = `# HELP ${options.name} ${options.help}\n# TYPE ${options.name} histogram\n`;
      return head + [...all.values()].map((series) => seriesText(options, series)).join("");
    },
  };
}

function seriesText<Labels extends readonly string[]>(
  { name, labels, bounds }: HistogramOptions<Labels>,
  series: Series,
): string {
  const own = labels.map((label, at) => `${label}="${escaped(series.labels[at] ?? "")}"`);
  const braces = (pairs: readonly string[]) => (pairs.length === 0 ? "" : `{${pairs.join(",")}}`);
  let total = 0;
  const buckets = [...bounds, "+Inf"].map((bound, at) => {
    total += series.counts[at] ?? 0;
    return `${name}_bucket${braces([`le="${bound}"`, ...own])} ${total}\n`;
  });
  return `${buckets.join("")}${name}_sum${braces(own)} ${series.sum}\n${name}_count${braces(own)} ${total}\n`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
