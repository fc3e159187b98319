/** Where the server's routes are. No other folder of the console knows a URL. */
const API = '/api/v1';

const id = encodeURIComponent;
/** Those of one incident, or all. */
const about = (incident?: string) => (incident === undefined ? '' : `?incident=${id(incident)}`);

export const routes = {
  siteInfo: `${API}/site/info`,
  site: `${API}/site`,
  me: `${API}/me`,
  session: `${API}/session`,
  setup: `${API}/setup`,
  stream: `${API}/stream`,
  assets: `${API}/assets`,
  openAlarms: `${API}/alarms`,
  normalAlarms: `${API}/alarms?state=normal`,
  acknowledge: (alarm: string) => `${API}/alarms/${id(alarm)}/acknowledge`,
  reset: (alarm: string) => `${API}/alarms/${id(alarm)}/reset`,
  shelve: (alarm: string) => `${API}/alarms/${id(alarm)}/shelve`,
  unshelve: (alarm: string) => `${API}/alarms/${id(alarm)}/unshelve`,
  outOfService: (alarm: string) => `${API}/alarms/${id(alarm)}/out-of-service`,
  returnToService: (alarm: string) => `${API}/alarms/${id(alarm)}/return-to-service`,
  alarmKpis: (from: number) => `${API}/alarms/kpis?from=${from}`,
  ledger: (from: number) => `${API}/ledger?from=${from}`,
  incidents: `${API}/incidents`,
  planned: `${API}/incidents?about=planned`,
  incident: (incident: string) => `${API}/incidents/${id(incident)}`,
  report: (incident: string, format: string, language: string) =>
    `${API}/incidents/${id(incident)}/report?format=${format}&language=${language}`,
  step: (incident: string, step: string) => `${API}/incidents/${id(incident)}/steps/${id(step)}`,
  lead: (incident: string) => `${API}/incidents/${id(incident)}/lead`,
  close: (incident: string) => `${API}/incidents/${id(incident)}/close`,
  attachments: (incident: string) => `${API}/incidents/${id(incident)}/attachments`,
  vulnerable: (incident: string) => `${API}/incidents/${id(incident)}/vulnerable`,
  checks: `${API}/checks`,
  notices: (incident?: string) => `${API}/notices${about(incident)}`,
  told: (notice: string) => `${API}/notices/${id(notice)}/told`,
  noticePrint: (notice: string, language: string) =>
    `${API}/notices/${id(notice)}/print?language=${language}`,
  actions: (incident?: string) => `${API}/actions${about(incident)}`,
  finishAction: (action: string) => `${API}/actions/${id(action)}/finish`,
  reviewAction: (action: string) => `${API}/actions/${id(action)}/review`,
  cancelAction: (action: string) => `${API}/actions/${id(action)}/cancel`,
  people: `${API}/people`,
  notifications: (incident: string) => `${API}/notifications?incident=${id(incident)}`,
  answer: (notification: string) => `${API}/notifications/${id(notification)}/answer`,
  devices: `${API}/devices`,
  coverage: `${API}/coverage`,
  duty: `${API}/duty`,
  readiness: `${API}/readiness`,
  simulation: `${API}/simulation`,
  faults: `${API}/simulation/faults`,
  fault: (fault: string) => `${API}/simulation/faults/${id(fault)}`,
  readings: (query: Record<string, string>) => `${API}/readings?${new URLSearchParams(query)}`,
} as const;
