import type { DescMessage } from "@bufbuild/protobuf";
import type { Printable } from "@bufbuild/protoplugin";
import type { EventInfo, Lineage } from "@postel/model";
import { PluginError } from "../errors.ts";
import { eventNames } from "../names/event-names.ts";
import type { CodeFile } from "../print/code-file.ts";
import { doc } from "../print/doc.ts";
import type { Evolution } from "./evolution.ts";
import { pairKey } from "./pair-key.ts";

/** The steps that a lineage may be read through; without `down` only majors up to the target are read. */
export interface Ways {
  readonly up: Evolution;
  readonly down?: Evolution;
}

/** Prints a lineage that reads its majors as `target`: each through the chain of steps that leads there. */
export function printLineage({ f, ref }: CodeFile, lineage: Lineage, target: EventInfo, ways: Ways): void {
  const at = lineage.majors.indexOf(target);
  const majors = ways.down === undefined ? lineage.majors.slice(0, at + 1) : lineage.majors;
  const shape = ref.shape(target.desc);
  f.print(doc(f, [`The lineage ${lineage.name}, read as ${target.name}.`]));
  f.print(
    ...[f.export("const", eventNames(target.desc).lineage), ": ", ref.runtime("Lineage"), "<", shape, "> = "],
    ...["/*@__PURE__*/ ", ref.runtime("defineLineage"), "<", shape, ">({"],
  );
  f.print("  name: ", JSON.stringify(lineage.name), ",");
  f.print("  target: ", ref.definition(target.desc), ",");
  f.print("  readers: [");
  for (const [index, major] of majors.entries()) {
    const path = index <= at ? majors.slice(index, at + 1) : majors.slice(at, index + 1).reverse();
    const evolution = index <= at ? ways.up : (ways.down ?? ways.up);
    const chain = printChain(
      evolution,
      path.map(({ desc }) => desc),
      ref,
    );
    f.print(
      ...["    { event: ", ref.definition(major.desc), ", upcast: ", ref.runtime("upcastWith")],
      ...["((event: ", ref.shape(major.desc), ") => ", chain, ") },"],
    );
  }
  f.print("  ],");
  f.print("});");
  f.print();
}

function printChain(evolution: Evolution, path: readonly DescMessage[], ref: CodeFile["ref"]): Printable {
  return path.slice(1).reduce<Printable>((inner, to, index) => {
    const key = pairKey({ from: path[index]?.typeName ?? "", to: to.typeName });
    const home = evolution.homes.get(key);
    const pair = home?.messages.get(key);
    if (home === undefined || pair === undefined)
      throw new PluginError("plan_unknown", { why: `does not hold the step ${key}` });
    return [ref.sibling(home.file, `_${evolution.verb}.js`, pair.names.step), "(", inner, ")"];
  }, "event");
}
