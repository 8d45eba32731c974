import { block, indent } from "./canonical-lines.ts";
import { type OptionSource, optionStatement } from "./source-options.ts";
import type { TokenReader } from "./token-reader.ts";

/** Reads a service and writes it again. */
export function service(print: OptionSource): string[] {
  const { read } = print;
  read.word();
  const head = `service ${read.word()}`;
  const options: string[] = [];
  const methods: string[] = [];
  read.expect("{");
  while (!read.skip("}")) {
    if (read.skip(";")) continue;
    if (read.isNext("option")) options.push(...optionStatement(print));
    else methods.push(...method(print));
  }
  return block(head, options, methods);
}

function method(print: OptionSource): string[] {
  const { read } = print;
  read.word();
  const name = read.word();
  const input = methodType(read);
  read.word();
  const head = `rpc ${name} (${input}) returns (${methodType(read)})`;
  const options: string[] = [];
  if (read.skip("{")) {
    while (!read.skip("}")) if (!read.skip(";")) options.push(...optionStatement(print));
  } else read.expect(";");
  return options.length === 0 ? [`${head};`] : [`${head} {`, ...options.map(indent), "};"];
}

function methodType(read: TokenReader): string {
  read.expect("(");
  const first = read.word();
  const second = first === "stream" && !read.isNext(")") ? ` ${read.word()}` : "";
  read.expect(")");
  return first + second;
}
