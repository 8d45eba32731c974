/** The path of a file beside protoc-gen-es's: `./a/b_pb.js` and `_event.js` give `./a/b_event.js`. */
export function siblingPath(messages: string, suffix: string): string {
  return messages.replace(/_pb\.js$/, suffix);
}
