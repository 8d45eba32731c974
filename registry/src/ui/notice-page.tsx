import { Layout } from "./layout.tsx";

/** A page with one message, such as that something is not here. */
export function NoticePage({ title, message }: { readonly title: string; readonly message: string }) {
  return (
    <Layout title={title}>
      <h1>{title}</h1>
      <p>{message}</p>
    </Layout>
  );
}
