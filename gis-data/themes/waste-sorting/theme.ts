import { defineTheme } from '../../theme.ts';
import { WASTE_STREAMS } from './codes.ts';

export default defineTheme({
  id: 'waste-sorting',
  title: { zh: '垃圾分类', en: 'Waste sorting' },
  // Where to bring which waste, and whether there is room, is for everybody; who keeps a bin is a person.
  access: 'public',
  attribution: { zh: '演示数据', en: 'Demo data' },
  icon: 'bin',
  order: 90,
  collections: [
    {
      id: 'waste-points',
      title: { zh: '投放点', en: 'Drop-off points' },
      geometry: 'Point',
      source: 'feature',
      label: 'place',
      time: 'collected_at',
      divideBy: 'stream',
      fields: {
        place: {
          type: 'text',
          title: { zh: '位置', en: 'Place' },
          search: true,
          inTiles: true,
          fact: true,
          aliases: ['位置', 'LOCATION'],
        },
        stream: {
          type: 'code',
          values: WASTE_STREAMS,
          title: { zh: '类别', en: 'Stream' },
          fact: true,
          inTiles: true,
          aliases: ['垃圾类别', 'wasteType'],
        },
        volume_litres: {
          type: 'integer',
          unit: 'L',
          title: { zh: '容积', en: 'Volume' },
          fact: true,
          aliases: ['容积'],
        },
        fill_percent: {
          type: 'integer',
          unit: '%',
          title: { zh: '满溢度', en: 'Filled' },
          fact: true,
          inTiles: true,
          aliases: ['满溢度'],
        },
        collected_at: {
          type: 'datetime',
          title: { zh: '上次清运', en: 'Last collected' },
          fact: true,
          aliases: ['lastCollectionDate'],
        },
        bearing_degrees: {
          type: 'number',
          unit: '°',
          digits: 0,
          title: { zh: '朝向', en: 'Bearing' },
          aliases: ['ROTATION'],
        },
        keeper: {
          type: 'text',
          title: { zh: '管理员', en: 'Keeper' },
          access: 'restricted',
          mask: 'name',
          aliases: ['管理员'],
        },
        keeper_phone: {
          type: 'text',
          title: { zh: '联系电话', en: 'Phone' },
          access: 'restricted',
          mask: 'phone',
          aliases: ['联系电话'],
        },
      },
      unitWord: { zh: '个', en: '' },
      symbol: { kind: 'model', paint: { by: 'stream' }, model: 'waste-bin', bearing: 'bearing_degrees' },
      minZoom: 14,
    },
  ],
});
