import type { FieldView, TypeView } from "./event-view.ts";
import { Prose } from "./layout.tsx";
import { Wide } from "./wide.tsx";

/** Address of a type within the page. */
function typeAnchor(name: string): string {
  return `type-${name}`;
}

/** A message with its fields or an enum with its values. */
export function TypeSection({ type, isEvent }: { readonly type: TypeView; readonly isEvent: boolean }) {
  const short = type.name.slice(type.name.lastIndexOf(".") + 1);
  return (
    <section id={isEvent ? "fields" : typeAnchor(type.name)}>
      {isEvent ? <h2>Fields</h2> : <h3>{short}</h3>}
      {!isEvent && <Prose text={type.documentation} />}
      {type.kind === "enum" ? <ValueTable type={type} /> : <FieldTable type={type} isEvent={isEvent} />}
    </section>
  );
}

function FieldTable({ type, isEvent }: { readonly type: TypeView; readonly isEvent: boolean }) {
  if (type.fields.length === 0) return <p class="quiet">It has no fields.</p>;
  const prefix = isEvent ? "" : `${typeAnchor(type.name)}.`;
  return (
    <Wide label={`Fields of ${type.name}`}>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">How many</th>
          <th scope="col">What it means</th>
          {isEvent && <th scope="col">Since</th>}
        </tr>
      </thead>
      <tbody>
        {type.fields.map((field) => (
          <FieldRow key={field.number} field={field} anchor={`${prefix}f-${field.number}`} isEvent={isEvent} />
        ))}
      </tbody>
    </Wide>
  );
}

interface FieldRowProps {
  readonly field: FieldView;
  readonly anchor: string;
  readonly isEvent: boolean;
}

function FieldRow({ field, anchor, isEvent }: FieldRowProps) {
  return (
    <tr id={anchor}>
      <td>
        <a href={`#${anchor}`} class="number-link" aria-label={`${field.number}: ${field.name}`}>
          {field.number}
        </a>
      </td>
      <th scope="row">
        <code>{field.name}</code>
        {field.deprecated && <span class="badge">deprecated</span>}
        {field.classification !== "" && <span class="badge">{field.classification}</span>}
      </th>
      <td>
        <code>{field.typeName === "" ? field.type : <a href={`#${typeAnchor(field.typeName)}`}>{field.type}</a>}</code>
      </td>
      <td>{field.cardinality}</td>
      <td>
        <Prose text={field.documentation} />
      </td>
      {isEvent && <td>{field.since}</td>}
    </tr>
  );
}

function ValueTable({ type }: { readonly type: TypeView }) {
  return (
    <Wide label={`Values of ${type.name}`}>
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">Value</th>
          <th scope="col">What it means</th>
        </tr>
      </thead>
      <tbody>
        {type.values.map((value) => (
          <tr key={value.name}>
            <td>{value.number}</td>
            <th scope="row">
              <code>{value.name}</code>
            </th>
            <td>
              <Prose text={value.documentation} />
            </td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}
