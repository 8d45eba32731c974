import { defineConfig } from "vitest/config";

const conditions = ["@postel/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["scripts/house/seed.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.e2e.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
