import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { errors, isRegistryError } from "../../errors.ts";

/** Gives errors of the error table their Connect status; anything else is logged and told to the client as internal, without details. */
export function errorInterceptor(log: (error: unknown) => void): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (reason) {
      if (isRegistryError(reason)) {
        const { status, connect } = errors[reason.code];
        if (status >= 500) log(reason);
        throw new ConnectError(reason.message, connect);
      }
      if (reason instanceof ConnectError) throw reason;
      log(reason);
      throw new ConnectError("the registry failed on this request; its log says why", Code.Internal);
    }
  };
}
