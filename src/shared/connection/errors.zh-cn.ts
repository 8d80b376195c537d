import type { ErrorEntries } from '../errors/entry.ts'
import { certificateKept, nothingLost } from '../errors/phrases.zh-cn.ts'

export const connectionErrors = {
  'network-none': {
    hotline: 'N01',
    title: '没有网络',
    happened: '电脑没有连接到网络。',
    lost: certificateKept,
    next: '网络恢复后点「继续」即可。',
  },
  'network-name': {
    hotline: 'N02',
    title: '找不到服务地址',
    happened: '无法解析发证机构的地址。',
    lost: certificateKept,
    next: '请检查网络或 DNS 设置后再试。',
  },
  'network-refused': {
    hotline: 'N03',
    title: '连不上发证机构',
    happened: '发证机构的服务没有接受连接。',
    lost: certificateKept,
    next: '请稍后再试；如果单位使用代理，请在「设置」中检查代理。',
  },
  'network-timeout': {
    hotline: 'N04',
    title: '发证机构没有回答',
    happened: '等待发证机构的回答超时。',
    lost: '新证书还没有生效，原证书仍可使用。',
    next: '请稍后点「继续」，不会重复办理。',
  },
  'network-tls': {
    hotline: 'N05',
    title: '连接不安全',
    happened: '无法确认对方是发证机构，已停止连接。',
    lost: certificateKept,
    next: '请检查电脑的日期和时间；如果正确，请联系客服。',
  },
  'network-portal': {
    hotline: 'N06',
    title: '网络需要先登录',
    happened: '当前网络要求先打开网页登录（例如公共无线网）。',
    lost: certificateKept,
    next: '请在浏览器中完成网络登录后再试。',
  },
  'network-proxy': {
    hotline: 'N07',
    title: '代理没有接通',
    happened: '代理服务器没有接通。',
    lost: certificateKept,
    next: '请在「设置」→「通用设置」中检查代理。',
  },
  'authority-fault': {
    hotline: 'N08',
    title: '发证机构暂时有问题',
    happened: '发证机构的服务出了故障。',
    lost: '新证书还没有生效，原证书仍可使用。',
    next: '请稍后点「继续」。',
    refusals: {
      'server-fault': { kind: 'INTERNAL_SERVER_ERROR' },
    },
  },
  'authority-answer-unreadable': {
    hotline: 'N09',
    title: '发证机构的回答不完整',
    happened: '收到的内容不完整或不合规，程序没有采用。',
    lost: certificateKept,
    next: '请点「继续」再取一次。',
  },
  'authority-busy': {
    hotline: 'N10',
    title: '请求太频繁',
    happened: '发证机构要求稍候再试。',
    lost: nothingLost,
    next: '请在 {seconds} 秒后再试。',
    refusals: {
      'too-many-requests': { kind: 'TOO_MANY_REQUESTS', params: { seconds: 'number' } },
      'server-busy': { kind: 'SERVICE_UNAVAILABLE' },
    },
  },
  'clock-skew': {
    hotline: 'N11',
    title: '电脑时间不对',
    happened: '电脑的时间与发证机构相差 {minutes} 分钟。',
    lost: nothingLost,
    next: '请校正电脑的日期和时间后再试。',
  },
  'authority-not-connected': {
    hotline: 'N12',
    title: '还没有接入',
    happened: '这家发证机构没有公开的接入地址，暂时不能在线办理。',
    lost: certificateKept,
    next: '请在「设置」中选择别的发证机构，或联系它的客服。',
  },
  'authority-data-incomplete': {
    hotline: 'N13',
    title: '演示机构的数据不完整',
    happened: '演示机构没有启动：它的数据文件缺失、损坏，或不是最新的。',
    lost: '证书和私钥不在其中，没有丢失。',
    next: '请把备份放回文件夹 {folder}。没有备份时，请将该文件夹改名，程序会新建演示机构，之后需重新申请证书。',
  },
  'authority-disk-full': {
    hotline: 'N14',
    title: '发证机构的磁盘已满',
    happened: '发证机构的磁盘已满，数据无法保存，所以没有继续。',
    lost: certificateKept,
    next: '演示机构的数据保存在本机：请清理磁盘空间后点「继续」。其他机构请稍后再试，或联系客服。',
    refusals: {
      'storage-full': { kind: 'SERVICE_UNAVAILABLE' },
    },
  },
} as const satisfies ErrorEntries
