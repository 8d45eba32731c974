import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { runCommand } from "../run-command.ts";
import type { Story } from "../story.ts";

const VERSIONS = ["1.0.0", "1.1.0", "2.0.0"] as const;
const ORDERS_EACH = 2;

/** What the service's run printed; see `programs/receive.ts`. */
interface Received {
  readonly deliveries: number;
  readonly handled: readonly {
    readonly source: string;
    readonly written: string;
    readonly read: string;
    readonly orderId: string;
    readonly buyer: string;
    readonly total: string;
    readonly city: string;
    readonly coupon: string;
  }[];
  readonly stored: number;
  readonly emitted: number;
  readonly parked: readonly string[];
}

/** Sends the service events of every release that ever was, on a bus at its worst. */
export async function consume(story: Story): Promise<void> {
  const { chapter, say, output } = story;
  chapter("Events of every version arrive");
  say("Three web shops still run, each built with another release of @shop/orders. Each sends two orders, over a bus");
  say("in memory that delivers everything at least twice, out of order, and loses acknowledgements.");
  const messages = await Promise.all(VERSIONS.map((version) => emitWith(story, version)));
  const received = await receive(story, messages.join(""));
  output(table(received));
  checkReceived(story, received);
  const { deliveries, handled, stored, emitted } = received;
  say(
    `\n${deliveries} deliveries of ${handled.length} events. Each was handled once, as v2: ${stored} parcels in the database, ${emitted} events emitted.`,
  );
}

/** Runs a producer whose folder holds the package of one release, as that team installed it. */
async function emitWith({ place, must }: Story, version: string): Promise<string> {
  const folder = join(place.producers, version);
  const orders = join(folder, "node_modules/@shop/orders");
  await mkdir(orders, { recursive: true });
  await extract({ file: join(place.packages, `shop-orders-${version}.tgz`), cwd: orders, strip: 1 });
  for (const library of ["@postel", "@bufbuild"])
    await symlink(join(place.service, "node_modules", library), join(folder, "node_modules", library));
  await cp(join(import.meta.dirname, "../programs/old-producer.ts"), join(folder, "old-producer.ts"));
  const { exit, stdout, all } = await runCommand(`node old-producer.ts ${version}`, { cwd: folder });
  must(exit === 0, `the producer of ${version} ended with ${exit}:\n${all}`);
  return stdout;
}

async function receive({ place, must }: Story, stdin: string): Promise<Received> {
  await cp(join(import.meta.dirname, "../programs/receive.ts"), join(place.service, "receive.ts"));
  const { exit, stdout, all } = await runCommand("node receive.ts", { cwd: place.service, stdin });
  must(exit === 0, `the service ended with ${exit}:\n${all}`);
  return JSON.parse(stdout);
}

function checkReceived({ must }: Story, { deliveries, handled, stored, emitted, parked }: Received): void {
  const expected = VERSIONS.length * ORDERS_EACH;
  const ids = new Set(handled.map(({ orderId }) => orderId));
  must(parked.length === 0, `events were parked: ${parked.join("; ")}`);
  must(deliveries >= 2 * expected, `the bus delivered only ${deliveries} times`);
  must(
    handled.length === expected && ids.size === expected,
    `${handled.length} events were handled, ${ids.size} orders`,
  );
  must(stored === expected && emitted === expected, `${stored} parcels are stored, ${emitted} events were emitted`);
  for (const { read, written, orderId, city, coupon, buyer } of handled) {
    const version = orderId.replace(/-\d+$/, "");
    must(read === "shop.orders.v2.OrderPlaced", `${orderId} was read as ${read}`);
    must(
      written === `shop.orders.${version === "2.0.0" ? "v2" : "v1"}.OrderPlaced of ${version}`,
      `${orderId}: ${written}`,
    );
    must(city === (version === "2.0.0" ? "Utrecht" : "Amsterdam"), `the city of ${orderId} is ${city}`);
    must(buyer === (version === "2.0.0" ? "Grace Hopper" : "Ada Lovelace"), `the buyer of ${orderId} is ${buyer}`);
    must(
      coupon === { "1.0.0": "", "1.1.0": "SPRING", "2.0.0": "AUTUMN" }[version],
      `the coupon of ${orderId}: ${coupon}`,
    );
  }
}

function table({ handled }: Received): string {
  const rows = handled.map(({ written, read, buyer, total, city, coupon }) => [
    written,
    read,
    buyer,
    total,
    city,
    coupon,
  ]);
  const all = [["written as", "handled as", "buyer", "total", "city", "coupon"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
