const words = {
  token: [
    '这个链接已经用过、已经过期，或者不完整。',
    '请回到启动证书助手的地方再启动一次，用新显示的链接打开。',
    'This link was used before, has expired or is not complete. Start the assistant again and open the new link.',
  ],
  foreign: [
    '不接受来自别处的请求。',
    '请直接打开证书助手显示的链接。',
    'Requests from elsewhere are refused.',
  ],
  missing: ['没有这个页面。', '', 'There is no such page.'],
} as const

/** What a browser shows if it is not let in: plain words, no script, no style from outside. */
export const refusalPage = (why: keyof typeof words): string => {
  const [happened, next, english] = words[why]
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>证书助手</title><h1>证书助手</h1><p>${happened}${next}</p><p lang="en">${english}</p></html>\n`
}
