// Stores an image of its own under one key, again and again, until it is killed.
import { create, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { schemaFile } from "@postel/proto";
import { imageCache } from "../cache/image-cache.ts";

const cache = imageCache(process.argv[2]);
const name = `writer${process.pid}`;
const options = {
  name: "w.proto",
  package: name,
  dependency: Array.from({ length: 20_000 }, (_, i) => `${name}/${i}.proto`),
};
const bytes = toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, options));
for (let round = 0; ; round++) {
  await cache.store("shared", { files: [schemaFile("w.proto", bytes, false)] });
  if (round === 0) process.stdout.write("stored");
}
