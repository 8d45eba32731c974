import type { EventView } from "./event-view.ts";
import type { SampleView } from "./sample-view.ts";
import type { ServiceView } from "./service-view.ts";
import type { StepView } from "./step-view.ts";
import { Wide } from "./wide.tsx";

/** How to get the event into code. */
export function Use({ use }: { readonly use: EventView["use"] }) {
  if (use === undefined) return null;
  return (
    <section id="use">
      <h2>Use it</h2>
      <pre>
        <code>{`${use.install}\n\nimport * as event from "${use.path}";`}</code>
      </pre>
    </section>
  );
}

/** How each major is read as the next. */
export function Upcasting({ steps }: { readonly steps: readonly StepView[] }) {
  if (steps.length === 0) return null;
  return (
    <section id="upcasting">
      <h2>Upcasting</h2>
      {steps.map((step) => (
        <Step key={step.to} step={step} />
      ))}
    </section>
  );
}

function Step({ step }: { readonly step: StepView }) {
  return (
    <>
      <h3>
        {step.from} → {step.to}
      </h3>
      <Wide label={`Where the fields of ${step.to} come from when ${step.from} is read`}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Comes from</th>
          </tr>
        </thead>
        <tbody>
          {step.members.map((member) => (
            <tr key={member.name}>
              <th scope="row">
                <code>{member.name}</code>
              </th>
              <td>
                <code>{member.origin}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Wide>
      {step.lost.length > 0 && <p>Not carried over: {step.lost.join(", ")}.</p>}
    </>
  );
}

/** Stored examples. */
export function Samples({ samples }: { readonly samples: readonly SampleView[] }) {
  if (samples.length === 0) return null;
  return (
    <section id="samples">
      <h2>Samples</h2>
      {samples.map((sample) => (
        <details key={`${sample.schemaDigest} ${sample.name}`}>
          <summary>
            {sample.name} <span class="quiet">{sample.versions.join(", ")}</span>
          </summary>
          <pre>
            <code>{sample.json === "" ? "This release cannot read it." : sample.json}</code>
          </pre>
        </details>
      ))}
    </section>
  );
}

/** Services that emit the event or read its lineage. */
export function Services({ services }: { readonly services: readonly ServiceView[] }) {
  return (
    <section id="services">
      <h2>Services</h2>
      {services.length === 0 ? (
        <p class="quiet">No service has told of using it.</p>
      ) : (
        <ServiceTable services={services} />
      )}
    </section>
  );
}

function ServiceTable({ services }: { readonly services: readonly ServiceView[] }) {
  return (
    <Wide label="Services that emit or read it">
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">Environment</th>
          <th scope="col">Emits</th>
          <th scope="col">Reads up to</th>
          <th scope="col">Told</th>
        </tr>
      </thead>
      <tbody>
        {services.map((each) => (
          <tr key={`${each.service} ${each.environment}`}>
            <th scope="row">
              {each.service} <span class="version">{each.version}</span>
            </th>
            <td>{each.environment}</td>
            <td>{each.emits.join(", ")}</td>
            <td>{each.reads === each.at || each.at === "" ? each.reads : `${each.reads}, as ${each.at}`}</td>
            <td>
              <time datetime={each.reportTime}>{each.reportTime.slice(0, 10)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}
