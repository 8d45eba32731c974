import fc from "fast-check";
import { expect, it } from "vitest";
import { tokenize } from "./tokenize.ts";

it.each([
  ["OrderPlaced", ["order", "placed"]],
  ["shop.orders.v1", ["shop", "orders", "v", "1"]],
  ["customer_first_name", ["customer", "first", "name"]],
  ["HTTPServerURL", ["http", "server", "url"]],
  ["getOAuth2Token", ["get", "o", "auth", "2", "token"]],
  ["Größe über 日本", ["größe", "über", "日本"]],
  ["--- ///", []],
])("splits %j", (text, words) => {
  expect(tokenize(text)).toEqual(words);
});

it("gives words that stand in the text, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const word of tokenize(text)) expect(text.toLowerCase()).toContain(word);
    }),
  );
});
