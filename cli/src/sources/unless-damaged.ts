import { isCompilerError } from "@postel/compiler";

/** Runs something that reads cached images; once more when one turns out to be damaged, which has then been removed. */
export async function unlessDamaged<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isCompilerError(error) && error.code === "cache_damaged") return run();
    throw error;
  }
}
