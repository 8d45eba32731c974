import { celEnv, parse, plan } from "@bufbuild/cel";
import { create, createRegistry, type DescFile, getOption, type Message } from "@bufbuild/protobuf";
import type { GenFile, GenMessage } from "@bufbuild/protobuf/codegenv2";
import { field } from "@postel/proto";
import { compare, median, rounded } from "./measure.ts";

/** How many times faster than the interpreter a printed expression is, with the step around it. */
interface Row {
  readonly event: string;
  readonly nanoseconds: number;
  readonly faster: number;
}

const SAMPLES: Readonly<Record<string, object>> = {
  Concat: { first: "Ada", last: "Lovelace" },
  Reckon: { total: 119000n, tax: 19000n },
  Choose: { weight: 2000, region: "EU-north" },
  Make: { cents: 1999n },
  Each: { lines: [1n, 200n, 3n, 400n, 500n].map((cents) => ({ sku: `sku-${cents}`, cents })) },
  When: { at: { seconds: 1_700_000_000n, nanos: 5 }, took: { seconds: 3600n, nanos: 0 } },
};

/** Compares steps made of one printed expression with the interpreter of @bufbuild/cel. */
export async function benchExpressions(): Promise<{ rows: Row[]; faster: number }> {
  const before = (await import("./dist/formula/v1/formula_pb.ts")) as unknown as Record<string, GenMessage<Message>>;
  const after = (await import("./dist/formula/v2/formula_pb.ts")) as unknown as Record<
    string,
    GenFile | GenMessage<Message>
  >;
  const steps = (await import("./dist/formula/v2/formula_upcast.ts")) as unknown as Record<
    string,
    (old: Message) => Message
  >;
  const files = [before.file_formula_v1_formula, after.file_formula_v2_formula] as unknown as DescFile[];
  const environment = celEnv({ namespace: "formula.v2", registry: createRegistry(...files) });
  const rows = Object.entries(SAMPLES).map(([event, init]): Row => {
    const old = create(before[`${event}Schema`] as GenMessage<Message>, init);
    const target = (after[`${event}Schema`] as GenMessage<Message>).fields.find(({ name }) => name === "value");
    const text = target === undefined ? "" : getOption(target, field).upcast;
    const interpret = plan(environment, parse(text));
    const step = steps[`upcast${event}FromV1`] as (old: Message) => Message;
    const { ours, ratio } = compare(
      () => step(old),
      () => interpret({ old }),
    );
    return { event, nanoseconds: Math.round(ours), faster: rounded(1 / ratio) };
  });
  return { rows, faster: median(rows.map(({ faster }) => faster)) };
}
