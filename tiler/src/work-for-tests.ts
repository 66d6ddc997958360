/** A piece of work that ends when it is told to. */
export function work() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const seen = { begun: 0, abandoned: false };
  const make = (abandoned: AbortSignal): Promise<string> => {
    seen.begun += 1;
    abandoned.addEventListener('abort', () => {
      seen.abandoned = true;
    });
    return promise;
  };
  return { make, seen, end: () => resolve('made') };
}
