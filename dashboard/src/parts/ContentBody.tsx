import { useMemo } from 'react';
import { contentView } from '../model/content';
import type { Content } from '../model/content';
import type { Json } from '../model/json';
import { JsonTree } from './JsonTree';

interface Props {
  readonly label: string;
  readonly content: Content | undefined;
  /** Said where nothing was recorded. */
  readonly absent: string;
  /** What to mark changes against, where the content is JSON. */
  readonly before?: Json | undefined;
}

/** Recorded content: a tree where it is JSON, text or hex rows else; what is missing is said. */
export function ContentBody({ label, content, absent, before }: Props) {
  const view = useMemo(() => contentView(content), [content]);
  switch (view.kind) {
    case 'absent':
      return <p className="content-note">{absent}</p>;
    case 'left-out':
      return <p className="content-note">{view.note}</p>;
    case 'json':
      return <JsonTree label={label} value={view.value} before={before} />;
    case 'text':
      return (
        <div className="content-text">
          {view.note !== undefined && <p className="content-cut">{view.note}</p>}
          {view.text === '' ? (
            <p className="content-note">empty</p>
          ) : (
            <pre tabIndex={0} aria-label={label} role="group">
              {view.text}
              {view.note !== undefined && <span className="content-end">… cut here</span>}
            </pre>
          )}
        </div>
      );
    case 'binary':
      return (
        <div className="content-text">
          <p className="content-cut">{view.note}</p>
          <pre tabIndex={0} aria-label={label} role="group" className="content-hex">
            {view.rows.map((row) => `${row.offset}  ${row.hex.padEnd(47)}  ${row.text}\n`)}
          </pre>
        </div>
      );
    default:
      return view satisfies never;
  }
}
