export const tokens = {
  title: '有设备需要处理',
  unnamed: '这支 Ukey',
  reason: {
    'unknown-vendor': {
      title: '认不出这支 Ukey',
      happened: (_vendor: string) => '插入的 Ukey 不属于已知的厂商。',
      next: '请联系发证机构，告诉他们下面的设备编号。',
    },
    'library-missing': {
      title: '没有安装驱动',
      happened: (vendor: string) => `这支 Ukey 是 ${vendor} 的，电脑上没有它的驱动。`,
      next: '请安装驱动，装好后点「刷新」。',
    },
    'library-unloadable': {
      title: '驱动无法加载',
      happened: (vendor: string) => `${vendor} 的驱动已经安装，但打不开。`,
      next: '请重新安装驱动，然后点「刷新」。',
    },
    'wrong-architecture': {
      title: '驱动位数不符',
      happened: (vendor: string) => `${vendor} 的驱动与证书助手的位数不同。`,
      next: '请安装与证书助手位数相同的驱动。',
    },
    crashed: {
      title: '驱动异常退出',
      happened: (vendor: string) => `${vendor} 的驱动异常退出，正在重新启动。`,
      next: '请稍候。证书和密钥没有受影响。',
    },
    'gave-up': {
      title: '驱动反复异常',
      happened: (vendor: string) => `${vendor} 的驱动多次异常退出，已停止使用。证书和密钥没有受影响。`,
      next: '请更新或重新安装驱动，然后点「刷新」。',
    },
    'not-answering': {
      title: '驱动没有反应',
      happened: (vendor: string) => `${vendor} 的驱动在规定时间内没有回答，正在重新启动。`,
      next: '请稍候。反复出现时请更新驱动。',
    },
    refused: {
      title: '驱动读不出 Ukey',
      happened: (vendor: string) => `${vendor} 的驱动已经打开，但读不出 Ukey。证书和密钥没有受影响。`,
      next: '请拔出 Ukey 重新插入。仍然如此，请更新驱动或联系发证机构。',
    },
  },
  download: '下载驱动',
  usbId: '设备编号',
  systemWords: '系统提示',
}
