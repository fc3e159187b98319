/**
 * A call with an `Idempotency-Key` is done once; a repeat gets the first answer again. Answers may
 * be personal, and are kept beside the journal: so they are sealed under the caller's own key,
 * which itself is not kept.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import { badRequest, ProblemAnswer } from './problem.ts';
import type { Call } from './route.ts';

/** The phone's queue sends UUIDs; a key that can be guessed seals little. */
const KEY = /^[\x21-\x7e]{1,200}$/;

export async function onceOnly(call: Call, work: () => Promise<Answer>): Promise<Answer> {
  const given = call.request.headers['idempotency-key'];
  if (given === undefined) return work();
  if (typeof given !== 'string' || !KEY.test(given)) {
    throw badRequest('Idempotency-Key: expected 1 to 200 visible ASCII characters');
  }
  const { idempotency } = call.realm;
  const derive = (purpose: string) => createHmac('sha256', given).update(purpose);
  const key = derive(`name ${call.who.user}`).digest('hex');
  const request = fingerprint(derive('request'), call);
  const seal = derive('seal').digest();
  const claim = idempotency.begin(key, request, call.ports.wallClock());
  if (claim.state === 'finished') return { ...unsealed(seal, claim.response), isRepeat: true };
  if (claim.state !== 'new') throw claimProblem(claim.state);
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    guarded(call, () => idempotency.release(key));
    throw error;
  }
  // What was asked is done and durable: not being able to note it must not deny that.
  guarded(call, () => idempotency.finish(key, sealed(seal, answer)));
  return answer;
}

function claimProblem(state: 'running' | 'unknown' | 'different'): ProblemAnswer {
  switch (state) {
    case 'running':
      return new ProblemAnswer(409, 'conflict', 'the first call with this key is still at work');
    case 'unknown':
      return new ProblemAnswer(
        409,
        'conflict',
        'the program ended during the first call with this key: look whether it was done',
      );
    case 'different':
      return new ProblemAnswer(422, 'invalid', 'this key came with another request before');
    default:
      return state satisfies never;
  }
}

function fingerprint(hmac: ReturnType<typeof createHmac>, { request, body }: Call): string {
  const content = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return hmac.update(`${request.method} ${request.originalUrl}\n`).update(content).digest('hex');
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

function sealed(key: Buffer, answer: Answer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
}

function unsealed(key: Buffer, response: string): Answer {
  const bytes = Buffer.from(response, 'base64');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
  return JSON.parse(Buffer.concat(text).toString('utf8'));
}

function guarded({ ports }: Call, work: () => void): void {
  try {
    work();
  } catch (error) {
    ports.log(`api: an idempotency key was not noted: ${String(error)}`);
  }
}
