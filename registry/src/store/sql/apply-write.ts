import type { Transaction } from "kysely";
import { addSamples } from "../commands/add-samples.ts";
import { appendCommits, changeLabel, createModule } from "../commands/append-commit.ts";
import { appendRelease } from "../commands/append-release.ts";
import { changeSetting } from "../commands/change-setting.ts";
import { changeTag } from "../commands/change-tag.ts";
import { keepReading } from "../commands/keep-reading.ts";
import { publishPackage } from "../commands/publish-package.ts";
import { registerVersion } from "../commands/register-version.ts";
import { removeVersions } from "../commands/remove-versions.ts";
import { reportUsage } from "../commands/report-usage.ts";
import { createToken, revokeToken } from "../commands/tokens.ts";
import type { LabelChange, ModuleRecord, NewCommit } from "../commit-store.ts";
import type { NewPackageVersion, TagChange } from "../package-store.ts";
import type { NewSamples } from "../sample-store.ts";
import type { NewRelease } from "../store.ts";
import type { Deletion, NewReading, NewSubjectVersion, SettingChange } from "../subject-store.ts";
import type { TokenRecord, TokenRevocation } from "../token-store.ts";
import type { UsageReport } from "../usage-store.ts";
import type { Tables } from "./tables.ts";

/** All that can be written; plain values, so that a writer may live in another thread. */
export interface Writes {
  release: NewRelease;
  version: NewSubjectVersion;
  deletion: Deletion;
  setting: SettingChange;
  reading: NewReading;
  package: NewPackageVersion;
  tag: TagChange;
  module: ModuleRecord & { readonly actor: string };
  commits: readonly NewCommit[];
  label: LabelChange;
  token: TokenRecord & { readonly actor: string };
  revocation: TokenRevocation;
  samples: NewSamples;
  usage: UsageReport;
}

const commands = {
  release: appendRelease,
  version: registerVersion,
  deletion: removeVersions,
  setting: changeSetting,
  reading: keepReading,
  package: publishPackage,
  tag: changeTag,
  module: createModule,
  commits: appendCommits,
  label: changeLabel,
  token: createToken,
  revocation: revokeToken,
  samples: addSamples,
  usage: reportUsage,
} satisfies { [Kind in keyof Writes]: (tx: Transaction<Tables>, write: Writes[Kind]) => Promise<unknown> };

/** One write: what kind it is, and its content. */
export type Write = { [Kind in keyof Writes]: { readonly kind: Kind; readonly content: Writes[Kind] } }[keyof Writes];

/** What a kind of write answers. */
export type OutcomeOf<Kind extends keyof Writes> = Awaited<ReturnType<(typeof commands)[Kind]>>;

/** Carries out a write within a transaction. */
export function applyWrite(tx: Transaction<Tables>, write: Write): Promise<unknown> {
  switch (write.kind) {
    case "release":
      return commands.release(tx, write.content);
    case "version":
      return commands.version(tx, write.content);
    case "deletion":
      return commands.deletion(tx, write.content);
    case "setting":
      return commands.setting(tx, write.content);
    case "reading":
      return commands.reading(tx, write.content);
    case "package":
      return commands.package(tx, write.content);
    case "tag":
      return commands.tag(tx, write.content);
    case "module":
      return commands.module(tx, write.content);
    case "commits":
      return commands.commits(tx, write.content);
    case "label":
      return commands.label(tx, write.content);
    case "token":
      return commands.token(tx, write.content);
    case "revocation":
      return commands.revocation(tx, write.content);
    case "samples":
      return commands.samples(tx, write.content);
    case "usage":
      return commands.usage(tx, write.content);
  }
}
