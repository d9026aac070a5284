import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4 2.5v11l9-5.5z" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M12 2.5v11L3 8z" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M3 3h2v10H3zM13 3v10L6 8z" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="M11 3h2v10h-2zM3 3v10l7-5z" />
  </Icon>
);

export const ThemeIcon = () => (
  <Icon>
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13" className="icon-outline" />
    <path d="M8 1.5a6.5 6.5 0 0 0 0 13z" />
  </Icon>
);

export const HelpIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.5" className="icon-outline" />
    <path d="M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.5" className="icon-outline" />
    <circle cx="8" cy="11.7" r=".9" />
  </Icon>
);

/** Bars, and the playhead among them. */
export const Mark = () => (
  <svg className="header-mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M2.5 12V8m3 4V5m5.500 7V6m3 6V9" className="header-mark-bars" />
    <path d="M8.250 1.500v13" className="header-mark-playhead" />
  </svg>
);
