/** Scenarios that the browser keeps between visits: by name, each as the query of its link. */

export type Kept = { readonly name: string; readonly query: string };
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'twin.pipe-scenarios';
const MOST_KEPT = 50;

/** @returns nothing where the browser keeps nothing, or something that is not ours */
export function keptScenarios(store: () => Store = () => window.localStorage): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(store().getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch (error) {
    console.warn('the kept scenarios cannot be read:', error);
    return [];
  }
}

/** One of the same name gives way; the oldest goes when there are many. @returns whether the browser keeps it */
export function keepScenario(one: Kept, store?: () => Store): boolean {
  return write([one, ...others(one.name, store)].slice(0, MOST_KEPT), store);
}

export function forgetScenario(name: string, store?: () => Store): boolean {
  return write(others(name, store), store);
}

function others(name: string, store?: () => Store): readonly Kept[] {
  return keptScenarios(store).filter((other) => other.name !== name);
}

function write(kept: readonly Kept[], store: () => Store = () => window.localStorage): boolean {
  try {
    store().setItem(KEY, JSON.stringify(kept));
    return true;
  } catch (error) {
    // Private windows and full disks refuse; the page says so.
    console.warn('the scenario is not kept:', error);
    return false;
  }
}

function isKept(one: unknown): one is Kept {
  return (
    typeof one === 'object' &&
    one !== null &&
    'name' in one &&
    'query' in one &&
    typeof one.name === 'string' &&
    typeof one.query === 'string'
  );
}
