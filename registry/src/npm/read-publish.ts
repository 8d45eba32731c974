import { createHash } from "node:crypto";
import { RegistryError } from "../errors.ts";
import { checkVersion } from "../service/names.ts";
import { readTarball } from "./read-tarball.ts";
import { differingDependency } from "./same-dependencies.ts";

/** What `npm publish` sends, checked. */
export interface PackageUpload {
  readonly name: string;
  readonly version: string;
  /** JSON of the manifest without `dist`. */
  readonly manifest: string;
  readonly tarball: Uint8Array;
  readonly integrity: string;
  readonly shasum: string;
  readonly tags: readonly string[];
}

const NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const TAG = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;
const LONGEST_NAME = 214;

/** Throws RegistryError INVALID_PACKAGE unless the text can name an npm package. */
export function checkPackageName(name: string): void {
  if (name.length > LONGEST_NAME || !NAME.test(name)) throw invalid(`${name} cannot name a package`);
}

/** Throws RegistryError INVALID_PACKAGE unless the text can be a tag; what looks like a range cannot. */
export function checkTag(tag: string): void {
  if (!TAG.test(tag)) throw invalid(`${tag} cannot be a tag`);
}

/** Reads the document that `npm publish` puts: one version with its tarball, whose digests and content must fit. */
export async function readPublish(name: string, body: unknown): Promise<PackageUpload> {
  checkPackageName(name);
  const document = mapping(body, "the body");
  if (document._attachments === undefined)
    throw invalid("it brings no tarball; what was published does not change, so nothing can be deprecated either");
  const [[version, described] = ["", undefined], ...more] = Object.entries(mapping(document.versions, "versions"));
  if (more.length > 0 || document.name !== name) throw invalid(`it must hold one version of ${name}`);
  checkVersion(version);
  const { dist, ...manifest } = mapping(described, "the version");
  if (manifest.name !== name || manifest.version !== version)
    throw invalid("its manifest names another package or version");
  const tarball = attachment(document._attachments);
  const digests = digestsOf(tarball);
  checkDigests(mapping(dist ?? {}, "dist"), digests);
  const differs = differingDependency(manifest, await readTarball(tarball, name, version));
  if (differs !== undefined)
    throw invalid(`its manifest and the tarball's package.json do not say the same of the dependency ${differs}`);
  const tags = Object.keys(mapping(document["dist-tags"] ?? {}, "dist-tags"));
  for (const tag of tags) checkTag(tag);
  return { name, version, manifest: JSON.stringify(manifest), tarball, ...digests, tags };
}

function attachment(attachments: unknown): Uint8Array {
  const [first, ...others] = Object.values(mapping(attachments, "_attachments")).filter(
    (each) => !JSON.stringify(each).includes("sigstore"),
  );
  const { data } = mapping(first, "the attachment");
  if (others.length > 0 || typeof data !== "string") throw invalid("it must hold one tarball");
  return Buffer.from(data, "base64");
}

function digestsOf(tarball: Uint8Array): { integrity: string; shasum: string } {
  return {
    integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
    shasum: createHash("sha1").update(tarball).digest("hex"),
  };
}

function checkDigests(
  dist: Record<string, unknown>,
  { integrity, shasum }: { integrity: string; shasum: string },
): void {
  const claimed = typeof dist.integrity === "string" ? dist.integrity.split(/\s+/) : [];
  const isSame = claimed.length === 0 || claimed.includes(integrity);
  if (!isSame || (typeof dist.shasum === "string" && dist.shasum !== shasum))
    throw invalid("the tarball's bytes do not have the digest that was sent with them");
}

function mapping(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(`${what} must be a JSON object`);
  return value as Record<string, unknown>;
}

function invalid(reason: string): RegistryError {
  return new RegistryError("INVALID_PACKAGE", { reason });
}
