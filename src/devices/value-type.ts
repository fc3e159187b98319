/**
 * How a value lies in bytes: types, byte order, and readers compiled once per point. Bytes are
 * those of Modbus registers, or of a binary payload, whose smallest unit is one byte.
 */
export const REGISTER_TYPES = [
  'bool',
  'bit',
  'bits',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float32',
  'float64',
  'string',
  'bcd',
] as const;
export type RegisterType = (typeof REGISTER_TYPES)[number];

/** Bytes of one value, in the order in which they arrive; A is the most significant. */
export const BYTE_ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const;
export type ByteOrder = (typeof BYTE_ORDERS)[number];

const PAYLOAD_ONLY_TYPES = ['uint8', 'int8'] as const;
export const BINARY_TYPES = [...REGISTER_TYPES, ...PAYLOAD_ONLY_TYPES] as const;
export type BinaryType = (typeof BINARY_TYPES)[number];

const WIDTH_BYTES: Partial<Record<BinaryType, number>> = {
  uint8: 1,
  int8: 1,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
};

/** Where and how a value lies. `unitBytes`: 2 in registers, 1 in a binary payload. */
export interface Layout {
  type: BinaryType;
  order: ByteOrder;
  unitBytes: 1 | 2;
  bit?: number | undefined;
  bits?: readonly [number, number] | undefined;
  signed?: boolean | undefined;
  /** Units of a `string` or `bcd`. */
  length?: number | undefined;
}

export function widthBytes(layout: Omit<Layout, 'order'>): number {
  const { type, unitBytes } = layout;
  if (type === 'string' || type === 'bcd') return (layout.length ?? 1) * unitBytes;
  if (type === 'bool' || type === 'bit') return unitBytes;
  return WIDTH_BYTES[type] ?? 2;
}

/** Bools and bits read as 0 or 1; what is not a value of its type reads as NaN. */
export type Reader = (view: DataView, at: number) => number | string;

export function compileReader(layout: Layout): Reader {
  const width = widthBytes(layout);
  if (layout.type === 'string') return stringReader(width, layout);
  const read = plainReader(layout, width);
  // Single registers arrive as they are; only a value of several can be shuffled.
  const shuffled = width > layout.unitBytes && layout.order !== 'ABCD';
  return shuffled ? reordered(read, width, layout.order) : read;
}

function plainReader(layout: Layout, width: number): (view: DataView, at: number) => number {
  switch (layout.type) {
    case 'bool':
      return (view, at) => (unit(view, at, layout.unitBytes) === 0 ? 0 : 1);
    case 'bit': {
      const bit = layout.bit ?? 0;
      return (view, at) => (unit(view, at, layout.unitBytes) >> bit) & 1;
    }
    case 'bits':
      return fieldReader(layout.bits ?? [0, 15], layout.signed ?? false);
    case 'bcd':
      return (view, at) => readBcd(view, at, width);
    case 'string':
      return () => Number.NaN;
    default:
      return NUMBER_READERS[layout.type];
  }
}

type NumberType = Exclude<BinaryType, 'bool' | 'bit' | 'bits' | 'bcd' | 'string'>;

const TWO_32 = 2 ** 32;

/** 64-bit counters become doubles: exact to 2^53, and no device counts further. */
const NUMBER_READERS: Record<NumberType, (view: DataView, at: number) => number> = {
  uint8: (view, at) => view.getUint8(at),
  int8: (view, at) => view.getInt8(at),
  uint16: (view, at) => view.getUint16(at),
  int16: (view, at) => view.getInt16(at),
  uint32: (view, at) => view.getUint32(at),
  int32: (view, at) => view.getInt32(at),
  uint64: (view, at) => view.getUint32(at) * TWO_32 + view.getUint32(at + 4),
  int64: (view, at) => view.getInt32(at) * TWO_32 + view.getUint32(at + 4),
  float32: (view, at) => view.getFloat32(at),
  float64: (view, at) => view.getFloat64(at),
};

function unit(view: DataView, at: number, unitBytes: 1 | 2): number {
  return unitBytes === 2 ? view.getUint16(at) : view.getUint8(at);
}

/** Bits `low` to `high`, both included, of one 16-bit word; `signed`: two's complement. */
function fieldReader([low, high]: readonly [number, number], signed: boolean) {
  const span = 2 ** (high - low + 1);
  return (view: DataView, at: number): number => {
    const field = (view.getUint16(at) >> low) & (span - 1);
    return signed && field >= span / 2 ? field - span : field;
  };
}

function readBcd(view: DataView, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) {
    const byte = view.getUint8(at + i);
    const tens = byte >> 4;
    const ones = byte & 0xf;
    if (tens > 9 || ones > 9) return Number.NaN;
    value = value * 100 + tens * 10 + ones;
  }
  return value;
}

function reordered(
  read: (view: DataView, at: number) => number,
  width: number,
  order: ByteOrder,
): Reader {
  const scratch = new DataView(new ArrayBuffer(width));
  const from = Array.from({ length: width }, (_, i) => sourceIndex(i, width, order));
  return (view, at) => {
    for (let i = 0; i < width; i++) scratch.setUint8(i, view.getUint8(at + from[i]!));
    return read(scratch, 0);
  };
}

/** Where byte `i` of the big-endian value stands in what arrived. */
function sourceIndex(i: number, width: number, order: ByteOrder): number {
  switch (order) {
    case 'ABCD':
      return i;
    case 'CDAB': // words swapped, each as it is
      return width - 2 - (i & ~1) + (i & 1);
    case 'BADC': // bytes swapped in each word
      return i ^ 1;
    case 'DCBA':
      return width - 1 - i;
    default:
      return order satisfies never;
  }
}

/** Text ends at its first NUL. Bytes that are not UTF-8 are no text: NaN. */
function stringReader(width: number, layout: Layout): Reader {
  const swapped = layout.unitBytes === 2 && (layout.order === 'BADC' || layout.order === 'DCBA');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (view, at) => {
    const bytes = new Uint8Array(width);
    for (let i = 0; i < width; i++) bytes[i] = view.getUint8(at + (swapped ? i ^ 1 : i));
    const end = bytes.indexOf(0);
    try {
      return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
    } catch {
      return Number.NaN; // becomes a bad reading: the value itself says why
    }
  };
}
