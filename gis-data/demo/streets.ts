/**
 * The streets as a planner would draw them: knots of a grid (u east, v north, metres) that `bend` leans along the
 * coast. A street that ends on another is drawn some metres past it.
 */
import { bend } from './bend.ts';
import type { StreetClass } from './cross-section.ts';
import type { Point } from './frame.ts';
import { line, lengthOf, pointAt, smoothThrough } from './line.ts';
import type { StreetDraft } from './street-network.ts';

type Drawn = readonly [id: string, name: string, nameEn: string, kind: StreetClass, builtYear: number, knots: readonly Point[]];

const AXIS_STEP_METRES = 12;
/** Axis of the river at the same knots: its roads keep their distance. */
export const RIVER_KNOTS: readonly Point[] = [
  [2235, -700], [2215, -300], [2180, 110], [2165, 385], [2185, 650], [2215, 905], [2222, 1180], [2200, 1440], [2176, 1700], [2180, 1950], [2204, 2195], [2222, 2440], [2226, 2560], [2226, 2760],
];

const DRAWN: readonly Drawn[] = [
  ['N01', '西环路', 'West Ring Road', 'secondary', 2012, [[75, -420], [72, 110], [60, 650], [78, 1180], [84, 1700], [70, 2195], [64, 2470]]],
  ['N02', '海棠路', 'Haitang Road', 'branch', 2014, [[322, 80], [330, 385], [322, 915], [336, 1440], [328, 1950], [318, 2470]]],
  ['N03', '文澜路', 'Wenlan Road', 'arterial', 2011, [[612, -420], [604, 110], [598, 650], [606, 1180], [600, 1700], [590, 2195], [584, 2470]]],
  ['N04', '椰风路', 'Yefeng Road', 'branch', 2016, [[944, 715], [905, 860], [872, 1040], [862, 1180], [860, 1440], [866, 1700], [858, 2195], [850, 2470]]],
  ['N05', '琼台路', 'Qiongtai Road', 'secondary', 2013, [[1118, 80], [1124, 385], [1130, 905], [1136, 1440], [1140, 1950], [1132, 2470]]],
  ['N06', '望海大道', 'Wanghai Avenue', 'arterial', 2010, [[1418, -420], [1420, 110], [1432, 650], [1442, 1180], [1440, 1700], [1432, 2195], [1428, 2470]]],
  ['N07', '银滩路', 'Yintan Road', 'branch', 2017, [[1722, 80], [1728, 385], [1726, 905], [1724, 1210]]],
  ['N08', '椰林路', 'Yelin Road', 'branch', 2018, [[1730, 1670], [1736, 1950], [1730, 2195], [1726, 2470]]],
  ['N09', '江畔路', 'Jiangpan Road', 'secondary', 2012, [[2040, -226], [2016, 110], [2000, 385], [2022, 650], [2050, 905], [2056, 1180], [2034, 1440], [2012, 1700], [2016, 1950], [2038, 2195], [2050, 2470]]],
  ['N10', '滨江东路', 'Binjiang East Road', 'branch', 2015, [[2372, -226], [2344, 110], [2330, 385], [2350, 650], [2380, 905], [2388, 1180], [2366, 1440], [2342, 1700], [2346, 1950], [2372, 2195], [2388, 2470]]],
  ['N11', '东岸路', "Dong'an Road", 'secondary', 2014, [[2630, 80], [2626, 650], [2640, 1180], [2636, 1700], [2648, 2195], [2656, 2470]]],
  ['N12', '迎宾大道', 'Yingbin Avenue', 'arterial', 2011, [[2926, -420], [2920, 110], [2914, 650], [2926, 1180], [2922, 1700], [2930, 2195], [2936, 2470]]],
  ['E01', '南海快速路', 'Nanhai Expressway', 'expressway', 2009, [[-330, 96], [75, 108], [612, 114], [1420, 104], [2016, 112], [2630, 108], [3330, 100]]],
  ['E17', '南环路', 'South Ring Road', 'secondary', 2019, [[44, -196], [606, -190], [1420, -200], [2100, -186], [2330, -190], [2952, -196]]],
  ['E02', '学苑路', 'Xueyuan Road', 'secondary', 2013, [[40, 380], [330, 384], [520, 386], [640, 412], [835, 610], [1000, 776], [1130, 876], [1290, 910], [1440, 914], [1726, 908], [2080, 905]]],
  ['E03', '五指山路', 'Wuzhishan Road', 'secondary', 2012, [[30, 646], [598, 652], [1130, 648], [1432, 656], [2022, 648], [2350, 652], [2944, 646]]],
  ['E04', '琼海街', 'Qionghai Street', 'branch', 2016, [[36, 918], [330, 914], [600, 918], [925, 914]]],
  ['E05', '海岸大道', "Hai'an Avenue", 'arterial', 2010, [[-330, 1168], [78, 1178], [606, 1186], [1136, 1180], [1442, 1174], [2056, 1180], [2388, 1184], [2926, 1176], [3330, 1170]]],
  ['E06', '万宁街', 'Wanning Street', 'branch', 2016, [[48, 1438], [600, 1444], [1136, 1436], [1440, 1440], [1760, 1452], [2066, 1444]]],
  ['E07', '三亚街', 'Sanya Street', 'secondary', 2013, [[48, 1698], [600, 1704], [1140, 1696], [1440, 1702], [2012, 1698], [2342, 1704], [2954, 1698]]],
  ['E08', '金沙路', 'Jinsha Road', 'branch', 2017, [[46, 1946], [600, 1954], [1140, 1948], [1440, 1954], [2046, 1946]]],
  ['E09', '银海街', 'Yinhai Street', 'branch', 2018, [[40, 2192], [590, 2200], [1140, 2190], [1436, 2196], [2068, 2192]]],
  ['E10', '滨海路', 'Binhai Road', 'arterial', 2010, [[-330, 2404], [64, 2430], [330, 2452], [590, 2456], [860, 2446], [1132, 2438], [1430, 2446], [1740, 2458], [2050, 2448], [2388, 2436], [2656, 2440], [2936, 2424], [3330, 2392]]],
  ['E11', '东坡街', 'Dongpo Street', 'branch', 2015, [[1700, 388], [2030, 384]]],
  ['E12', '文昌街', 'Wenchang Street', 'branch', 2016, [[2300, 378], [2640, 382], [2950, 376]]],
  ['E13', '澄迈街', 'Chengmai Street', 'branch', 2017, [[2350, 926], [2640, 922], [2956, 928]]],
  ['E14', '定安街', "Ding'an Street", 'branch', 2017, [[2336, 1452], [2640, 1446], [2956, 1450]]],
  ['E15', '临高街', 'Lingao Street', 'branch', 2019, [[2316, 2040], [2640, 2046], [2962, 2036]]],
  ['E16', '陵水街', 'Lingshui Street', 'branch', 2018, [[1092, 384], [1420, 390], [1758, 386]]],
];

export const streetDrafts: readonly StreetDraft[] = DRAWN.map(([id, name, nameEn, kind, builtYear, knots]) => ({
  id, name, nameEn, class: kind, builtYear, axis: bentCurve(knots),
}));

/** A smooth curve through knots of the grid, in the district's frame, a point about every twelve metres. */
export function bentCurve(knots: readonly Point[]): Point[] {
  const dense = line(smoothThrough(knots, 4).map((knot) => bend(knot)));
  const steps = Math.max(2, Math.round(lengthOf(dense) / AXIS_STEP_METRES));
  return Array.from({ length: steps + 1 }, (_, index) => pointAt(dense, (lengthOf(dense) * index) / steps));
}
