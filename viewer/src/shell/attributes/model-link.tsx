/** From an item to where it stands in a building model: an element by itself, a bearing or a part by its GlobalId. */
import * as z from 'zod/mini';
import { useJson } from '../../city-data/use-json.ts';
import type { FeatureRef } from '../../state/city-state.ts';
import { useWords } from '../../words/use-words.ts';
import type { Properties } from '../../words/item-title.ts';
import { Icon } from '../frame/icon.tsx';

const holding = z.object({ elements: z.array(z.object({ element: z.string(), model: z.string() })) });
const readHolding = (value: unknown): z.infer<typeof holding> => holding.parse(value);

export function ModelLink({
  item,
  properties,
}: {
  readonly item: FeatureRef;
  readonly properties: Properties;
}) {
  const { t } = useWords();
  const guid = properties['ifc_guid'];
  const model = properties['model'];
  const isElement = item.collection === 'bim-elements' && typeof model === 'string';
  const asked = useJson(
    typeof guid === 'string' && !isElement ? `/api/models/holding?guid=${encodeURIComponent(guid)}` : null,
    readHolding,
  );
  const found = isElement
    ? { model, element: item.id }
    : item.collection === 'bim-models'
      ? { model: item.id, element: undefined }
      : asked.status === 'ready'
        ? asked.answer.elements[0]
        : undefined;
  if (!found) return null;
  const view =
    found.element === undefined ? '' : `#${new URLSearchParams({ v: '1', select: found.element })}`;
  return (
    <a
      className="icon-button"
      href={`/bim/${encodeURIComponent(found.model)}${view}`}
      aria-label={t('attributes.model')}
      title={t('attributes.model')}
    >
      <Icon name="cube" />
    </a>
  );
}
