/** Encoding numbers into 16-bit registers, high byte and high word first, as Modbus devices do. */

/** A run of 16-bit registers, or of single bits held as 0 and 1, that the device offers. */
export interface Table {
  /** Wire address of the first. */
  readonly start: number;
  readonly values: Uint16Array;
}

/** High word first. */
export function putUint32(table: Table, address: number, value: number): void {
  table.values[address - table.start] = Math.floor(value / 65_536) & 0xffff;
  table.values[address - table.start + 1] = value & 0xffff;
}

/** IEEE 754 single precision, high word first (ABCD). */
export function putFloat32(table: Table, address: number, value: number): void {
  FLOAT.setFloat32(0, value);
  table.values[address - table.start] = FLOAT.getUint16(0);
  table.values[address - table.start + 1] = FLOAT.getUint16(2);
}
const FLOAT = new DataView(new ArrayBuffer(4));

/** A signed number as its 16-bit two's complement. */
export function put16(table: Table, address: number, value: number): void {
  table.values[address - table.start] = Math.round(value) & 0xffff;
}
