/** What a page shows until it has its data, and when it cannot have it. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError, UnreachableError } from '../../data/client.ts';
import { useSpeech } from '../../texts/language.tsx';
import type { Texts } from '../../texts/zh.ts';
import './loaded.css';

interface LoadedProps<T> {
  of: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** Data that was there once stays, even while it cannot be loaded again. */
export function Loaded<T>({ of: query, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}

export function Loading() {
  const { texts } = useSpeech();
  return (
    <div className="state" role="status">
      <span className="state-bar" aria-hidden="true" />
      {texts.states.loading}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { texts } = useSpeech();
  const { title, detail } = describeFailure(error, texts);
  return (
    <div className="state" role="alert">
      <strong>{title}</strong>
      <span className="dim">{detail}</span>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {texts.states.retry}
        </button>
      )}
    </div>
  );
}

/** Nothing to show, which is often good news: say so plainly. */
export function Empty({ title, detail }: { title: string; detail?: string }) {
  return (
    <div className="state">
      <span>{title}</span>
      {detail && <span className="dim">{detail}</span>}
    </div>
  );
}

function describeFailure(
  error: unknown,
  { refusal, states: words }: Texts,
): { title: string; detail: string } {
  if (error instanceof UnreachableError) {
    return { title: words.unreachable, detail: words.unreachableDetail };
  }
  if (error instanceof ProblemError) {
    const { code, detail = '', status } = error.problem;
    const title = status === 403 ? words.notAllowed : words.failed;
    // Only our own fault needs the gateway's sentence: under it an engineer finds the log.
    return {
      title,
      detail: [refusal.code[code], code === 'internal' && detail].filter(Boolean).join(' · '),
    };
  }
  return { title: words.failed, detail: error instanceof Error ? error.message : String(error) };
}
