export const tokens = {
  title: '有设备需要处理',
  unnamed: '这支 Ukey',
  download: '下载驱动',
  usbId: '设备编号',
  systemWords: '系统提示',
}
