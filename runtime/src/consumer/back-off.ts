/** How failed work is tried again. */
export interface RetryPolicy {
  /** How often a handler runs before its event is parked; default 5. */
  readonly attempts: number;
  /** Pause before the second try, in milliseconds; it doubles with each further one. Default 100. */
  readonly firstPause: number;
  /** Longest pause in milliseconds; default 30 000. */
  readonly longestPause: number;
}

/** Tries for a little under two seconds, so that a short outage of something the handler calls parks nothing. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, firstPause: 100, longestPause: 30_000 };

/**
 * Waits before the next try after `failures` failures: between half the pause and all of it, so that consumers which
 * failed together do not come back together. Gives false at once when the signal is aborted, as soon as it is.
 */
export async function backOff(policy: RetryPolicy, failures: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const pause = Math.min(policy.firstPause * 2 ** (failures - 1), policy.longestPause) * (0.5 + Math.random() / 2);
  await new Promise<void>((resume) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resume();
    };
    const timer = setTimeout(end, pause);
    signal.addEventListener("abort", end);
  });
  return !signal.aborted;
}
