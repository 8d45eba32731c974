/** The parser of YAML, loaded on first use: bundlers give the names of a CommonJS library to static imports only. */
export { parse as parseYaml } from "yaml";
