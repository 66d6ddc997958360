/** Progress of the start on the terminal: each stage with its count or percentage and its time. */

export type Stage = { readonly progress: (text: string) => void };

/** Runs a stage and says what it did; `onStage` also tells /health. */
export async function stage<T>(
  name: string,
  onStage: (name: string) => void,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  onStage(name);
  let last = '';
  const result = await work({
    progress(text) {
      last = text;
      onStage(`${name} ${text}`);
      if (process.stdout.isTTY) process.stdout.write(`\r${name.padEnd(14)}${text.padEnd(30)}`);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${process.stdout.isTTY ? '\r' : ''}${name.padEnd(14)}${last.padEnd(30)}${seconds.padStart(6)} s`,
  );
  return result;
}
