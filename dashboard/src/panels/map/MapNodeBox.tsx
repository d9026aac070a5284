import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { HEALTH_SIGNS } from '../../model/health';
import { NODE_HEIGHT, NODE_WIDTH } from '../../model/mapLayout';
import type { EdgeView, NodeView } from '../../model/mapScene';

interface Props {
  readonly node: NodeView;
  /** Its calls to itself. */
  readonly self: EdgeView | undefined;
  readonly x: number;
  readonly y: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export const MapNodeBox = memo(
  function MapNodeBox({ node, self, x, y, chosen, onChoose }: Props) {
    if (node.kind !== 'service') return <OtherBox node={node} x={x} y={y} />;
    const { health } = node;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      onChoose();
    };
    return (
      <g
        className={`map-node map-${health.kind}`}
        transform={`translate(${String(x)} ${String(y)})`}
        data-chosen={chosen || undefined}
      >
        <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx="4" className="map-box" />
        <rect width="4" height={NODE_HEIGHT} className="map-stripe" />
        <text x="13" y="19" className="map-name">
          {fitting(node.title, 14)}
        </text>
        <text x={NODE_WIDTH - 10} y="19" className="map-sign">
          {HEALTH_SIGNS[health.kind]}
        </text>
        {self !== undefined && self.rate !== '' && (
          <text
            x={NODE_WIDTH}
            y="-8"
            className={`map-edge-label map-self map-label-${self.kind}`}
            aria-hidden
          >
            ↻ {self.rate}
          </text>
        )}
        <g className="map-figures">
          <text x="13" y="36" className="map-version">
            {fitting(node.version ?? 'version ?', 18)}
          </text>
          <text x="13" y="53">
            {node.rate}
          </text>
          <text x={NODE_WIDTH - 10} y="53" className="map-end">
            {health.kind === 'silent' ? '' : node.p95}
          </text>
          <text x={NODE_WIDTH - 10} y="36" className="map-end map-errors">
            {node.errors ?? ''}
          </text>
        </g>
        <rect
          width={NODE_WIDTH}
          height={NODE_HEIGHT}
          rx="4"
          className="map-reach"
          role="button"
          tabIndex={0}
          aria-pressed={chosen}
          aria-label={node.words}
          onClick={onChoose}
          onKeyDown={onKeyDown}
        >
          <title>{self === undefined ? node.words : `${node.words}; ${self.words}`}</title>
        </rect>
      </g>
    );
  },
  (a, b) =>
    a.node === b.node && a.self === b.self && a.x === b.x && a.y === b.y && a.chosen === b.chosen,
);

function OtherBox({
  node,
  x,
  y,
}: {
  node: Exclude<NodeView, { kind: 'service' }>;
  x: number;
  y: number;
}) {
  return (
    <g
      className={`map-node map-${node.kind}`}
      transform={`translate(${String(x)} ${String(y)})`}
      role="img"
      aria-label={node.words}
    >
      <title>{node.words}</title>
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx="4" className="map-box" />
      <text x="13" y="19" className="map-name">
        {fitting(node.title, 15)}
      </text>
      <text x="13" y="36" className="map-version">
        {node.kind === 'absent' ? 'not seen yet' : fitting(node.system, 20)}
      </text>
      {node.kind === 'outside' && (
        <text x="13" y="53" className="map-version">
          not recorded
        </text>
      )}
    </g>
  );
}

const fitting = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
