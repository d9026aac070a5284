import { useEffect, useRef } from 'react';

/** Every key on one card; `?` opens it. */
export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key === '?') dialog.current?.showModal();
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  return (
    <dialog ref={dialog} aria-label="Keys">
      <p>Drag the timeline to move the instant; ? opens this, Esc closes it.</p>
    </dialog>
  );
}
