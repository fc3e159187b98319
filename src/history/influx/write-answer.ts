/**
 * What a server's answer to a write means: stored, stored but for some lines, or not yet. A line
 * is given up only where the server says that it will never take it; anything else is kept and
 * tried again, since a person can still put it right.
 */
export type WriteAnswer =
  | { is: 'stored' }
  /** The rest is stored; these the server will never take. */
  | { is: 'partial'; dropped: number; reason: string }
  /** A field has another type there: the points can be had without it. */
  | { is: 'conflict'; measurement: string; field: string; reason: string }
  /** Too large, or one of the lines is at fault and it is not said which. */
  | { is: 'divide'; reason: string }
  | { is: 'no-database'; reason: string }
  | { is: 'retry'; reason: string };

const TOO_LARGE = 413;
/** What a person reads in the status; servers quote whole lines. */
const REASON_LIMIT = 300;

const CONFLICT = /field type conflict: input field "([^"]+)" on measurement "([^"]+)"/;
const DROPPED = /partial write.*dropped=(\d+)/s;
const UNPARSABLE = /unable to parse/g;

export function judgeAnswer(status: number, body: string): WriteAnswer {
  if (status >= 200 && status < 300) return { is: 'stored' };
  const { message, named } = readBody(body);
  const reason = `${status}: ${message}`.slice(0, REASON_LIMIT);
  if (status === TOO_LARGE) return { is: 'divide', reason };
  if (status === 404 && /database not found/.test(message)) return { is: 'no-database', reason };
  if (status === 400 || status === 422) return judgeRefusal(message, reason, named);
  return { is: 'retry', reason };
}

function judgeRefusal(message: string, reason: string, named: number): WriteAnswer {
  const conflict = CONFLICT.exec(message);
  if (conflict) return { is: 'conflict', field: conflict[1]!, measurement: conflict[2]!, reason };
  if (named > 0) return { is: 'partial', dropped: named, reason };
  const partial = DROPPED.exec(message);
  const unparsable = message.match(UNPARSABLE)?.length ?? 0;
  if (partial) return { is: 'partial', dropped: Number(partial[1]) + unparsable, reason };
  if (unparsable > 0) return { is: 'divide', reason };
  return { is: 'retry', reason };
}

/** 1.x says `error`; 2.x `message`; 3.x `error`, and names each line in `data`. */
function readBody(body: string): { message: string; named: number } {
  try {
    const { error, message, data } = JSON.parse(body) as Record<string, unknown>;
    const said = [error, message].find((text) => typeof text === 'string');
    return { message: said ?? body, named: Array.isArray(data) ? data.length : 0 };
  } catch {
    // A proxy's page, or nothing: its text is the message.
    return { message: body, named: 0 };
  }
}
