import { onPreference, preferences } from '../preferences';

/** Puts the chosen theme on the page; without a choice, the operating system's holds. */
export function followTheme(): void {
  const apply = () => {
    const { theme } = preferences();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  onPreference(apply);
  apply();
}

export function shownTheme(): 'light' | 'dark' {
  const { theme } = preferences();
  if (theme !== 'system') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
