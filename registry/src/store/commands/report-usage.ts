import type { Transaction } from "kysely";
import { audit } from "../sql/audit.ts";
import type { Tables } from "../sql/tables.ts";
import type { UsageReport } from "../usage-store.ts";

/** Replaces what is known of a service in an environment; nothing emitted and nothing consumed forgets it. */
export async function reportUsage(tx: Transaction<Tables>, report: UsageReport): Promise<void> {
  const { at, actor, service, environment, ...rest } = report;
  const document = JSON.stringify(rest);
  if (report.emits.length + report.consumes.length === 0)
    await tx
      .deleteFrom("service_usage")
      .where("service", "=", service)
      .where("environment", "=", environment)
      .execute();
  else
    await tx
      .insertInto("service_usage")
      .values({ service, environment, document, reported_at: at })
      .onConflict((conflict) => conflict.columns(["service", "environment"]).doUpdateSet({ document, reported_at: at }))
      .execute();
  const { version, commit } = report;
  await audit(tx, {
    at,
    actor,
    action: "usage.report",
    target: `${service}@${environment}`,
    detail: { version, commit },
  });
}
