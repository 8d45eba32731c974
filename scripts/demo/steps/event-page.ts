import type { Story } from "../story.ts";

const EVENT = "shop.orders.v2.OrderPlaced";

/** Opens the event's page in the registry and gives its address. */
export async function eventPage({ chapter, say, output, must }: Story, url: string): Promise<void> {
  chapter("What is this event?");
  const address = `${url}/e/${EVENT}`;
  const response = await fetch(address);
  const html = await response.text();
  must(response.status === 200, `${address} answered ${response.status}`);
  for (const part of ["shipping_address", "team-orders", "2.0.0"])
    must(html.includes(part), `${address} lacks ${part}`);
  say("Everybody can look it up: fields, documentation, releases, the way from old to new.");
  output(address);
}
