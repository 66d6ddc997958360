/** Progress of the start on the terminal: each stage with its count or percentage and its time. */

export type Stage = { readonly progress: (text: string) => void };

/** Widths of the columns on the terminal. */
const NAME_COLUMNS = 22;
const TEXT_COLUMNS = 30;

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
      if (process.stdout.isTTY)
        process.stdout.write(`\r${name.padEnd(NAME_COLUMNS)}${text.padEnd(TEXT_COLUMNS)}`);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${process.stdout.isTTY ? '\r' : ''}${name.padEnd(NAME_COLUMNS)}${last.padEnd(TEXT_COLUMNS)}${seconds.padStart(6)} s`,
  );
  return result;
}
