import { expect, it } from "vitest";
import { isStoreFailure, toStoreError } from "./store-failure.ts";

const failing = (message: string, details = {}) => Object.assign(new Error(message), details);

it.each([
  ["disk full", failing("database or disk is full", { code: "ERR_SQLITE_ERROR", errcode: 13 })],
  ["read-only", failing("attempt to write a readonly database", { code: "ERR_SQLITE_ERROR", errcode: 8 })],
  ["read-only directory", failing("readonly", { code: "ERR_SQLITE_ERROR", errcode: 1544 })],
  ["disk error", failing("disk I/O error", { code: "ERR_SQLITE_ERROR", errcode: 4874 })],
  ["locked", failing("database is locked", { code: "ERR_SQLITE_ERROR", errcode: 5 })],
  ["server stops", failing("terminating connection due to administrator command", { code: "57P01" })],
  ["server starts", failing("the database system is starting up", { code: "57P03" })],
  ["too many clients", failing("sorry, too many clients already", { code: "53300" })],
  ["standby", failing("cannot execute INSERT in a read-only transaction", { code: "25006" })],
  ["nobody listens", failing("connect ECONNREFUSED 127.0.0.1:5432", { code: "ECONNREFUSED" })],
  ["reset", failing("read ECONNRESET", { code: "ECONNRESET" })],
  ["cut", failing("Connection terminated unexpectedly")],
  ["pool", failing("timeout exceeded when trying to connect")],
  ["slow", failing("Query read timeout")],
  ["writer", failing("the writer thread has ended")],
])("%s is a failure of the store", (_name, error) => {
  expect(isStoreFailure(error)).toBe(true);
  expect(toStoreError(error)).toMatchObject({ code: "STORE_UNAVAILABLE", cause: error });
});

it.each([
  ["constraint", failing("UNIQUE constraint failed", { code: "ERR_SQLITE_ERROR", errcode: 1555 })],
  ["wrong SQL", failing("no such column", { code: "ERR_SQLITE_ERROR", errcode: 1 })],
  ["unique", failing("duplicate key value", { code: "23505" })],
  ["syntax", failing("syntax error", { code: "42601" })],
  ["defect", new TypeError("undefined is not a function")],
  ["text", "disk full"],
  ["nothing", undefined],
])("%s is none", (_name, error) => {
  expect(isStoreFailure(error)).toBe(false);
  expect(toStoreError(error)).toBe(error);
});
