/** What surfaces are made of. Buildings are plaster in this city: colour belongs to data, and the models keep to that. */

export type Finish = {
  /** Name of the IfcMaterial. */
  readonly material: string;
  readonly colour: string;
  /** 0 opaque, 1 invisible. */
  readonly transparency?: number;
};

export const FINISHES = {
  plaster: { material: '外墙涂料', colour: '#F1F0EC' },
  precast: { material: '预制混凝土', colour: '#E4E3DE' },
  concrete: { material: '现浇混凝土', colour: '#C6C8C5' },
  roof: { material: '屋面防水保护层', colour: '#DAD9D4' },
  partition: { material: '轻质隔墙', colour: '#E9E8E4' },
  glass: { material: '中空玻璃', colour: '#A9BCC7', transparency: 0.55 },
  spandrel: { material: '铝板', colour: '#CDD5D9' },
  aluminium: { material: '铝合金', colour: '#7B868C' },
  steel: { material: '钢材', colour: '#8E979C' },
  plant: { material: '镀锌钢板', colour: '#BFC5C7' },
  solar: { material: '光伏组件', colour: '#3A4A5C' },
  rubber: { material: '橡胶', colour: '#3B4043' },
  stainless: { material: '不锈钢', colour: '#B9C0C4' },
  teflon: { material: '聚四氟乙烯', colour: '#E8E9E6' },
  braid: { material: '金属软管', colour: '#A7A297' },
  timber: { material: '木纹铝格栅', colour: '#B7A48A' },
  ceramic: { material: '陶瓷', colour: '#F4F5F4' },
} as const satisfies { readonly [name: string]: Finish };
