/** Somebody who calls the API over real HTTP. */

type Headers = Record<string, string>;

export interface Caller {
  headers: Headers;
  get(path: string): Promise<Reply>;
  /** A text or bytes go as they are, anything else as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Headers): Promise<Reply>;
}

export interface Reply {
  status: number;
  headers: globalThis.Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is what a test looks at
  body: any;
}

/** Paths are below `/api/v1` unless they begin with `//`, which is the root. */
export function createCaller(base: string, own: Headers): Caller {
  const call = async (method: string, path: string, init: RequestInit): Promise<Reply> => {
    const url = path.startsWith('//') ? `${base}${path.slice(1)}` : `${base}/api/v1${path}`;
    const response = await fetch(url, { method, ...init });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const { status, headers } = response;
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    headers: own,
    get: (path) => call('GET', path, { headers: own }),
    send(method, path, body, headers = {}) {
      const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
      return call(method, path, {
        headers: { ...type, ...own, ...headers },
        ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      });
    },
  };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}
