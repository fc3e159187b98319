/** Names of what the cache holds. */
export const keys = {
  siteInfo: ['site-info'],
  site: ['site'],
  me: ['me'],
  assets: ['assets'],
  alarms: ['alarms'],
  incidents: ['incidents'],
  incident: (id: string) => ['incident', id],
  notifications: (incident: string) => ['notifications', incident],
  devices: ['devices'],
  coverage: ['coverage'],
  duty: ['duty'],
  simulation: ['simulation'],
  heartbeat: ['heartbeat'],
  allSignals: ['signals'],
  signals: (asset: string) => ['signals', asset],
  readings: (asset: string, signal: string, hours: number) => ['readings', asset, signal, hours],
} as const;
