/** Every word of the interface in Chinese, the language of record: another language must have the same keys. */
export const zhCN = {
  product: '琼城孪生', place: '海口市 / 北岸示范区', demo: '演示数据', layers: '图层', shown: '显示', find: '搜索管线、建筑、道路或坐标', nothingFound: '没有找到',
  coordinates: '坐标', select: '选择', distance: '距离', height: '高差', area: '面积', measure: '量测', home: '初始视角', north: '正北朝上', zoomIn: '放大', zoomOut: '缩小',
  twoD: '二维', threeD: '三维', underground: '地下', groundOpacity: '地面不透明度', time: '时间', auto: '随界面', day: '昼', dusk: '昏', night: '夜', dark: '深色', light: '浅色', share: '复制链接', copied: '链接已复制',
  close: '关闭', fly: '飞到', noData: '无数据', source: '来源', loaded: '入库', revision: '版本', none: '本区无', opacity: '不透明度', show: '显示', hide: '隐藏', loading: '读取中', failed: '读取失败', retry: '重试',
  unsupported: '此浏览器没有可用的 WebGL', unsupportedHow: '三维场景需要 WebGL 2。请打开硬件加速或换用其他浏览器，图层清单与搜索仍可使用。', lost: '三维场景中断', lostHow: '显卡停止响应，正在恢复，第 {n} 次。',
  scene: '三维城市场景。方向键平移，加减键缩放，回车选取中心。', tiles: '瓦片就绪', heading: '航向', pitch: '俯角', ground: '地面', pickOne: '此处有多个对象', sources: '数据来源', measureHint: '点击取点，Esc 结束', clear: '清除', yes: '是', no: '否',
} as const;

export type Words = { readonly [K in keyof typeof zhCN]: string };
