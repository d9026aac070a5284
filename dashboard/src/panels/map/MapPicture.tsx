import { memo, useRef, useState } from 'react';
import { NODE_HEIGHT, NODE_WIDTH, smoothPath } from '../../model/mapLayout';
import type { MapLayout, Point } from '../../model/mapLayout';
import type { EdgeView, NodeView } from '../../model/mapScene';
import { useScene, useStore } from '../../store';
import { MapNodeBox } from './MapNodeBox';
import { useZoom } from './useZoom';

interface Props {
  readonly layout: MapLayout;
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  readonly leftOut: string | undefined;
}

/** Below this scale text would be too small to read, so nodes show their name and sign only. */
const READABLE_SCALE = 0.62;

/** The picture: fits its panel at first; the wheel zooms, dragging moves. */
export function MapPicture({ layout, nodes, edges, leftOut }: Props) {
  const store = useStore();
  const chosen = useScene((scene) => scene.service);
  const picture = useRef<SVGSVGElement>(null);
  const [pointed, setPointed] = useState<string>();
  const node = nodes.find((each) => each.kind === 'service' && each.service === chosen);
  const centre = node === undefined ? undefined : layout.nodes.get(node.id);
  const { view, scale, fit, fitted, partial, showAll } = useZoom(picture, layout, centre);
  const words = edges.find((edge) => edge.key === pointed)?.words;
  return (
    <div className="map-picture">
      <svg
        ref={picture}
        viewBox={`${String(view.x)} ${String(view.y)} ${String(view.width)} ${String(view.height)}`}
        role="group"
        aria-label="Who calls whom"
        data-small={scale < READABLE_SCALE || undefined}
      >
        <defs>
          <marker
            id="map-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0,0.5 L8,4 L0,7.5 z" className="map-arrow" />
          </marker>
        </defs>
        {edges.map((edge) => (
          <EdgeLine
            key={edge.key}
            edge={edge}
            points={layout.edges.get(edge.key)?.points}
            onPoint={setPointed}
          />
        ))}
        {edges.map((edge) => {
          const place = layout.edges.get(edge.key)?.label;
          return (
            place !== undefined &&
            edge.label !== '' && (
              <text
                key={edge.key}
                x={place.x}
                y={place.y}
                className={`map-edge-label map-label-${edge.kind}`}
                aria-hidden
              >
                {edge.label}
              </text>
            )
          );
        })}
        {nodes.map((node) => {
          const place = layout.nodes.get(node.id);
          return (
            place !== undefined && (
              <MapNodeBox
                key={node.id}
                node={node}
                self={edges.find((edge) => edge.from === node.id && edge.to === node.id)}
                x={place.x - NODE_WIDTH / 2}
                y={place.y - NODE_HEIGHT / 2}
                chosen={node.kind === 'service' && node.service === chosen}
                onChoose={() => {
                  if (node.kind === 'service') {
                    store.dispatch({ type: 'choose-service', service: node.service });
                  }
                }}
              />
            )
          );
        })}
      </svg>
      <ul className="visually-hidden" aria-label="Calls between services">
        {edges.map((edge) => (
          <li key={edge.key}>{edge.words}</li>
        ))}
      </ul>
      <footer className="map-foot">
        <span>{words ?? leftOut ?? ''}</span>
        {partial && (
          <button type="button" className="small-button" onClick={showAll}>
            Show all
          </button>
        )}
        {!fitted && (
          <button type="button" className="small-button" onClick={fit}>
            Back
          </button>
        )}
      </footer>
    </div>
  );
}

const EdgeLine = memo(function EdgeLine({
  edge,
  points,
  onPoint,
}: {
  edge: EdgeView;
  points: readonly Point[] | undefined;
  onPoint: (key: string | undefined) => void;
}) {
  if (points === undefined) return null;
  const path = smoothPath(points);
  return (
    <g
      className={`map-edge map-edge-${edge.kind}`}
      data-inferred={edge.inferred || undefined}
      aria-hidden
      onPointerEnter={() => onPoint(edge.key)}
      onPointerLeave={() => onPoint(undefined)}
    >
      <path d={path} className="map-edge-reach" />
      <path
        d={path}
        className="map-edge-line"
        strokeWidth={edge.thickness}
        markerEnd="url(#map-arrow)"
      />
    </g>
  );
});
