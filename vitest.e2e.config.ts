import { mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

const merged = mergeConfig(base, { test: { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } });
merged.test.include = ["*/src/**/*.e2e.test.ts", "scripts/**/*.e2e.test.ts"];
merged.test.exclude = ["**/node_modules/**", "**/dist/**"];

export default merged;
