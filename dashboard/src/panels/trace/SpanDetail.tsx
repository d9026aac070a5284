import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { CallEvent, Event, Origins } from '../../model/answers';
import { attributeNamed, attributesJson } from '../../model/attributes';
import { ownTime } from '../../model/criticalPath';
import { versionOf } from '../../model/entityHistory';
import { instantOf } from '../../model/eventInstant';
import { eventText, KIND_SIGNS } from '../../model/eventText';
import { exchangeView } from '../../model/exchange';
import { durationText } from '../../model/format';
import type { TraceNode } from '../../model/traceTree';
import { oddities, otherSideMissing } from '../../model/waterfall';
import { JsonTree } from '../../parts/JsonTree';
import { Time } from '../../parts/Time';
import { useStore } from '../../store';
import { MessageView } from './MessageView';

interface Props {
  readonly node: TraceNode;
  readonly parent: TraceNode | undefined;
  readonly origins: Origins;
}

const PARTS = ['exchange', 'written', 'attributes'] as const;
type Part = (typeof PARTS)[number];

/** The chosen call: request and response, what it wrote, and everything else recorded of it. */
export function SpanDetail({ node, parent, origins }: Props) {
  const [part, setPart] = useState<Part>('exchange');
  if (node.kind === 'unrecorded') {
    return (
      <p className="panel-note">
        The calls below name <span className="mono">{node.spanId}</span> as their caller, but no
        record of it was received. Its bar spans what its calls span.
      </p>
    );
  }
  const { call } = node;
  const written = node.wrote.length + (call.events?.length ?? 0);
  const words: Readonly<Record<Part, string>> = {
    exchange: 'Request and response',
    written: `Logs and writes ${written}`,
    attributes: `Attributes ${call.attributes?.length ?? 0}`,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = PARTS[(PARTS.indexOf(part) + step + PARTS.length) % PARTS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setPart(next);
    event.currentTarget.querySelector<HTMLElement>(`#span-tab-${next}`)?.focus();
  };
  return (
    <div className="span-detail">
      <Head call={call} node={node} version={versionOf(origins, call.origin)} />
      {parent !== undefined &&
        oddities(node, parent).map((words) => (
          <p key={words} className="content-cut">
            {words}
          </p>
        ))}
      <div
        className="service-tabbar"
        role="tablist"
        aria-label="Parts of the call"
        onKeyDown={onKeyDown}
      >
        {PARTS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`span-tab-${each}`}
            aria-selected={each === part}
            aria-controls="span-tabpanel"
            tabIndex={each === part ? 0 : -1}
            onClick={() => setPart(each)}
          >
            {words[each]}
          </button>
        ))}
      </div>
      <div
        className="span-part"
        role="tabpanel"
        id="span-tabpanel"
        aria-labelledby={`span-tab-${part}`}
      >
        {part === 'exchange' && <ExchangePart node={node} call={call} />}
        {part === 'written' && <Written call={call} wrote={node.wrote} />}
        {part === 'attributes' && <Attributes call={call} />}
      </div>
    </div>
  );
}

function Head({
  call,
  node,
  version,
}: {
  call: CallEvent;
  node: TraceNode;
  version: string | undefined;
}) {
  const store = useStore();
  return (
    <div className="span-head">
      <strong>{call.name}</strong>
      <button
        type="button"
        className="small-button"
        onClick={() => store.dispatch({ type: 'choose-service', service: call.service })}
      >
        {call.service}
      </button>
      {version !== undefined && <span className="mono entity-version">{version}</span>}
      <span className="tag">{call.spanKind}</span>
      <span className="mono">{durationText(call.durationNanos)}</span>
      {node.children.length > 0 && (
        <span className="dim">{durationText(ownTime(node))} of its own</span>
      )}
      <span className="spring" />
      <button
        type="button"
        className="small-button"
        title="Move the playhead to where this call began"
        onClick={() => {
          const at = instantOf(call);
          if (at !== undefined) store.dispatch({ type: 'jump', at });
        }}
      >
        Go to <Time text={call.occurredAt} />
      </button>
      {call.error && <span className="span-error">✕ {errorText(call)}</span>}
    </div>
  );
}

function errorText(call: CallEvent): string {
  const exception = call.events?.find((event) => event.name === 'exception');
  const type = exception && attributeNamed(exception.attributes, 'exception.type');
  const message =
    call.status.message ??
    (exception && attributeNamed(exception.attributes, 'exception.message')) ??
    attributeNamed(call.attributes ?? [], 'error.type') ??
    statusText(call) ??
    'failed, without saying why';
  return type === undefined || message.includes(type) ? message : `${type}: ${message}`;
}

function statusText(call: CallEvent): string | undefined {
  const status = call.exchange?.response.status;
  return status === undefined ? undefined : `answered with ${status}`;
}

function ExchangePart({ node, call }: { node: TraceNode; call: CallEvent }) {
  const view = useMemo(() => exchangeView(call), [call]);
  if (view === undefined) {
    return <p className="panel-note">A call within the service: nothing went over its edge.</p>;
  }
  return (
    <div className="span-exchange">
      <MessageView
        title={view.side === 'inbound' ? 'It was asked' : 'It asked'}
        message={view.request}
      />
      <MessageView
        title={view.side === 'inbound' ? 'It answered' : 'It was answered'}
        message={view.response}
        failed={view.status !== undefined && view.status >= 400}
        note={otherSideMissing(node) ? 'nothing recorded on the other side' : undefined}
      />
    </div>
  );
}

function Written({ call, wrote }: { call: CallEvent; wrote: readonly Event[] }) {
  const store = useStore();
  const events = call.events ?? [];
  if (wrote.length + events.length === 0) {
    return <p className="panel-note">It wrote no log line and changed nothing that is recorded.</p>;
  }
  return (
    <div className="span-scroll" tabIndex={0} role="region" aria-label="Logs and writes">
      {events.map((event, index) => (
        <details key={index} open={event.name === 'exception'}>
          <summary>
            <Time text={event.at} /> {event.name}
          </summary>
          <pre>
            {event.attributes
              .map(({ key }) => `${key}: ${attributeNamed(event.attributes, key) ?? ''}`)
              .join('\n')}
          </pre>
        </details>
      ))}
      <ul className="span-wrote">
        {wrote.map((event) => {
          const { title, detail } = eventText(event);
          return (
            <li key={event.id} className={event.error ? 'error' : ''}>
              <Time text={event.occurredAt} />
              <span aria-hidden>{KIND_SIGNS[event.kind].shape}</span>
              <span className="tag">{KIND_SIGNS[event.kind].word}</span>
              {event.kind === 'entity-change' ? (
                <button
                  type="button"
                  className="small-button mono"
                  onClick={() => {
                    const { service, entity } = event;
                    store.dispatch({ type: 'open-entity', service, entity });
                  }}
                >
                  {title}
                </button>
              ) : (
                <span>{title}</span>
              )}
              <span className="dim span-value">{detail}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Attributes({ call }: { call: CallEvent }) {
  const value = useMemo(() => attributesJson(call.attributes ?? []), [call]);
  if (call.attributes === undefined || call.attributes.length === 0)
    return <p className="panel-note">It has no attributes.</p>;
  return (
    <>
      {call.droppedAttributes > 0 && (
        <p className="content-cut">
          {call.droppedAttributes} attributes were dropped by the sender
        </p>
      )}
      <JsonTree label="Attributes of the call" value={value} />
    </>
  );
}
