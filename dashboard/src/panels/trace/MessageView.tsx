import { useState } from 'react';
import { countOf } from '../../model/format';
import type { MessageView as Message } from '../../model/exchange';
import { ContentBody } from '../../parts/ContentBody';

interface Props {
  readonly title: string;
  readonly message: Message;
  readonly failed?: boolean;
  readonly note?: string | undefined;
}

/** A request or a response: its line, its headers folded away, its body. */
export function MessageView({ title, message, failed = false, note }: Props) {
  const [headers, setHeaders] = useState(false);
  return (
    <section className="message" aria-label={title}>
      <header>
        <span className="dim">{title}</span>
        <strong className={failed ? 'mono error' : 'mono'} title={message.line}>
          {failed ? '✕ ' : ''}
          {message.line ?? 'not recorded'}
        </strong>
        <span className="spring" />
        {note !== undefined && <span className="tag">{note}</span>}
        {message.headers.length > 0 && (
          <button
            type="button"
            className="small-button"
            aria-expanded={headers}
            onClick={() => setHeaders(!headers)}
          >
            {countOf(message.headers.length, 'header')}
          </button>
        )}
      </header>
      {headers && (
        <dl className="message-headers mono">
          {message.headers.map(({ name, value }, index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="message-body">
        <ContentBody
          label={`Body of what ${title.toLowerCase()}`}
          content={message.body}
          absent="No body was recorded."
        />
      </div>
    </section>
  );
}
