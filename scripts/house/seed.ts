import { configureGlobal } from "fast-check";

// A landing must not depend on luck: CI draws what it drew before, or from POSTEL_SEED; elsewhere every run draws anew.
const { CI, POSTEL_SEED } = process.env;
const seed = POSTEL_SEED ?? (CI === undefined ? undefined : "20261121");
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
