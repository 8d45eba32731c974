import type { ConnectRouter } from "@connectrpc/connect";
import { AuthnService } from "../../gen/buf/alpha/registry/v1alpha1/authn_pb.ts";
import {
  CommitService,
  DownloadService,
  GraphService,
  LabelService,
  ModuleService,
  ResourceService,
  UploadService,
} from "../../gen/buf/registry/module/v1/module_pb.ts";
import { OwnerService, UserService } from "../../gen/buf/registry/owner/v1/owner_pb.ts";
import { commitService, downloadService, graphService, resourceService, uploadService } from "./commit-services.ts";
import { labelService } from "./label-service.ts";
import { authnService, moduleService, ownerService, userService } from "./module-services.ts";
import type { RemoteDeps } from "./remote-deps.ts";

/** Serves what the stock buf command line asks a registry for. */
export function remoteRoutes(deps: RemoteDeps): (router: ConnectRouter) => void {
  return (router) => {
    router
      .service(ModuleService, moduleService(deps))
      .service(UploadService, uploadService(deps))
      .service(CommitService, commitService(deps))
      .service(GraphService, graphService(deps))
      .service(DownloadService, downloadService(deps))
      .service(ResourceService, resourceService(deps))
      .service(LabelService, labelService(deps))
      .service(OwnerService, ownerService(deps))
      .service(UserService, userService())
      .service(AuthnService, authnService());
  };
}
