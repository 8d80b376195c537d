export const notices = {
  dismiss: '知道了',
  /** What the button of a notice does. */
  verb: {
    'change-pin': '修改 PIN 码',
    continue: '继续',
    restore: '从备份恢复',
    'back-up': '备份软证书',
    issue: '重新办理',
    'check-settings': '检查设置',
    'see-update': '查看更新',
    'open-data-folder': '打开数据文件夹',
  },
}
