/** Gives Ant Design's components the console's colours and language; loaded where one stands. */
import { ConfigProvider, theme } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { usePreferences } from '../../data/preferences.ts';
import { useSpeech } from '../../texts/language.tsx';

/** The colours of `styles/tokens.css`: Ant Design computes shades and needs them as figures. */
const COLOURS = {
  dark: {
    colorPrimary: '#5aa9ff',
    colorBgBase: '#1e2226',
    colorBgElevated: '#262b30',
    colorTextBase: '#dde3e7',
    colorTextPlaceholder: '#8d979e',
    colorTextDescription: '#a3adb4',
  },
  light: {
    colorPrimary: '#0a58b8',
    colorBgBase: '#eef1f3',
    colorBgElevated: '#ffffff',
    colorTextBase: '#171d22',
    colorTextPlaceholder: '#515b63',
    colorTextDescription: '#414b53',
  },
} as const;

const COMPONENTS = {
  Table: {
    colorBgContainer: 'transparent',
    headerBg: 'transparent',
    headerColor: 'var(--ink-2)',
    headerSplitColor: 'transparent',
    headerSortActiveBg: 'transparent',
    headerSortHoverBg: 'var(--raised)',
    bodySortBg: 'transparent',
    borderColor: 'var(--line)',
    rowHoverBg: 'var(--raised)',
  },
};

export function ComponentTheme({ children }: { children: ReactNode }) {
  const { brightness } = usePreferences();
  const { language } = useSpeech();
  const algorithm = brightness === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm;
  const token = {
    ...COLOURS[brightness],
    fontFamily: 'var(--font)',
    fontSize: 15,
    borderRadius: 6,
    motion: false,
  };
  return (
    <ConfigProvider
      theme={{ algorithm, token, components: COMPONENTS }}
      locale={language === 'zh' ? zhCN : enGB}
    >
      {children}
    </ConfigProvider>
  );
}
