/** One listener at the other end of a stream. */
import type { Response } from 'express';

/**
 * Bytes that may wait for a slow client. Beyond it the connection is dropped: it comes back with
 * its last id, or is told to load everything anew.
 */
const BUFFER_LIMIT = 1024 * 1024;

export class StreamClient {
  readonly #response: Response;
  readonly #mayListen: () => boolean;

  /** `mayListen`: whether the session or token that opened the stream still holds. */
  constructor(response: Response, mayListen: () => boolean) {
    this.#response = response;
    this.#mayListen = mayListen;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy in between must not collect what should go at once.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
  }

  onGone(listener: () => void): void {
    this.#response.once('close', listener);
  }

  /** What waits is looked at before writing: one message alone never ends a connection. */
  write(text: string): void {
    // Ended, it is still among the clients until its connection closes.
    if (text === '' || this.#response.destroyed || this.#response.writableEnded) return;
    if (this.#response.writableLength > BUFFER_LIMIT) this.#response.destroy();
    else this.#response.write(text);
  }

  /** Somebody who signed out, or was removed, hears no more. */
  checkRight(): void {
    if (!this.#mayListen()) this.end();
  }

  end(): void {
    this.#response.end();
  }
}
