/** The theme's colours for a canvas, which knows no custom properties. */
export interface Colours {
  readonly ground: string;
  readonly bar: string;
  readonly error: string;
  readonly text: string;
  readonly textDim: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly warning: string;
  readonly deployment: string;
  readonly config: string;
  readonly unrecorded: string;
  readonly font: string;
}

/** Reads them from an element, through a property that the browser resolves. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ground: colour('panel'),
    bar: colour('bar'),
    error: colour('error'),
    text: colour('text'),
    textDim: colour('text-dim'),
    line: colour('line'),
    lineStrong: colour('line-strong'),
    warning: colour('warning'),
    deployment: colour('deployment'),
    config: colour('config'),
    unrecorded: colour('raised'),
    font: `11px ${getComputedStyle(element).getPropertyValue('--mono')}`,
  };
  probe.remove();
  return colours;
}
