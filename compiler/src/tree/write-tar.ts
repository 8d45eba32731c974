import type { Tree } from "./tree.ts";

const BLOCK = 512;
const MAX_NAME_BYTES = 100;

/** Encodes a tree as a tar archive (POSIX pax); content is not copied but for the last join. */
export function writeTar(tree: Tree): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [path, content] of tree) {
    const name = Buffer.from(path);
    if (name.length > MAX_NAME_BYTES) parts.push(...entry(Buffer.from("pax"), "x", paxRecord("path", path)));
    parts.push(...entry(name.subarray(0, MAX_NAME_BYTES), "0", content));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return Buffer.concat(parts);
}

function entry(name: Uint8Array, type: "0" | "x", content: Uint8Array): Uint8Array[] {
  return [header(name, type, content.length), content, new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK)];
}

function header(name: Uint8Array, type: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  block.set(name, 0);
  block.write("0000644\0", 100);
  block.write("0000000\x000000000\0", 108);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("00000000000\0", 136);
  block.write(`        ${type}`, 148);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** `<length> <key>=<value>\n`, where the length counts itself. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  const guess = bytes + `${bytes}`.length;
  const length = bytes + `${guess}`.length;
  return Buffer.from(`${length}${rest}`);
}
