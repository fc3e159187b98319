/** Raw values out of a payload's scalar: as it stands, a bit of it, or bytes that it spells. */
import type { Value } from '../core/signals/reading.ts';
import type { PayloadPoint } from './payload-point.ts';
import { compileReader, widthBytes } from './value-type.ts';

/** NaN where there is no such value: it becomes a bad sample. */
export type Extract = (scalar: Value) => Value;

export function compileExtractor(point: PayloadPoint): Extract {
  if (point.binary) return compileBytes(point.binary);
  if (point.type !== 'bit') return (scalar) => scalar;
  const divisor = 2 ** (point.bit ?? 0);
  return (scalar) => {
    const number = typeof scalar === 'string' && scalar.trim() !== '' ? Number(scalar) : scalar;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) return Number.NaN;
    return Math.floor(number / divisor) % 2;
  };
}

function compileBytes({ encoding, at, layout }: NonNullable<PayloadPoint['binary']>): Extract {
  const read = compileReader(layout);
  const needed = at + widthBytes({ ...layout });
  return (scalar) => {
    const bytes = typeof scalar === 'string' ? decodeText(scalar, encoding) : undefined;
    if (!bytes || bytes.length < needed) return Number.NaN;
    return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
  };
}

const TEXT_OF = {
  hex: /^(?:[0-9a-f]{2})+$/i,
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?$/,
} as const;

/** `Buffer.from` skips what it does not understand; a doubtful text must not pass as bytes. */
function decodeText(text: string, encoding: 'hex' | 'base64'): Uint8Array | undefined {
  const compact = text.trim();
  return TEXT_OF[encoding].test(compact) ? Buffer.from(compact, encoding) : undefined;
}
