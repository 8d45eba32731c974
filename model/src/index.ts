export { type ReleaseContent, releaseDigest } from "./release-digest.ts";
