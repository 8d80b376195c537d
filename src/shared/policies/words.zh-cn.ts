import type { PolicyName } from './table.ts'

type Policy = { readonly title: string; readonly meaning: string }

const names: Readonly<Record<PolicyName, Policy>> = {
  IssuerId: {
    title: '发证机构',
    meaning: '签发新证书时联系的机构，填写机构的代号，例如 demo。设定后用户不能更改。',
  },
  Proxy: {
    title: '代理',
    meaning:
      '填写 system（使用系统代理）、none（不使用代理），或以 http:// 或 https:// 开头的代理地址。设定后用户不能更改。',
  },
  Autostart: {
    title: '开机时自动启动',
    meaning: '启用：登录后自动启动，留在托盘。禁用：不自动启动。设定后用户不能更改。',
  },
  AutoUpdate: {
    title: '自动升级',
    meaning: '启用：有新版本时自动下载，空闲时安装。禁用：只提示有新版本。设定后用户不能更改。',
  },
  AllowedSites: {
    title: '允许的网站',
    meaning:
      '这些网站可以使用代理服务，无需用户先同意；每次签名仍需输入 PIN 码。每行一个网址，例如 https://www.example.cn。用户不能撤销。',
  },
  OnlyAllowedSites: {
    title: '只允许列出的网站',
    meaning: '启用：除「允许的网站」外，其他网站一律不能使用代理服务，用户也不能允许它们。',
  },
  WriteBrowserPolicies: {
    title: '可以写浏览器策略',
    meaning: '禁用：系统检测不再写入浏览器的策略文件，由管理员统一下发。',
  },
}

export const policies = {
  product: '证书助手',
  supported: '证书助手 0.1.0 及以上版本',
  /** Beside a setting that cannot be changed. */
  fixed: '由管理员设定',
  onlyThese: '管理员只允许以上网站。',
  names,
}
