import type { TokenAdmin, TokenInfo } from "@postel/registry";
import type { Handler } from "../args/command.ts";
import type { ArgsOf } from "../args/spec.ts";
import { CliError } from "../errors.ts";
import { storePlace } from "../registry-store/store-place.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { tokenSpec } from "./token-spec.ts";

/** Makes, lists or revokes tokens in a registry's store. */
export const token: Handler<typeof tokenSpec> = async (args, io) => {
  const act = actions.get(args.action);
  if (act === undefined) throw misuse(`${args.action} is no action: create, list or revoke`);
  checkWords(args);
  const { openTokens } = await import("@postel/registry");
  const tokens = await openTokens(storePlace(args, io));
  try {
    io.out(await act(tokens, args));
    return "clean";
  } finally {
    await tokens.close();
  }
};

type Args = ArgsOf<typeof tokenSpec>;

const actions: ReadonlyMap<string, (tokens: TokenAdmin, args: Args) => Promise<string>> = new Map(
  Object.entries({
    create: async (tokens: TokenAdmin, { subject = "", scope, json }: Args) => {
      const text = await tokens.create(subject, scope);
      return json ? jsonText({ version: 1, token: text }) : `${text}\n`;
    },
    list: async (tokens: TokenAdmin, { json }: Args) => {
      const all = await tokens.list();
      return json ? jsonText({ version: 1, tokens: all }) : all.map(line).join("");
    },
    revoke: async (tokens: TokenAdmin, { subject = "", json }: Args) => {
      if (!(await tokens.revoke(subject))) throw new CliError("UNKNOWN_TOKEN", { id: subject });
      return json ? jsonText({ version: 1, revoked: subject }) : `${subject} is revoked\n`;
    },
  }),
);

function checkWords({ action, subject, scope }: Args): void {
  if (action === "list" && subject !== undefined) throw misuse("token list takes no further word");
  if (action !== "list" && subject === undefined)
    throw misuse(action === "create" ? "token create needs a name" : "token revoke needs an id");
  if (action === "create" && scope.length === 0) throw misuse("token create needs at least one --scope");
  if (action !== "create" && scope.length > 0) throw misuse(`token ${action} takes no --scope`);
}

function line({ id, name, scopes, createdAt, revokedAt }: TokenInfo): string {
  const state = revokedAt === 0 ? "valid" : `revoked ${day(revokedAt)}`;
  return `${[id, name, scopes.join(" "), `created ${day(createdAt)}`, state].join("  ")}\n`;
}

function day(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

function misuse(message: string): CliError {
  return new CliError("USAGE", { message, command: "postel token" });
}
