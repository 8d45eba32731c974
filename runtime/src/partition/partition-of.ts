import { murmur2 } from "./murmur2.ts";

/**
 * Gives the partition, from 0, that a key belongs to: the one that Kafka's Java client picks. Clients that take the hash
 * as unsigned send half of all keys elsewhere when the number of partitions is no power of two.
 */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
