import type { ComponentChildren } from "preact";

/** A table that scrolls sideways where it does not fit; who uses the keyboard can reach it to scroll. */
export function Wide({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="wide" aria-label={label} tabIndex={0}>
      <table>
        <caption class="hidden">{label}</caption>
        {children}
      </table>
    </section>
  );
}
