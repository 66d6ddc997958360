/** Things that many may ask for at once: made once for all of them, and given up when nobody waits any more. */

type Flight<T> = {
  waiters: number;
  readonly made: Promise<T>;
  readonly abandon: AbortController;
};

export class Flights<T> {
  readonly #flying = new Map<string, Flight<T>>();

  /**
   * @param make begins for the first who asks; told by its signal when the last one has left
   * @param waiter whose abort means that this one does not wait any more
   * @throws what `make` throws; Error when `waiter` aborts first
   */
  async join(key: string, make: (abandoned: AbortSignal) => Promise<T>, waiter?: AbortSignal): Promise<T> {
    waiter?.throwIfAborted();
    const flight = this.#flying.get(key) ?? this.#start(key, make);
    flight.waiters += 1;
    if (!waiter) return flight.made;
    const left = Promise.withResolvers<never>();
    const leave = (): void => {
      flight.waiters -= 1;
      if (flight.waiters === 0) {
        // Who comes now must not wait for what is being given up.
        this.#end(key, flight);
        flight.abandon.abort();
      }
      left.reject(new Error('aborted by who waited', { cause: waiter.reason }));
    };
    waiter.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([flight.made, left.promise]);
    } finally {
      waiter.removeEventListener('abort', leave);
    }
  }

  #start(key: string, make: (abandoned: AbortSignal) => Promise<T>): Flight<T> {
    const abandon = new AbortController();
    const flight: Flight<T> = {
      waiters: 0,
      abandon,
      made: make(abandon.signal).finally(() => this.#end(key, flight)),
    };
    this.#flying.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<T>): void {
    if (this.#flying.get(key) === flight) this.#flying.delete(key);
  }
}
