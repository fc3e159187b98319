/**
 * A line over Modbus TCP: one socket, several questions open at once, answers matched by their
 * 16-bit transaction. An answer that no open question waits for is dropped and told as a stray, so
 * a late one can never pass for another's. Never reconnects by itself.
 */
import { connect, type Socket } from 'node:net';
import { assert, DeviceError } from '../../core/error.ts';
import { Codec, describeQuestion } from './codec.ts';
import type { Answer, Line, LineEvents, Question } from './line.ts';
import { encodeMbap, MbapReader } from './mbap.ts';

export interface Endpoint {
  host: string;
  port: number;
  maxInFlight: number;
}

/** Long enough for two lost SYN packets (sent again after 1 s and 3 s). */
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Transactions given up, kept out of use so that their late answers stay strays. At the limit the
 * oldest is used again: by then this many others have run out of time after it.
 */
const MAX_GIVEN_UP = 4_096;

interface OpenQuestion {
  slot: number;
  transaction: number;
  question: Question;
  deadline: number;
  answered: (answer: Answer) => void;
}

export class TcpLine implements Line {
  readonly #endpoint: Endpoint;
  readonly #events: LineEvents;
  readonly #codec = new Codec();
  readonly #open = new Map<number, OpenQuestion>();
  readonly #givenUp = new Set<number>();
  readonly #freeSlots: number[];
  #reader = new MbapReader();
  #socket: Socket | undefined;
  #isConnected = false;
  #isCorked = false;
  #transaction = 0;

  constructor(endpoint: Endpoint, events: LineEvents) {
    this.#endpoint = endpoint;
    this.#events = events;
    this.#freeSlots = Array.from({ length: endpoint.maxInFlight }, (_, slot) => slot);
  }

  get hasRoom(): boolean {
    return this.#isConnected && this.#freeSlots.length > 0;
  }

  get nextDeadline(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { deadline } of this.#open.values()) if (deadline < next) next = deadline;
    return next;
  }

  open(): void {
    const { host, port } = this.#endpoint;
    const socket = connect({ host, port, noDelay: true });
    this.#socket = socket;
    this.#reader = new MbapReader();
    let cause: Error | undefined;
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
      socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }));
    });
    socket.once('connect', () => {
      socket.setTimeout(0);
      if (this.#socket !== socket) return;
      this.#isConnected = true;
      this.#events.opened();
    });
    socket.on('data', (chunk: Buffer) => {
      if (this.#socket === socket) this.#receive(chunk);
    });
    socket.on('error', (error) => {
      cause = error;
    });
    socket.once('close', () => {
      if (this.#socket === socket) this.#fail(nameLoss(this.#endpoint, cause));
    });
  }

  ask(question: Question, deadline: number, answered: (answer: Answer) => void): void {
    const slot = this.#freeSlots.pop();
    assert(slot !== undefined, 'the line has no room');
    const transaction = this.#nextTransaction();
    this.#open.set(transaction, { slot, transaction, question, deadline, answered });
    if (!this.#isCorked) this.#socket!.cork();
    this.#isCorked = true;
    this.#socket!.write(encodeMbap(transaction, this.#codec.encode(slot, question)));
  }

  flush(): void {
    if (this.#isCorked) this.#socket!.uncork();
    this.#isCorked = false;
  }

  expire(now: number): void {
    const socket = this.#socket;
    const late = [...this.#open.values()].filter(({ deadline }) => deadline <= now);
    for (const open of late) {
      // What was told before may have closed the line.
      if (!this.#giveUp(open)) return;
      const { question } = open;
      open.answered(new DeviceError('timeout', `${describeQuestion(question)}: no answer in time`));
    }
    // Half a frame that nobody waits for any more may never be completed, and would then swallow
    // the start of the next.
    if (late.length > 0 && this.#reader.isMidFrame && this.#socket === socket) {
      this.#fail(
        new DeviceError('disconnected', `${this.#name}: stopped in the middle of a frame`),
      );
    }
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isConnected = false;
    this.#isCorked = false;
    for (const open of this.#open.values()) this.#freeSlots.push(open.slot);
    this.#open.clear();
    // A new socket is a new stream: nothing late can come out of it.
    this.#givenUp.clear();
    socket?.destroy();
  }

  get #name(): string {
    return `${this.#endpoint.host}:${this.#endpoint.port}`;
  }

  #receive(chunk: Buffer): void {
    const socket = this.#socket;
    const { frames, fault } = this.#reader.read(chunk);
    for (const { transaction, body } of frames) {
      // What was told before may have closed the line.
      if (this.#socket !== socket) return;
      const open = this.#open.get(transaction);
      if (open === undefined) {
        this.#givenUp.delete(transaction);
        this.#events.stray(body[0]!);
        continue;
      }
      this.#open.delete(transaction);
      this.#freeSlots.push(open.slot);
      open.answered(this.#codec.decode(open.slot, body));
    }
    if (fault !== undefined && this.#socket === socket) {
      this.#fail(new DeviceError('payload', `${this.#name}: not Modbus TCP: ${fault}`));
    }
  }

  #giveUp({ transaction, slot }: OpenQuestion): boolean {
    if (!this.#open.delete(transaction)) return false;
    this.#freeSlots.push(slot);
    this.#givenUp.add(transaction);
    const [oldest] = this.#givenUp;
    if (this.#givenUp.size > MAX_GIVEN_UP) this.#givenUp.delete(oldest!);
    return true;
  }

  #fail(error: DeviceError): void {
    this.close();
    this.#events.closed(error);
  }

  #nextTransaction(): number {
    do this.#transaction = (this.#transaction + 1) & 0xffff;
    while (this.#open.has(this.#transaction) || this.#givenUp.has(this.#transaction));
    return this.#transaction;
  }
}

/** Why the socket closed, in words for an engineer. */
function nameLoss({ host, port }: Endpoint, cause: Error | undefined): DeviceError {
  const name = `${host}:${port}`;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const options = cause === undefined ? {} : { cause };
  if (code === 'ECONNREFUSED') {
    return new DeviceError('refused', `${name} refused the connection`, options);
  }
  if (code === 'ETIMEDOUT') {
    return new DeviceError('timeout', `${name} does not answer; is it on the network?`, options);
  }
  const detail = cause === undefined ? 'closed by the other side' : cause.message;
  return new DeviceError('disconnected', `${name}: ${detail}`, options);
}
