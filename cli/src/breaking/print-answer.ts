/** Prints findings in buf's formats; a file of its own, so that the rules need not be loaded before buf runs. */
export { printAnnotations } from "@postel/compat";
