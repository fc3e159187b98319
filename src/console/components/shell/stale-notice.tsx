/** The screen is never silently old: past three seconds without a word it greys and says so. */
import { useIsStale, useStreamAge } from '../../data/stream/link.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import './notices.css';

export function StaleNotice() {
  const stale = useIsStale();
  return <div aria-live="assertive">{stale && <StaleWords />}</div>;
}

export function useStaleClass(): string {
  return useIsStale() ? 'is-stale' : '';
}

function StaleWords() {
  const { texts } = useSpeech();
  const age = useStreamAge();
  const title = age === undefined ? texts.stale.never : texts.stale.title(describeSpan(age, texts));
  return (
    <div className="notice hatched stale-notice">
      <strong className="hatched-label">{title}</strong>
      <span className="hatched-label">{texts.stale.detail}</span>
    </div>
  );
}
