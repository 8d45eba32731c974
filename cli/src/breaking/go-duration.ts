import { CliError } from "../errors.ts";

const MILLISECONDS = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g;

/** Reads a length of time as Go writes it, such as `1m30s`, in milliseconds; undefined for none (`0s`). Throws CliError USAGE. */
export function goDuration(text: string): number | undefined {
  const parts = [...text.matchAll(PART)];
  if (text !== "0" && (parts.length === 0 || parts.map(([part]) => part).join("") !== text))
    throw new CliError("USAGE", { message: `${text} is no length of time such as 30s or 1m30s`, command: "postel" });
  const total = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS],
    0,
  );
  return total === 0 ? undefined : Math.max(1, Math.round(total));
}
