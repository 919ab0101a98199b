/** Light, dark, or whatever the system says. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'tandem-demo-theme';

export const theme = {
  get: (): Theme => {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  },
  set: (value: Theme): void => {
    localStorage.setItem(KEY, value);
    theme.apply();
  },
  apply: (): void => {
    document.documentElement.dataset['theme'] = theme.get();
  },
};
