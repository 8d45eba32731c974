import type { FastifyInstance, FastifyRequest } from "fastify";
import { ConfluentError } from "../../confluent/confluent-error.ts";
import { changedConfig, readMode, settingsOf } from "../../confluent/settings.ts";
import { DEFAULT_CONTEXT, parseSubject, type SubjectName, subjectText } from "../../confluent/subject-name.ts";
import { knownCaller } from "../authentication.ts";
import { ADMINISTERING, type ConfluentDeps, isOn, pathOf } from "./confluent-deps.ts";

/** Serves the compatibility configuration and the mode of contexts and subjects. */
export async function settingRoutes(app: FastifyInstance, deps: ConfluentDeps): Promise<void> {
  const { store, within, now } = deps;
  const nameOf = (request: FastifyRequest) => parseSubject(pathOf(request, "subject"), within(request));
  const changeOf = (request: FastifyRequest, name: "config" | "mode", value: string | undefined) => ({
    ...nameOf(request),
    ...{ name, value, at: now(), actor: knownCaller(request).name },
  });
  const change = (...change: Parameters<typeof changeOf>) => store.changeSetting(changeOf(...change));

  for (const path of ["/config", "/config/:subject"]) {
    app.get(path, async (request) => {
      const name = nameOf(request);
      const { config, own } = await settingsOf(store, name);
      if (isForAll(request)) return config;
      if (own.config === undefined) throw new ConfluentError(40408, { subject: subjectText(name) });
      return own.config;
    });
    app.put(path, ADMINISTERING, async (request) => {
      const name = nameOf(request);
      const config = changedConfig((await settingsOf(store, name)).config, request.body);
      await change(request, "config", JSON.stringify(config));
      const { compatibilityLevel, ...others } = config;
      return { compatibility: compatibilityLevel, ...others };
    });
    app.delete(path, ADMINISTERING, async (request) => {
      const name = nameOf(request);
      const { config, own } = await settingsOf(store, name);
      if (own.config === undefined && !isWhole(name)) throw await noSetting(name, 40408);
      await change(request, "config", undefined);
      return config;
    });
  }

  for (const path of ["/mode", "/mode/:subject"]) {
    app.get(path, async (request) => {
      const name = nameOf(request);
      const { mode, own } = await settingsOf(store, name);
      if (isForAll(request)) return { mode };
      if (own.mode === undefined) throw new ConfluentError(40409, { subject: subjectText(name) });
      return { mode: own.mode };
    });
    app.put(path, ADMINISTERING, async (request) => {
      const name = nameOf(request);
      const { mode: wanted } = (request.body ?? {}) as { mode?: unknown };
      if (wanted === null) {
        await change(request, "mode", undefined);
        return { mode: null };
      }
      const mode = readMode(wanted);
      if (mode === "IMPORT" && !isOn(request, "force")) await checkEmpty(name);
      await change(request, "mode", mode);
      return { mode };
    });
    app.delete(path, ADMINISTERING, async (request) => {
      const name = nameOf(request);
      const { mode: before } = (await settingsOf(store, name)).own;
      if (before === undefined && !isWhole(name)) throw await noSetting(name, 40409);
      const others = isWhole(name) && isOn(request, "recursive") ? await store.settingsIn(name.context, "mode") : [];
      for (const subject of others) await store.changeSetting({ ...changeOf(request, "mode", undefined), subject });
      await change(request, "mode", undefined);
      const isDefault = name.context === DEFAULT_CONTEXT;
      return { mode: before ?? (isDefault ? (await settingsOf(store, name)).mode : null) };
    });
  }

  async function noSetting(name: SubjectName, code: 40408 | 40409): Promise<ConfluentError> {
    const versions = await store.versions(name.context, name.subject);
    return new ConfluentError(versions.length === 0 ? 40401 : code, { subject: subjectText(name) });
  }

  /** Ids given by a client must not meet ids given out here. */
  async function checkEmpty(name: SubjectName): Promise<void> {
    if ((await settingsOf(store, name)).mode === "IMPORT") return;
    const subjects = await store.subjects(name.context);
    const used = isWhole(name) ? subjects : subjects.filter((entry) => entry.subject === name.subject);
    if (used.some((entry) => entry.live))
      throw new ConfluentError(42205, { reason: "Cannot import since found existing subjects" });
  }
}

/** True when the answer need not be set for just what the address names. */
function isForAll(request: FastifyRequest): boolean {
  return pathOf(request, "subject") === "" || isOn(request, "defaultToGlobal");
}

/** True for a context as a whole. */
function isWhole({ subject }: SubjectName): boolean {
  return subject === "";
}
