import { existsSync } from "node:fs";
import type { DescriptorSet } from "@postel/proto";
import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import { INPUT_FOLDER } from "../implicit/overlay-config.ts";
import { type Problem, readProblems } from "../problem.ts";
import { bufBinary } from "../process/buf-binary.ts";
import { type ChildResult, runChild } from "../process/run-child.ts";

/** What compiling gives: the schemas, or what is wrong with them. */
export type Compiled =
  | { readonly kind: "ok"; readonly set: DescriptorSet }
  | { readonly kind: "invalid"; readonly problems: Problem[] };

/** One input as buf reads it, and how its paths look to the user. */
export interface BuildInput {
  /** The input argument. */
  readonly argument: string;
  /** What buf reads from standard input, when the argument says so. */
  readonly stdin?: Uint8Array;
  /** How messages name the input. */
  readonly label: string;
  /** `paths` and `excludePaths` as buf must see them. */
  readonly paths: readonly string[];
  readonly excludePaths: readonly string[];
  readonly config?: string | undefined;
  /** True when the user's workspace is below `in/`. */
  readonly isOverlay?: boolean;
  /** True when it is known to hold few .proto files. */
  readonly isSmall?: boolean;
  /** What is wrong when buf cannot read the input at all; it gets buf's words. */
  readonly fault?: (why: string) => CompilerError;
  /** Turns a path that buf reports into the user's. */
  readonly show: (path: string) => string;
}

/** Runs `buf build` on an input. Throws CompilerError when the input is unusable or buf fails otherwise. */
export async function runBuild(input: BuildInput, options: CompileOptions): Promise<Compiled> {
  const running = runBuf(["build", ...flags(input, options), "--output=-"], input, options);
  // Loaded while buf runs.
  const [result, { readDescriptorSet }] = await Promise.all([running, import("./read-output.ts")]);
  if (result.code === 0) return { kind: "ok", set: readDescriptorSet(result.stdout) };
  if (result.code === 100) return { kind: "invalid", problems: problemsOf(result.stderr, input, result) };
  throw failureOf(result, input);
}

/** Runs a command of buf on an input and returns what it left behind, whatever its exit code. */
export function runBuf(args: readonly string[], input: BuildInput, options: CompileOptions): Promise<ChildResult> {
  const { cwd, timeout, signal, isBackground } = options;
  const running = runChild(bufBinary().file, [...args, "--error-format=json", "--", input.argument], {
    tool: `buf ${args[0]}`,
    cwd,
    env: input.isSmall === true ? { ...UNCOLLECTED, ...process.env } : undefined,
    timeout,
    signal,
    isBackground,
    input: input.stdin,
  });
  options.onRunning?.();
  return running;
}

/** Collecting garbage is half of buf's work; a small module leaves so little that there is no need to, up to a limit. */
const UNCOLLECTED = { GOGC: "off", GOMEMLIMIT: "1GiB" };

/** Reads the problems that buf wrote; throws when it wrote none. */
export function problemsOf(text: string, input: BuildInput, result: ChildResult): Problem[] {
  const { problems } = readProblems(text, input.show);
  if (problems.length === 0) throw failureOf(result, input);
  return problems;
}

/** Says why buf failed, as an error of ours. */
export function failureOf(result: ChildResult, input: BuildInput): CompilerError {
  const source = input.label;
  const why = reason(result.stderr, input);
  if (result.endedBy !== null) return new CompilerError("buf_crashed", { source, why: result.endedBy });
  if (/^(panic|fatal error|runtime:)/m.test(result.stderr))
    return new CompilerError("buf_crashed", { source, why: why.split("\n")[0] ?? "" });
  if (why.endsWith("had no .proto files")) return new CompilerError("no_proto_files", { source });
  if (why.startsWith("no .proto files were targeted")) return new CompilerError("no_targets", { source });
  const config = /^decode (.+?\.(?:yaml|lock)): (.*)$/s.exec(why);
  if (config !== null)
    return new CompilerError("config_invalid", {
      path: configPath(config[1] ?? "", input),
      why: oneLine(config[2] ?? ""),
    });
  if (input.fault !== undefined) return input.fault(why);
  return new CompilerError("buf_failed", { source, why: why === "" ? `exit status ${result.code}` : why });
}

function flags(input: BuildInput, options: CompileOptions): string[] {
  return [
    ...scopeFlags(input),
    ...(options.excludeImports === true ? ["--exclude-imports"] : []),
    ...(options.disableSymlinks === true ? ["--disable-symlinks"] : []),
    ...(options.excludeSourceInfo === true ? ["--exclude-source-info"] : []),
  ];
}

/** The flags that narrow an input, which build and lint share. */
export function scopeFlags(input: BuildInput): string[] {
  return [
    ...input.paths.map((path) => `--path=${csv(path)}`),
    ...input.excludePaths.map((path) => `--exclude-path=${csv(path)}`),
    ...(input.config === undefined ? [] : [`--config=${input.config}`]),
  ];
}

/** buf reads these flags as a line of CSV. */
function csv(path: string): string {
  return /[",\n\r]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
}

function reason(stderr: string, input: BuildInput): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !/^\S*WARN/.test(line));
  const text = lines.join("\n").replace(/^Failure: /, "");
  const shown = text.replaceAll(input.argument, input.show(input.argument));
  return input.isOverlay === true ? shown.replaceAll(`"${INPUT_FOLDER}/`, '"') : shown;
}

/** buf loses the first slash of an absolute path here, unless the path is below the working folder. */
function configPath(path: string, input: BuildInput): string {
  return input.show(existsSync(`/${path}`) ? `/${path}` : path);
}

function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join(" ")
    .trim();
}
