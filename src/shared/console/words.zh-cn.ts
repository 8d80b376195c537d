import type { ConsoleCommand } from './commands.ts'

const about: Readonly<Record<ConsoleCommand, string>> = {
  verify:
    '验证 PDF、OFD 和签名文件，结论与窗口里的相同。全部有效时以 0 结束，有文件的签名无效时以 1 结束，无法判断时以 2 结束。',
  diagnose:
    '系统检测，不需要 PIN 码，不改动任何内容。一切正常时以 0 结束，有需要留意的以 1 结束，有问题的以 2 结束，无法检测时以 3 结束。',
  certificates: '列出这台电脑上的证书。',
  sign: '用证书签名。',
  encrypt: '加密给证书。',
  decrypt: '用这里的密钥解密。',
  'native-messaging': '由浏览器启动，供浏览器扩展使用。',
}

/** What the console program says to a person. */
export const consoleProgram = {
  usage: (program: string) => `用法：${program} [--language zh-CN|en] 命令 …`,
  about,
  more: '--json 的内容供程序读取；--home 是数据文件夹，省略时用平常的那一个。其他：help、--version。',
  wrong: '写法：',
}
