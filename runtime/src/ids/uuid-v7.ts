import { uuidText } from "./uuid.ts";

/** Gives the time in milliseconds since 1970. */
export type Clock = () => number;

/** Gives a new id at each call. */
export type Ids = () => string;

const COUNTER_MAX = 0xfff;

/**
 * Makes a source of UUIDv7 (RFC 9562) whose ids ascend, also within a millisecond and when the clock is set back: the
 * twelve bits after the time count up from a random start, and overflow into the time.
 */
export function createUuidV7(clock: Clock = Date.now): Ids {
  const randomBytes = createRandomBytes();
  let time = -1;
  let counter = 0;
  return () => {
    const random = randomBytes();
    const now = clock();
    if (now > time) {
      time = now;
      counter = ((random[6] ?? 0) & 0x07) * 256 + (random[7] ?? 0);
    } else if (++counter > COUNTER_MAX) {
      time++;
      counter = 0;
    }
    const view = new DataView(random.buffer, random.byteOffset);
    view.setUint16(0, Math.floor(time / 2 ** 32));
    view.setUint32(2, time >>> 0);
    view.setUint16(6, counter);
    return uuidText(random, 7);
  };
}

/** Asking the system for random bytes is slow, however few they are. */
const POOL_LENGTH = 4_096;

function createRandomBytes(): () => Uint8Array<ArrayBuffer> {
  const pool = new Uint8Array(POOL_LENGTH);
  let next = POOL_LENGTH;
  return () => {
    if (next === POOL_LENGTH) {
      crypto.getRandomValues(pool);
      next = 0;
    }
    next += 16;
    return pool.subarray(next - 16, next);
  };
}
