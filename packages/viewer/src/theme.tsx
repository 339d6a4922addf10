import { createTheme, type GrafanaTheme2, ThemeContext } from '@grafana/data';
import { config } from '@grafana/runtime';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'start-observability.theme';
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

function stored(): ThemeChoice {
  const choice = localStorage.getItem(storageKey);
  return choice === 'light' || choice === 'dark' ? choice : 'system';
}

const themes: Readonly<Record<'light' | 'dark', GrafanaTheme2>> = {
  light: createTheme({ colors: { mode: 'light' } }),
  dark: createTheme({ colors: { mode: 'dark' } }),
};

const themeOf = (choice: ThemeChoice): GrafanaTheme2 =>
  themes[choice === 'system' ? (darkSystem.matches ? 'dark' : 'light') : choice];

/** The theme before anything is drawn: what was chosen last, else what the system prefers. */
export const firstTheme = (): GrafanaTheme2 => themeOf(stored());

const ChoiceContext = createContext<readonly [ThemeChoice, (choice: ThemeChoice) => void]>([
  'system',
  () => undefined,
]);
export const useThemeChoice = () => useContext(ChoiceContext);

/** Gives the page its theme, follows the system where nothing was chosen, and remembers a choice. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(stored);
  const [, setSystemIsDark] = useState(darkSystem.matches);
  useEffect(() => {
    const changed = () => setSystemIsDark(darkSystem.matches);
    darkSystem.addEventListener('change', changed);
    return () => darkSystem.removeEventListener('change', changed);
  }, []);
  const theme = themeOf(choice);
  // Scenes read the theme of the configuration when they apply colours to fields.
  config.theme2 = theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme.isDark ? 'dark' : 'light';
    document.documentElement.style.colorScheme = theme.isDark ? 'dark' : 'light';
  }, [theme]);
  const value = useMemo(
    () =>
      [
        choice,
        (next: ThemeChoice) => {
          if (next === 'system') localStorage.removeItem(storageKey);
          else localStorage.setItem(storageKey, next);
          setChoice(next);
        },
      ] as const,
    [choice],
  );
  return (
    <ChoiceContext.Provider value={value}>
      <ThemeContext.Provider value={theme}>{children}</ThemeContext.Provider>
    </ChoiceContext.Provider>
  );
}
