import { create, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Lineage } from "@postel/runtime/gen/v1";
import { compare, median, rounded } from "./measure.ts";
import { SHAPES, type Shape, SIZES, sample } from "./samples.ts";

/** Ratios of one shape at one size. */
interface Row {
  readonly shape: Shape;
  readonly bytes: number;
  /** What a generated step takes. */
  readonly nanoseconds: number;
  /** A generated step against the same step written by hand. */
  readonly step: number;
  /** Decoding and two generated steps against decoding alone. */
  readonly chain: number;
}

type Step = (old: Message) => Message;

/** Compares generated steps with hand-written ones and with decoding. */
export async function benchSteps(): Promise<{ rows: Row[]; step: number; chain: number }> {
  const written = (await import("./hand-written.ts")) as unknown as Record<Shape, Step>;
  const rows: Row[] = [];
  for (const shape of SHAPES) for (const size of SIZES) rows.push(await benchShape(shape, size, written[shape]));
  return { rows, step: median(rows.map(({ step }) => step)), chain: median(rows.map(({ chain }) => chain)) };
}

async function benchShape(shape: Shape, size: number, byHand: Step): Promise<Row> {
  const name = shape.slice(0, 1).toUpperCase() + shape.slice(1);
  const messages = (await import(`./dist/${shape}/v1/${shape}_pb.ts`)) as Record<string, GenMessage<Message>>;
  const steps = (await import(`./dist/${shape}/v2/${shape}_upcast.ts`)) as Record<string, Step>;
  const events = (await import(`./dist/${shape}/v3/${shape}_event.ts`)) as Record<string, Lineage>;
  const schema = messages[`${name}Schema`] as GenMessage<Message>;
  const generated = steps[`upcast${name}FromV1`] as Step;
  const read = events[`${shape}Lineage`]?.readers[0]?.upcast as Step;
  const bytes = toBinary(schema, create(schema, sample(shape, size)));
  const old = fromBinary(schema, bytes);
  const step = compare(
    () => generated(old),
    () => byHand(old),
  );
  const chain = compare(
    () => read(fromBinary(schema, bytes)),
    () => fromBinary(schema, bytes),
  );
  return {
    shape,
    bytes: bytes.length,
    nanoseconds: Math.round(step.ours),
    step: rounded(step.ratio),
    chain: rounded(chain.ratio),
  };
}
