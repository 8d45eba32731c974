export { type AppDeps, buildApp } from "./app.ts";
export { type BackupSummary, backUp, checkBackup, restore } from "./backups.ts";
export { type ErrorCode, errors, isRegistryError, RegistryError } from "./errors.ts";
export type { StorePlace } from "./open-store.ts";
export { type RunningRegistry, type StartOptions, startRegistry } from "./server.ts";
export { openTokens, type TokenAdmin, type TokenInfo } from "./token-admin.ts";
