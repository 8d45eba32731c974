import { ConfluentError } from "./confluent-error.ts";

/** A subject within its context. */
export interface SubjectName {
  /** `.` or `.name`. */
  readonly context: string;
  /** Empty when only the context is meant, as in `:.prod:`. */
  readonly subject: string;
}

/** The context of subjects that name none. */
export const DEFAULT_CONTEXT = ".";
/** Holds the settings of all contexts that have none of their own; never a subject. */
export const GLOBAL_CONTEXT = ".__GLOBAL";

const CONTEXT = /^\.[\w-]{0,127}$/;
const CONTROL = /\p{Cc}/u;
const LONGEST = 512;
/** Names that the Confluent registry keeps for itself. */
const RESERVED = /^__(GLOBAL|EMPTY)$/;

/** Reads `subject` or `:.context:subject`; `within` is the context of the address, for subjects that name none. */
export function parseSubject(text: string, within: string = DEFAULT_CONTEXT): SubjectName {
  if (text.length > LONGEST || CONTROL.test(text)) throw new ConfluentError(42208, { subject: text.slice(0, 80) });
  const qualified = /^:([^:]*):(.*)$/s.exec(text);
  const name = { context: qualified?.[1] ?? within, subject: qualified?.[2] ?? text };
  if (RESERVED.test(name.subject)) throw new ConfluentError(42208, { subject: text });
  checkContext(name.context);
  return name;
}

/** As parseSubject, for places where a subject must be named. */
export function parseNamedSubject(text: string, within?: string): SubjectName {
  const name = parseSubject(text, within);
  if (name.subject === "" || name.context === GLOBAL_CONTEXT) throw new ConfluentError(42208, { subject: text });
  return name;
}

/** Reads a context as addresses write it: `.name`, `name` or `:.name:`. Throws ConfluentError 42210. */
export function contextName(text: string): string {
  const plain = text.replace(/^:|:$/g, "");
  const name = plain.startsWith(".") ? plain : `.${plain}`;
  checkContext(name);
  return name;
}

/** Throws ConfluentError 42210 unless the context is `.` and then letters, digits, `_` or `-`. */
export function checkContext(context: string): void {
  if (!CONTEXT.test(context)) throw new ConfluentError(42210, { context: context.slice(0, 80) });
}

/** Writes a subject as clients see it: the default context is not named. */
export function subjectText({ context, subject }: SubjectName): string {
  return context === DEFAULT_CONTEXT ? subject : `:${context}:${subject}`;
}
