import { useEffect, useRef } from 'react';
import { KEY_GROUPS } from '../../model/keys';
import { useObservable } from '../../observable';
import { helpShown } from '../../wiring/commands';
import './help.css';

/** Every key on one card. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = useObservable(helpShown);
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  return (
    <dialog
      ref={dialog}
      className="help"
      aria-labelledby="help-title"
      onClose={() => helpShown.set(false)}
      onClick={(event) => {
        // The dialog itself is hit only beside its content, on the backdrop.
        if (event.target === dialog.current) helpShown.set(false);
      }}
    >
      <div className="help-card">
        <header>
          <h2 id="help-title">Keys</h2>
          <button type="button" onClick={() => helpShown.set(false)}>
            Close
          </button>
        </header>
        <div className="help-groups">
          {KEY_GROUPS.map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map(({ shown: names, does }) => (
                  <div key={does}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className="dim">
          The address holds all that you see: send it, and a colleague opens the same picture. From
          a terminal the same questions: <code>./traversion --help</code>
        </p>
      </div>
    </dialog>
  );
}
