/** Ends applying a plan: nothing in the target stands for the enum number at `path` in the source. */
export class Unmappable extends Error {
  override readonly name = "Unmappable";
  readonly path: string;
  readonly number: number;
  constructor(path: string, number: number) {
    super(`nothing stands for the number ${number} of ${path}`);
    this.path = path;
    this.number = number;
  }
}

/** Ends applying a plan: the target's field at `path` has no value. */
export class Failed extends Error {
  override readonly name = "Failed";
  readonly path: string;
  constructor(path: string, reason: string) {
    super(reason);
    this.path = path;
  }
}
