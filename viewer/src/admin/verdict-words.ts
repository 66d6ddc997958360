/** Why something is not taken, by its stable code; what is not listed here is said in the server's own sentence. */
import type { Words } from '@twin/gis-data/theme.ts';

export const VERDICT_WORDS: Readonly<Record<string, Words>> = {
  'archive-bomb': { zh: '压缩包展开后过大，疑似恶意文件', en: 'The archive unpacks to a suspicious size' },
  'archive-broken': { zh: '压缩包已损坏', en: 'The archive is broken' },
  'archive-encrypted': { zh: '压缩包有密码，先解开再导入', en: 'The archive is encrypted; unpack it first' },
  'archive-many': { zh: '压缩包内文件过多，分几次导入', en: 'The archive holds too many files; split it' },
  'archive-nested': {
    zh: '压缩包内还有压缩包，先解开外层',
    en: 'It is an archive in an archive; unpack the outer one',
  },
  'archive-path': { zh: '压缩包内的路径越出目录，不予展开', en: 'A path in the archive leads outside of it' },
  'collection-forbidden': {
    zh: '此账号无权查看该数据集，不能导入',
    en: 'This account may not see the collection, nor import into it',
  },
  'collection-unknown': { zh: '没有这个数据集', en: 'There is no such collection' },
  'column-unknown': { zh: '文件中没有所指的列', en: 'The file has no such column' },
  'crs-implausible': {
    zh: '坐标不可能在所指的坐标系内',
    en: 'The coordinates cannot lie in that coordinate system',
  },
  'crs-missing': { zh: '文件没有写明坐标系', en: 'The file names no coordinate system' },
  'crs-unknown': {
    zh: '不认识这个坐标系，用 EPSG:4546、GCJ-02 这样的写法',
    en: 'This coordinate system is not known; write EPSG:4546 or GCJ-02',
  },
  'ends-unknown': { zh: '端点点号不存在', en: 'Its end points do not exist' },
  'feature-too-large': { zh: '单个对象过大', en: 'The feature is too large' },
  'field-missing': { zh: '缺少必填字段', en: 'A required field is missing' },
  'file-broken': { zh: '文件已损坏', en: 'The file is broken' },
  'file-empty': { zh: '文件是空的', en: 'The file is empty' },
  'file-truncated': { zh: '文件不完整', en: 'The file is cut off' },
  'format-not-read': { zh: '此格式不能导入', en: 'This format is not imported' },
  'format-unknown': { zh: '认不出文件格式', en: 'The format is not recognised' },
  'geometry-broken': { zh: '几何无法读懂', en: 'The geometry cannot be read' },
  'geometry-empty': { zh: '几何为空', en: 'The geometry is empty' },
  'geometry-invalid': { zh: '几何无效，且无法修复', en: 'The geometry is not valid and cannot be repaired' },
  'geometry-kind': { zh: '几何类型不符', en: 'The geometry is of another kind' },
  'geometry-missing': { zh: '没有几何', en: 'There is no geometry' },
  'geometry-unfit': {
    zh: '几何类型与该主题不符，换一个主题',
    en: 'The geometry does not fit the theme; choose another',
  },
  'id-duplicate': { zh: '编号重复', en: 'The id occurs twice' },
  'ifc-off-earth': {
    zh: '模型的位置不在地球上，给出位置',
    en: 'The model lies nowhere on earth; give its place',
  },
  'ifc-too-large': {
    zh: 'IFC 文件过大，按专业或楼层分别导出',
    en: 'The IFC file is too large; export it by discipline or storey',
  },
  'ifc-truncated': { zh: 'IFC 文件不完整', en: 'The IFC file is cut off' },
  'ifc-unreadable': { zh: 'IFC 文件无法读懂', en: 'The IFC file cannot be read' },
  'ifc-without-elements': { zh: '模型中没有构件', en: 'The model has no elements' },
  'ifc-without-place': { zh: '模型没有写明位置，给出位置', en: 'The model has no place; give one' },
  'import-cancelled': { zh: '已取消', en: 'Cancelled' },
  'no-coordinates': { zh: '找不到坐标列', en: 'There are no columns of coordinates' },
  'no-features': { zh: '文件中没有对象', en: 'The file has no features' },
  'not-geojson': { zh: '是 JSON，但不是 GeoJSON', en: 'It is JSON, but no GeoJSON' },
  'not-json': { zh: '不是有效的 JSON', en: 'It is no valid JSON' },
  'nothing-to-import': { zh: '没有一项可以采纳', en: 'Nothing of it can be taken' },
  'reader-out-of-memory': {
    zh: '文件需要的内存超限，简化或拆分',
    en: 'The file needs too much memory; simplify or split it',
  },
  'reader-too-slow': { zh: '文件读取超时，简化或拆分', en: 'The file takes too long; simplify or split it' },
  'record-broken': { zh: '此行无法读懂', en: 'The record cannot be read' },
  'reference-unknown': { zh: '所引用的对象不存在', en: 'It refers to what does not exist' },
  'required-missing': { zh: '缺少必填值', en: 'A required value is missing' },
  'retires-most': {
    zh: '将停用该来源的大部分对象，可能是同名的另一个文件',
    en: 'It would retire most of the source: it may be another file of the same name',
  },
  'table-broken': { zh: '表格无法读懂', en: 'The table cannot be read' },
  'theme-missing': { zh: '选择这个文件属于哪个主题', en: 'Choose the theme that the file belongs to' },
  'value-unfit': { zh: '给出的值不在取值范围内', en: 'The value is none that the field can have' },
  'xml-broken': { zh: 'XML 已损坏', en: 'The XML is broken' },
};

/** Problems of this page's own requests, by the code of the answer. */
export const PROBLEM_WORDS: Readonly<Record<string, Words>> = {
  'sign-in-needed': { zh: '登录已过期，重新登录', en: 'The session has ended; sign in again' },
  'editor-needed': { zh: '此账号只能查看', en: 'This account may only read' },
  'whole-city-needed': {
    zh: '此账号只管一部分区域，导入须全市账号',
    en: 'This account sees a part of the city; an import needs one that sees all of it',
  },
  'import-unknown': { zh: '此导入已不在', en: 'This import is gone' },
  'import-busy': { zh: '正在处理，先取消或等它结束', en: 'It is at work; cancel it or let it end' },
  'import-idle': { zh: '已经结束，无须取消', en: 'It has ended; there is nothing to cancel' },
  'import-empty': { zh: '文件已不在，重新上传', en: 'The files are gone; upload them again' },
  'body-too-large': { zh: '文件超过一次导入的上限', en: 'The files are larger than one import takes' },
  'upload-broken-off': { zh: '上传中断，重新上传', en: 'The upload was broken off; send it again' },
  'disk-full': { zh: '服务器磁盘已满', en: 'The disk of the server is full' },
  'undo-not-last': {
    zh: '此后又有新的导入，先看列表',
    en: 'Another import has followed; look at the list again',
  },
  'source-unknown': { zh: '此来源已不在', en: 'This source is gone' },
  'undo-nothing': { zh: '没有可撤销的导入', en: 'There is nothing left to undo' },
};
