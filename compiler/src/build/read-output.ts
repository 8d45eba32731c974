/** Reads what buf writes; a file of its own, so that it can be loaded while buf runs. */
export { readDescriptorSet } from "@postel/proto";
