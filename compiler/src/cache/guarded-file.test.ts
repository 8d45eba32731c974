import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { sandbox } from "../test-support/sandbox.ts";
import { readGuarded, writeGuarded } from "./guarded-file.ts";

const place = () => join(sandbox().folder, "new/file");

it.each(["", "text", 'lines\nand "ü"\n'])("gives back %j", async (content) => {
  const file = place();
  await writeGuarded(file, "kind-1", content);
  expect(await readGuarded(file, "kind-1")).toBe(content);
  expect(await readGuarded(file, "kind-2")).toBeUndefined();
  expect(readdirSync(dirname(file))).toEqual(["file"]);
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
});

it("believes nothing that was damaged, wherever it was", async () => {
  const file = place();
  await writeGuarded(file, "kind-1", "some content");
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    for (const damaged of [flipped, whole.subarray(0, at)]) {
      writeFileSync(file, damaged);
      expect(await readGuarded(file, "kind-1")).toBeUndefined();
    }
  }
  expect(await readGuarded(join(file, "gone"), "kind-1")).toBeUndefined();
});
