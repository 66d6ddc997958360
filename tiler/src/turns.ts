/** Lets so many work at once and so many wait for their turn; beyond that it says so at once, before memory ends. */
import { TileError } from './tile-error.ts';

export class Turns {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting = new Set<() => void>();
  #working = 0;

  constructor({ atOnce, mostWaiting }: { readonly atOnce: number; readonly mostWaiting: number }) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * @param abandoned who waits and is abandoned leaves the queue
   * @throws TileError `busy` when the queue is full; what `work` throws
   */
  async take<T>(abandoned: AbortSignal, work: () => Promise<T>): Promise<T> {
    abandoned.throwIfAborted();
    if (this.#working < this.#atOnce) this.#working += 1;
    else await this.#wait(abandoned);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #wait(abandoned: AbortSignal): Promise<void> {
    if (this.#waiting.size >= this.#mostWaiting)
      throw new TileError(
        'busy',
        `${this.#mostWaiting} tiles already wait to be made. Ask again in some seconds; tiles that were made before are served meanwhile.`,
      );
    return new Promise((done, fail) => {
      const begin = (): void => {
        abandoned.removeEventListener('abort', leave);
        done();
      };
      const leave = (): void => {
        this.#waiting.delete(begin);
        fail(new Error('nobody waits any more'));
      };
      abandoned.addEventListener('abort', leave, { once: true });
      this.#waiting.add(begin);
    });
  }

  /** The turn goes from the one who ends to the one who has waited longest. */
  #next(): void {
    const [begin] = this.#waiting;
    if (begin) {
      this.#waiting.delete(begin);
      begin();
    } else this.#working -= 1;
  }
}
