const INT_LEAST = -(2n ** 63n);
const INT_MOST = 2n ** 63n - 1n;
const UINT_MOST = 2n ** 64n - 1n;

/** The result of an int64 operation; throws RangeError outside -2^63…2^63-1. */
export function checkedInt(value: bigint): bigint {
  if (value < INT_LEAST || value > INT_MOST) throw new RangeError("int64 overflow");
  return value;
}

/** The result of a uint64 operation; throws RangeError outside 0…2^64-1. */
export function checkedUint(value: bigint): bigint {
  if (value < 0n || value > UINT_MOST) throw new RangeError("uint64 overflow");
  return value;
}

/** An int64 as an int32; throws RangeError when it does not fit. */
export function toInt32(value: bigint): number {
  if (value < -(2n ** 31n) || value > 2n ** 31n - 1n) throw new RangeError(`${value} does not fit into int32`);
  return Number(value);
}

/** A uint64 as a uint32; throws RangeError when it does not fit. */
export function toUint32(value: bigint): number {
  if (value > 2n ** 32n - 1n) throw new RangeError(`${value} does not fit into uint32`);
  return Number(value);
}

/** A double as an int64, cut towards zero; throws RangeError for NaN and from -2^63 and 2^63 outwards, where doubles are inexact. */
export function doubleToInt(value: number): bigint {
  if (!(value > Number(INT_LEAST) && value < Number(INT_MOST)))
    throw new RangeError(`${value} does not fit into int64`);
  return BigInt(Math.trunc(value));
}

/** A double as a uint64, cut towards zero; throws RangeError for NaN, below zero and from 2^64 on. */
export function doubleToUint(value: number): bigint {
  if (!(value >= 0 && value < 2 ** 64)) throw new RangeError(`${value} does not fit into uint64`);
  return BigInt(Math.trunc(value));
}

/** Decimal text as an int64; throws RangeError for anything else. */
export function textToInt(text: string): bigint {
  if (!/^[+-]?\d{1,64}$/.test(text)) throw new RangeError(`${JSON.stringify(text)} is no int`);
  return checkedInt(BigInt(text.replace("+", "")));
}

/** Decimal text without a sign as a uint64; throws RangeError for anything else. */
export function textToUint(text: string): bigint {
  if (!/^\d{1,64}$/.test(text)) throw new RangeError(`${JSON.stringify(text)} is no uint`);
  return checkedUint(BigInt(text));
}
