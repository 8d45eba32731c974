import { type Model, readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";

const models = new WeakMap<DescriptorSet, Model>();

/** The events and lineages of a set, which several steps of a check look at, read once. */
export function modelOf(set: DescriptorSet): Model {
  const model = models.get(set) ?? readModel(set);
  models.set(set, model);
  return model;
}
