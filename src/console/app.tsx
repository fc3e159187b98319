/** The console as a whole: language, colours, the cache, and which page stands at which address. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Shell } from './components/shell/shell.tsx';
import { FaultBoundary } from './components/states/fault-boundary.tsx';
import { Failure, Loading } from './components/states/loaded.tsx';
import { usePreferences } from './data/preferences.ts';
import { queryClient } from './data/query-client.ts';
import { useMe, useSiteInfo } from './data/session.ts';
import { SetupPage } from './pages/setup.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import './styles/controls.css';
import { LanguageProvider } from './texts/language.tsx';

/** An unreachable gateway is asked again this often, without anybody pressing anything. */
const ASK_AGAIN_MS = 3_000;

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Appearance />
    </QueryClientProvider>
  );
}

function Appearance() {
  const preferences = usePreferences();
  const { data: site } = useSiteInfo();
  const { data: me } = useMe();
  const language = preferences.language ?? me?.language ?? site?.language ?? 'zh';
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.brightness = preferences.brightness;
  }, [language, preferences.brightness]);
  return (
    <LanguageProvider language={language}>
      <FaultBoundary>
        <BrowserRouter>
          <Routes>
            <Route path="/setup" element={<SetupPage />} />
            <Route path="*" element={<Entrance />} />
          </Routes>
        </BrowserRouter>
      </FaultBoundary>
    </LanguageProvider>
  );
}

/** Nobody passes without being known; a lost connection throws nobody out. */
function Entrance() {
  const me = useMe();
  const { refetch, isError } = me;
  useEffect(() => {
    if (!isError) return;
    const timer = window.setInterval(() => void refetch(), ASK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [isError, refetch]);
  if (me.data) return <Shell me={me.data} />;
  if (me.data === null) return <SignInPage />;
  if (isError) return <Failure error={me.error} retry={() => void refetch()} />;
  return <Loading />;
}
