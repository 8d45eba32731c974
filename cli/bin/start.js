import module from "node:module";

const NEEDED = [22, 18];

/** Loads a bundled program of `dist/`, or says which Node it needs. Runs on any Node that knows modules. */
export async function start(program) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
    process.stderr.write(
      `error: postel needs Node ${NEEDED.join(".")} or newer, and this is ${process.versions.node}. ` +
        "Get one from https://nodejs.org; inside the repository npm scripts and npx bring Node 24.\n",
    );
    process.exitCode = 1;
    return;
  }
  module.enableCompileCache();
  await import(new URL(`../dist/${program}.js`, import.meta.url));
}
