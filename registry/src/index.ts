export { type AppDeps, buildApp } from "./app.ts";
export { type ErrorCode, errors, isRegistryError, RegistryError } from "./errors.ts";
export { type RunningRegistry, type StartOptions, startRegistry } from "./server.ts";
