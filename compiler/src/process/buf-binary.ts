import { createRequire } from "node:module";
import { CompilerError } from "../errors.ts";

const PACKAGES: Readonly<Record<string, string>> = {
  "linux x64": "@bufbuild/buf-linux-x64/bin/buf",
  "linux arm64": "@bufbuild/buf-linux-aarch64/bin/buf",
  "linux arm": "@bufbuild/buf-linux-armv7/bin/buf",
  "darwin x64": "@bufbuild/buf-darwin-x64/bin/buf",
  "darwin arm64": "@bufbuild/buf-darwin-arm64/bin/buf",
  "win32 x64": "@bufbuild/buf-win32-x64/bin/buf.exe",
  "win32 arm64": "@bufbuild/buf-win32-arm64/bin/buf.exe",
};

const require = createRequire(import.meta.url);
let found: { file: string; version: string } | undefined;

/**
 * Finds the native buf binary that npm installed, and its version; npm's wrapper script would cost a second Node.
 * Throws CompilerError `buf_missing`.
 */
export function bufBinary(): { file: string; version: string } {
  found ??= locate();
  return found;
}

function locate(): { file: string; version: string } {
  const platform = `${process.platform} ${process.arch}`;
  const file = PACKAGES[platform];
  if (file === undefined) throw new CompilerError("buf_missing", { platform });
  try {
    const from = createRequire(require.resolve("@bufbuild/buf/package.json"));
    const manifest = from(`${file.split("/bin/")[0]}/package.json`) as { version: string };
    return { file: from.resolve(file), version: manifest.version };
  } catch (error) {
    throw new CompilerError("buf_missing", { platform }, error);
  }
}
