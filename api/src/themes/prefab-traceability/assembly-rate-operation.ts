/** The assembly rate of a building by its model: every term with its share, its points and its elements. */
import type { Pool } from 'pg';
import { z } from 'zod';
import { readAs } from '@twin/gis-data/store/read-as.ts';
import { mayRead } from '@twin/gis-data/theme.ts';
import { assemblyRate, type Shares } from '@twin/gis-data/themes/prefab-traceability/assembly-rate.ts';
import {
  RULE_SETS,
  type ItemId,
  type RuleSet,
} from '@twin/gis-data/themes/prefab-traceability/assembly-rules.ts';
import { operation, type Operation } from '../../operations.ts';
import { Problem } from '../../problems.ts';
import { mustSee } from '../must-see.ts';
import { measureTerms } from './measure-terms.ts';

const DEFAULT_RULES = 'GB-51129-2017';
/** Whether a wall bears stands in its property sets. */
const SETS_GRADE = 'government';

export function assemblyRateOperation(pool: Pool): Operation {
  return operation({
    path: '/parts/assembly-rate',
    tag: 'parts',
    summary: 'Assembly rate of a building model by a set of rules, every term with its elements',
    query: {
      model: z.string().min(1).max(200).describe('Id of a model, as in the collection bim-models'),
      rules: z
        .enum(Object.keys(RULE_SETS) as [string, ...string[]])
        .default(DEFAULT_RULES)
        .describe('Set of rules'),
      declared: z
        .string()
        .max(1000)
        .optional()
        .describe(
          'Shares that no model says, as item:share with commas between: kitchens:0.8,full-fit-out:1,partitions:absent',
        ),
      item: z.string().max(100).optional().describe('An item whose elements are listed by their ids'),
    },
    async answer({ model, rules: id, declared, item }, visitor) {
      mustSee(visitor, 'bim-elements');
      if (!mayRead(visitor.grade, SETS_GRADE))
        throw new Problem(
          'layer-forbidden',
          'The assembly rate rests on the property sets of the model; sign in with an account of the department.',
        );
      const rules = RULE_SETS[id];
      if (!rules)
        throw new Problem('parameter-invalid', `rules is one of ${Object.keys(RULE_SETS).join(', ')}.`);
      if (item !== undefined && !rules.items.some((one) => one.id === item))
        throw new Problem('parameter-invalid', `${item} is no item of ${rules.id}: ${itemsOf(rules)}.`);
      const { terms, unsaidIds } = await readAs(pool, visitor, async (client) => {
        const { rowCount } = await client.query('select from bim_model where id = $1', [model]);
        if (rowCount !== 1)
          throw new Problem('item-unknown', `bim-models has no item ${model}; /api/models lists them.`);
        return measureTerms(client, model);
      });
      const said = declaredShares(declared, rules);
      for (const one of Object.keys(said))
        if (terms.has(one as ItemId))
          throw new Problem(
            'parameter-invalid',
            `${one} is measured in the model, so it cannot be declared.`,
          );
      const shares: Shares = {
        ...said,
        ...Object.fromEntries([...terms].map(([one, { assembled, whole }]) => [one, assembled / whole])),
      };
      const { items, ...rate } = assemblyRate(rules, shares);
      const listed = item === undefined ? undefined : terms.get(item as ItemId);
      return {
        rules: {
          id: rules.id,
          title: rules.title,
          clause: `${rules.standard}-${rules.edition} ${rules.table}`,
          confidence: rules.confidence,
          // Only a rule that was read in its source gives a verdict.
          severity: rules.confidence === 'V' ? 'verdict' : 'advisory',
        },
        ...rate,
        items: items.map((scored, place) => {
          const term = terms.get(scored.id);
          return {
            ...scored,
            group: rules.items[place]?.group,
            title: rules.items[place]?.title,
            by: term ? 'model' : scored.share === null ? 'nobody' : 'declared',
            ...(term && {
              assembled: term.assembled,
              whole: term.whole,
              unit: term.unit,
              assembled_elements: term.assembledIds.length,
              other_elements: term.otherIds.length,
            }),
          };
        }),
        walls_without_bearing: unsaidIds.length,
        ...(item === undefined
          ? {}
          : { elements: { item, assembled: listed?.assembledIds ?? [], other: listed?.otherIds ?? [] } }),
      };
    },
  });
}

function declaredShares(text: string | undefined, rules: RuleSet): Shares {
  const shares: { [id in ItemId]?: number | 'absent' } = {};
  for (const part of (text ?? '').split(',').filter((one) => one.trim() !== '')) {
    const [name = '', value = '', more] = part.split(':').map((one) => one.trim());
    const item = rules.items.find(({ id }) => id === name);
    const share = value === 'absent' ? value : value === '' ? Number.NaN : Number(value);
    if (!item || more !== undefined || !(share === 'absent' || (share >= 0 && share <= 1)))
      throw new Problem(
        'parameter-invalid',
        `declared is item:share with commas between, a share from 0 to 1 or absent, of ${itemsOf(rules)}.`,
      );
    shares[item.id] = share;
  }
  return shares;
}

function itemsOf({ items }: RuleSet): string {
  return items.map(({ id }) => id).join(', ');
}
