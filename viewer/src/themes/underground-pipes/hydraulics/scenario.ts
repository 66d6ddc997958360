/** What is changed in a water network before it runs, as the parameters of /api/pipes/hydraulics, which a link takes along. */

/** A pipe, valve or pump that is shut, a pipe that leaks, what a point draws, the speed of a pump. */
export type Change = {
  readonly kind: 'close' | 'leak' | 'demand' | 'speed';
  readonly id: string;
  readonly value?: number;
};

/** In the order of the parameters. */
export function changesIn(query: URLSearchParams): Change[] {
  const leak = query.get('leak');
  return [
    ...listOf(query.get('close')).map((id): Change => ({ kind: 'close', id })),
    ...(leak === null
      ? []
      : [{ kind: 'leak' as const, id: leak, value: Number(query.get('leak_litres_per_second')) }]),
    ...(['demand', 'speed'] as const).flatMap((kind) =>
      query.getAll(kind).map((text): Change => ({ kind, ...settingOf(text) })),
    ),
  ];
}

/** One that is there already of its kind and for its thing gives way; a second leak for the first. */
export function withChange(query: URLSearchParams, change: Change): URLSearchParams {
  const { kind, id, value = 0 } = change;
  const next = withoutChange(query, change);
  if (kind === 'close') next.set('close', [...listOf(next.get('close')), id].join(','));
  else if (kind === 'leak') {
    next.set('leak', id);
    next.set('leak_litres_per_second', String(value));
  } else next.append(kind, `${id}:${value}`);
  return next;
}

export function withoutChange(query: URLSearchParams, { kind, id }: Change): URLSearchParams {
  const next = new URLSearchParams(query);
  if (kind === 'close') {
    const others = listOf(query.get('close')).filter((one) => one !== id);
    if (others.length > 0) next.set('close', others.join(','));
    else next.delete('close');
  } else if (kind === 'leak') {
    next.delete('leak');
    next.delete('leak_litres_per_second');
  } else {
    next.delete(kind);
    for (const text of query.getAll(kind)) if (settingOf(text).id !== id) next.append(kind, text);
  }
  return next;
}

function listOf(text: string | null): string[] {
  return (text ?? '').split(',').filter((id) => id !== '');
}

/** `id:value`; an id may have colons of its own. */
function settingOf(text: string): { readonly id: string; readonly value: number } {
  const colon = text.lastIndexOf(':');
  return { id: text.slice(0, colon), value: Number(text.slice(colon + 1)) };
}
