import { checkModuleName, checkPath, checkText } from "../service/names.ts";
import type { PushedModule } from "./link-modules.ts";
import { invalid } from "./remote-error.ts";

const MOST_MODULES = 500;
const MOST_FILES = 20_000;
/** What a module consists of beside its schemas. */
const DOCUMENTS = new Set(["LICENSE", "README.md", "buf.md"]);

/** Refuses an upload whose names, paths or sizes are not acceptable. Throws ConnectError or RegistryError. */
export function checkUpload(modules: readonly PushedModule[]): void {
  if (modules.length > MOST_MODULES) throw invalid(`an upload may have ${MOST_MODULES} modules, not ${modules.length}`);
  const holders = new Map<string, string>();
  const names = new Set<string>();
  for (const module of modules) {
    if (names.has(module.module)) throw invalid(`module ${module.module} is there twice`);
    names.add(module.module);
    checkModule(module);
    for (const { path } of module.files.filter(isSchema)) {
      const other = holders.get(path);
      if (other !== undefined) throw invalid(`${path} is in ${other} and in ${module.module}`);
      holders.set(path, module.module);
    }
  }
}

function checkModule({ module, files, labels, sourceControlUrl }: PushedModule): void {
  checkModuleName(module);
  checkText("source control URL", sourceControlUrl, 1_024);
  if (files.length > MOST_FILES) throw invalid(`a module may have ${MOST_FILES} files, not ${files.length}`);
  const seen = new Set<string>();
  for (const file of files) {
    checkPath(file.path);
    if (seen.has(file.path)) throw invalid(`${file.path} is there twice`);
    if (!isSchema(file) && !DOCUMENTS.has(file.path))
      throw invalid(`${file.path} is neither a schema nor a document of a module`);
    seen.add(file.path);
  }
  for (const label of labels) {
    checkText("label", label);
    if (!/^[A-Za-z0-9]/.test(label)) throw invalid(`label ${label} does not begin with a letter or digit`);
  }
}

function isSchema({ path }: { readonly path: string }): boolean {
  return path.endsWith(".proto");
}
