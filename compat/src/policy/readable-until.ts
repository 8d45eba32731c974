import type { EventOptions } from "@postel/proto";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The day on which the last stored event may be forgotten, YYYY-MM-DD: its sunset and all of its retention are over then.
 * Undefined when that never comes: without a valid sunset somebody may still emit it, without a retention it is kept for ever.
 */
export function readableUntil({ sunset, retention }: Pick<EventOptions, "sunset" | "retention">): string | undefined {
  if (retention === undefined || retention.seconds < 0n || retention.nanos < 0) return undefined;
  const start = dayOf(sunset);
  const days = Math.ceil((Number(retention.seconds) * 1000 + retention.nanos / 1e6) / DAY_MS);
  const end = start === undefined ? undefined : new Date(start + days * DAY_MS);
  if (end === undefined || Number.isNaN(end.getTime()) || end.getUTCFullYear() > 9999) return undefined;
  return end.toISOString().slice(0, 10);
}

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // JavaScript reads the 30th of February as a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : undefined;
}
