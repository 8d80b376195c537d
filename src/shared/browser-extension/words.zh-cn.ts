export const browserExtension = {
  title: '浏览器扩展',
  meaning:
    '网站也可以通过浏览器扩展使用证书助手，不受浏览器「本机应用」权限的限制。在上面打开「浏览器扩展」后，证书助手会登记到这台电脑上的浏览器，还需要在浏览器中安装扩展。',
  registered: '登记到',
  connected: '已连接',
  connectedWith: (count: number) => `${count} 个浏览器`,
  folder: '扩展所在的文件夹',
  names: { chrome: 'Chrome', chromium: 'Chromium', edge: 'Edge', firefox: 'Firefox' },
  between: '、',
  howTo:
    'Chrome 和 Edge：打开「扩展程序」页，打开「开发者模式」，点「加载已解压的扩展程序」，选择这个文件夹里的 chromium。Firefox：打开 about:debugging，点「临时载入附加组件」，选择 firefox 里的 manifest.json。单位的管理员可以用策略统一安装，见 docs/extension.md。',
}
