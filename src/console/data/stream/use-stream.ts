/** Keeps a signed-in page on the stream for as long as it is shown. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { StreamMessages } from '../../../api/contract.ts';
import { retryWaitingActions } from '../actions/actions.ts';
import { keys } from '../keys.ts';
import { applyFact, signalStore } from './apply.ts';
import { connectStream } from './connect.ts';
import type { StreamNews } from './hub.ts';
import { isStale, noteHeard, noteServerTime } from './link.ts';
import { createSignalBuffer, SHOWN_EVERY_MS } from './signal-buffer.ts';

/** The gateway's own health, as the last heartbeat told it. */
export function useHeartbeat(): StreamMessages['heartbeat'] | undefined {
  const options = { queryKey: keys.heartbeat, queryFn: skipToken } as const;
  return useQuery<StreamMessages['heartbeat']>(options).data;
}

export function useStream(): void {
  const client = useQueryClient();
  useEffect(() => {
    const buffer = createSignalBuffer(signalStore(client));
    const timer = window.setInterval(buffer.flush, SHOWN_EVERY_MS);
    const listen = (news: StreamNews) => {
      if (news.name === 'refused') {
        void client.invalidateQueries({ queryKey: keys.me });
        return;
      }
      if (isStale()) retryWaitingActions();
      noteHeard();
      if (news.name === 'signals') buffer.take(news.data);
      else if (news.name === 'heartbeat') {
        noteServerTime(news.data.at);
        client.setQueryData(keys.heartbeat, news.data);
      } else applyFact(client, news);
    };
    const leave = connectStream(listen);
    retryWaitingActions();
    return () => {
      leave();
      window.clearInterval(timer);
    };
  }, [client]);
}
