/**
 * The slots or watches that one step touched. A `Set` would do, but makes new tables thousands of
 * times a second, and most of the collector's work with them.
 */

/** What others may ask of it. Members stand in the order in which they were added. */
export interface Indices {
  readonly size: number;
  /** The member at a place from 0 to `size` - 1. */
  at(place: number): number;
}

/** A set of whole numbers from 0 on. Emptied and filled again, it allocates nothing. */
export class IndexSet implements Indices {
  #isMember: Uint8Array;
  #members: Int32Array;
  #size = 0;

  /** `room`: for members below this there is room from the start. */
  constructor(room: number) {
    this.#isMember = new Uint8Array(room);
    this.#members = new Int32Array(room);
  }

  get size(): number {
    return this.#size;
  }

  has(index: number): boolean {
    return this.#isMember[index] === 1;
  }

  at(place: number): number {
    return this.#members[place]!;
  }

  add(index: number): void {
    if (this.has(index)) return;
    if (index >= this.#isMember.length) this.#grow(2 * index + 1);
    this.#isMember[index] = 1;
    this.#members[this.#size++] = index;
  }

  addAll(others: Indices): void {
    for (let place = 0; place < others.size; place++) this.add(others.at(place));
  }

  clear(): void {
    for (let place = 0; place < this.#size; place++) this.#isMember[this.#members[place]!] = 0;
    this.#size = 0;
  }

  #grow(room: number): void {
    const [wereMembers, members] = [this.#isMember, this.#members];
    this.#isMember = new Uint8Array(room);
    this.#isMember.set(wereMembers);
    this.#members = new Int32Array(room);
    this.#members.set(members);
  }
}
