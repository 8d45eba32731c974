import { create } from "@bufbuild/protobuf";
import { type SchemaRef, SchemaRefSchema } from "@postel/proto";

const SCHEME = "postel://";

/** Writes a schema reference as the URI `postel://<module>/<version>#<digest>`. */
export function printDataSchema({ module, version, digest }: SchemaRef): string {
  return `${SCHEME}${module.split("/").map(uriPart).join("/")}/${uriPart(version)}#${uriPart(digest)}`;
}

/** Reads a schema reference from its URI; undefined when it is another kind of URI. Throws URIError on a bad escape. */
export function parseDataSchema(uri: string): SchemaRef | undefined {
  const hash = uri.indexOf("#");
  const slash = uri.lastIndexOf("/", hash);
  if (!uri.startsWith(SCHEME) || hash < 0 || slash < SCHEME.length) return undefined;
  const [module, version, digest] = [uri.slice(SCHEME.length, slash), uri.slice(slash + 1, hash), uri.slice(hash + 1)];
  return create(SchemaRefSchema, {
    module: uriText(module),
    version: uriText(version),
    digest: uriText(digest),
  });
}

// Hardly any part has a character to escape, and looking first is much cheaper.

function uriPart(text: string): string {
  return /^[\w.:-]*$/.test(text) ? text : encodeURIComponent(text);
}

function uriText(part: string): string {
  return part.includes("%") ? decodeURIComponent(part) : part;
}
