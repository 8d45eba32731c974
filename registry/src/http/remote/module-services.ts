import type { ServiceImpl } from "@connectrpc/connect";
import type { AuthnService } from "../../gen/buf/alpha/registry/v1alpha1/authn_pb.ts";
import type { ModuleService } from "../../gen/buf/registry/module/v1/module_pb.ts";
import {
  type OwnerRef,
  type OwnerService,
  type UserService,
  UserState,
} from "../../gen/buf/registry/owner/v1/owner_pb.ts";
import { ownerIdOf } from "../../remote/ids.ts";
import { moduleMessage, ownerOf } from "../../remote/messages.ts";
import { invalid, notFound } from "../../remote/remote-error.ts";
import { resolveModule } from "../../remote/resolve-resource.ts";
import { checkModuleName } from "../../service/names.ts";
import type { CommitStore } from "../../store/commit-store.ts";
import { callerOf } from "../connect/connect-caller.ts";
import { publisherOf, type RemoteDeps } from "./remote-deps.ts";

/** Modules: found, or made on the first push. */
export function moduleService({ store, now }: RemoteDeps): ServiceImpl<typeof ModuleService> {
  return {
    getModules: async ({ moduleRefs }) => {
      const found = await Promise.all(moduleRefs.map((ref) => resolveModule(store, ref)));
      return { modules: found.map(moduleMessage) };
    },
    createModules: async ({ values }, context) => {
      const modules = [];
      for (const { ownerRef, name } of values) {
        const module = { name: `${await ownerName(store, ownerRef)}/${name}`, createdAt: now() };
        checkModuleName(module.name);
        await store.createModule({ ...module, actor: publisherOf(context, module.name) });
        modules.push(moduleMessage((await store.module(module.name)) ?? module));
      }
      return { modules };
    },
  };
}

/** Owners are what stands before the slash of a module's name; every name is one. */
export function ownerService({ store }: RemoteDeps): ServiceImpl<typeof OwnerService> {
  return {
    getOwners: async ({ ownerRefs }) => {
      const names = await Promise.all(ownerRefs.map((ref) => ownerName(store, ref)));
      return {
        owners: names.map((name) => ({
          value: { case: "organization" as const, value: { id: ownerIdOf(name), name } },
        })),
      };
    },
  };
}

/** Who the command line is here. */
export function userService(): ServiceImpl<typeof UserService> {
  return {
    getCurrentUser: async (_request, context) => {
      const { name } = callerOf(context);
      return { user: { id: ownerIdOf(name), name, state: UserState.ACTIVE } };
    },
  };
}

/** Who logs in. */
export function authnService(): ServiceImpl<typeof AuthnService> {
  return {
    getCurrentUser: async (_request, context) => {
      const { name } = callerOf(context);
      return { user: { id: ownerIdOf(name), username: name } };
    },
  };
}

/** Ids follow from names, so an owner that no module has cannot be found by id. */
async function ownerName(store: CommitStore, ref: OwnerRef | undefined): Promise<string> {
  const value = ref?.value;
  if (value?.case === "name") return value.value;
  if (value?.case !== "id") throw invalid("an owner reference needs an id or a name");
  const owners = (await store.modules()).map((module) => ownerOf(module.name));
  const found = owners.find((name) => ownerIdOf(name) === value.value);
  if (found === undefined) throw notFound(`owner ${value.value}`);
  return found;
}
