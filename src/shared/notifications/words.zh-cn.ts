export const notifications = {
  title: '通知',
  lead: '证书助手通知过您的事情，最近的在前面，最多保留 100 条。只保存在这台电脑上。',
  empty: '还没有通知。',
  emptyMeaning: '证书快到期、业务办完或需要您处理时，会在这里留下记录。',
  unread: '未读',
  unreadCount: (count: number) => `通知，${count} 条未读`,
  open: '查看',
  clear: '清空',
}
