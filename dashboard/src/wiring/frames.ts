/** `run`, at most once in each frame that the browser paints; and how to call it off. */
export function onceAFrame(run: () => void): readonly [soon: () => void, cancel: () => void] {
  let frame: number | undefined;
  return [
    () => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        run();
      });
    },
    () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
  ];
}
