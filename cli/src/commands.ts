import { type Command, command } from "./args/command.ts";
import { backupSpec } from "./commands/backup-spec.ts";
import { breakingSpec } from "./commands/breaking-spec.ts";
import { changelogSpec } from "./commands/changelog-spec.ts";
import { checkSpec } from "./commands/check-spec.ts";
import { diffSpec } from "./commands/diff-spec.ts";
import { genSpec } from "./commands/gen-spec.ts";
import { newSpec } from "./commands/new-spec.ts";
import { planSpec } from "./commands/plan-spec.ts";
import { releaseSpec } from "./commands/release-spec.ts";
import { restoreSpec } from "./commands/restore-spec.ts";
import { rulesSpec } from "./commands/rules-spec.ts";
import { serveSpec } from "./commands/serve-spec.ts";
import { showSpec } from "./commands/show-spec.ts";
import { tokenSpec } from "./commands/token-spec.ts";

/** Every command of `postel`, in the order of its help. What a command does is loaded when it runs. */
export const commands: readonly Command[] = [
  command(checkSpec, async () => (await import("./commands/check.ts")).check),
  command(releaseSpec, async () => (await import("./commands/release.ts")).release),
  command(genSpec, async () => (await import("./commands/gen.ts")).gen),
  command(newSpec, async () => (await import("./commands/new.ts")).newService),
  command(breakingSpec, async () => (await import("./commands/breaking.ts")).breaking),
  command(diffSpec, async () => (await import("./commands/diff.ts")).diff),
  command(changelogSpec, async () => (await import("./commands/changelog.ts")).changelog),
  command(planSpec, async () => (await import("./commands/plan.ts")).plan),
  command(showSpec, async () => (await import("./commands/show.ts")).show),
  command(rulesSpec, async () => (await import("./commands/rules.ts")).rules),
  command(serveSpec, async () => (await import("./commands/serve.ts")).serve),
  command(tokenSpec, async () => (await import("./commands/token.ts")).token),
  command(backupSpec, async () => (await import("./commands/backup.ts")).backup),
  command(restoreSpec, async () => (await import("./commands/restore.ts")).restore),
];
