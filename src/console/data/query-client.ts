/** The one cache of what the server said. The stream keeps it new; a reload is only for gaps. */
import { QueryClient } from '@tanstack/react-query';
import { UnreachableError } from './client.ts';
import { keys } from './keys.ts';

/** An unreachable gateway is asked again this often before a page says so. */
const RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      retry: (count, error) => error instanceof UnreachableError && count < RETRIES,
    },
    mutations: { networkMode: 'always' },
  },
});

// Signals come by the stream alone and cannot be fetched again one by one, so they are never
// dropped; there is one entry an asset.
queryClient.setQueryDefaults(keys.allSignals, {
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});
