/** What to compile of a source and how; the names and meanings are those of `buf build`. */
export interface CompileOptions {
  /** Only these files or folders; relative to `cwd` for folders, to the input's root for git, archives, images and text. */
  readonly paths?: readonly string[];
  /** Not these files or folders. */
  readonly excludePaths?: readonly string[];
  /** Leave imported files out of the result. */
  readonly excludeImports?: boolean;
  /** Leave comments and positions out of the result. */
  readonly excludeSourceInfo?: boolean;
  /** Read no symbolic link of a folder. Its imports of `postel/v1` and the like must be in it then. */
  readonly disableSymlinks?: boolean;
  /** A buf.yaml to use instead of the input's: a path, or its content. */
  readonly config?: string;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  /** What the input `-` reads. Default: the process's standard input. */
  readonly stdin?: Uint8Array;
  /** Called when a compiler process runs: what is needed after it can be loaded meanwhile. It may be called again, or never. */
  readonly onRunning?: () => void;
  readonly signal?: AbortSignal;
  /** Run compilers with less priority than this process, so that what it serves meanwhile goes on. */
  readonly isBackground?: boolean;
  /** Milliseconds that each process may take. Default: ten minutes. */
  readonly timeout?: number;
}
