import { useCallback, useMemo } from 'react';
import { trace } from '../../api/events';
import type { Trace } from '../../model/answers';
import { countOf, durationText } from '../../model/format';
import { mayGrow } from '../../model/traceGrowth';
import { traceTree } from '../../model/traceTree';
import type { TraceNode, TraceTree } from '../../model/traceTree';
import { tellingSpan } from '../../model/waterfall';
import { Panel } from '../../page/Panel';
import { Time } from '../../parts/Time';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import { useFresh } from '../../wiring/useFresh';
import { SpanDetail } from './SpanDetail';
import { Waterfall } from './Waterfall';
import './trace.css';

/** One trace: who called whom, for how long; and of the chosen call what was asked and answered. */
export function TracePanel({ traceId }: { traceId: string }) {
  const store = useStore();
  const { answer, refresh } = useAnswer(trace, () => ({ traceId }));
  const known = 'value' in answer ? answer.value : undefined;
  useFresh(
    useCallback(() => {
      const { at, playback } = store.scene();
      if (playback.kind === 'live' && known !== undefined && mayGrow(known, at)) refresh();
    }, [store, known, refresh]),
  );
  return (
    <Panel
      area="trace"
      title={
        <>
          Trace <span className="mono trace-id">{traceId}</span>
        </>
      }
      answer={answer}
      refresh={refresh}
      tools={
        <button
          type="button"
          className="small-button"
          onClick={() => store.dispatch({ type: 'open-trace', trace: undefined })}
        >
          Close trace
        </button>
      }
    >
      {contentOf}
    </Panel>
  );
}

const contentOf = (trace: Trace) => <Content trace={trace} />;

function Content({ trace: answer }: { trace: Trace }) {
  const tree = useMemo(() => traceTree(answer.items), [answer]);
  const named = useScene((scene) => scene.trace?.spanId);
  const spanId = named ?? tellingSpan(tree);
  const found = useMemo(() => findNode(tree.roots, spanId), [tree, spanId]);
  if (answer.items.length === 0) {
    return <p className="panel-note">Nothing of this trace is recorded.</p>;
  }
  return (
    <div className="trace-parts">
      <div className="trace-left">
        <Summary tree={tree} limited={answer.limited} />
        <Waterfall tree={tree} spanId={spanId} />
      </div>
      {found === undefined ? (
        <p className="panel-note">
          {named === undefined
            ? 'Choose a call to see its request and response.'
            : 'The chosen call is not among those recorded of this trace.'}
        </p>
      ) : (
        <SpanDetail
          key={found.node.id}
          node={found.node}
          parent={found.parent}
          origins={answer.origins}
        />
      )}
    </div>
  );
}

function Summary({ tree, limited }: { tree: TraceTree; limited: boolean }) {
  const first = tree.roots[0];
  const begin = first?.kind === 'call' ? first.call.occurredAt : undefined;
  return (
    <p className="trace-summary">
      {begin !== undefined && <Time text={begin} />}
      <span>{durationText(tree.length)}</span>
      <span>{countOf(tree.calls, 'call')}</span>
      <span>{countOf(tree.services.length, 'service')}</span>
      {tree.errors > 0 && <span className="error">✕ {countOf(tree.errors, 'failure')}</span>}
      {limited && <span className="tag warning">there is more: only the first 1,000 events</span>}
      {tree.loose.length > 0 && (
        <span className="dim">{countOf(tree.loose.length, 'event')} of no call</span>
      )}
    </p>
  );
}

interface Found {
  readonly node: TraceNode;
  readonly parent: TraceNode | undefined;
}

function findNode(
  nodes: readonly TraceNode[],
  spanId: string | undefined,
  parent?: TraceNode,
): Found | undefined {
  for (const node of nodes) {
    if ((node.kind === 'call' ? node.call.spanId : node.spanId) === spanId) return { node, parent };
    const found = findNode(node.children, spanId, node);
    if (found !== undefined) return found;
  }
  return undefined;
}
