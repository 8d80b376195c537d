import type { Bringer, UpdateStage } from './model.ts'

const bringers = {
  store: '本软件由应用商店更新：请打开应用商店，在「更新」里更新证书助手。',
  deb: '本软件由系统的软件包管理更新：请更新软件包 cert-assistant，或请管理员更新。',
  rpm: '本软件由系统的软件包管理更新：请更新软件包 cert-assistant，或请管理员更新。',
  msi: '本软件由单位统一安装：请联系管理员更新。',
  administrator: '本软件为这台电脑的所有用户安装：请联系管理员，运行新版本的安装包。',
  folder: '本软件从文件夹运行，不会自己更新：请下载新版本，替换原来的文件夹。',
} satisfies Readonly<Record<Bringer, string>>

export const updates = {
  title: '软件更新',
  auto: '自动升级',
  autoMeaning: '发现新版本时自动下载，空闲时装好，下次启动时使用。关闭后只提示。',
  check: '立即检查',
  checking: '正在检查…',
  state: '状态',
  newVersion: '新版本',
  lookedAt: '上次检查',
  never: '还没有检查过',
  failed: '这次没有查到结果',
  size: '大小',
  notes: '更新说明',
  download: '下载',
  cancel: '取消',
  restart: '立即重启更新',
  restarting: '正在装好新版本，然后重新启动…',
  restartMeaning: '会退出并重新打开证书助手，没有办完的业务会保留。',
  openPage: '打开下载页面',
  progress: '下载进度',
  percent: (percent: number, received: string, bytes: string) => `${percent}%（${received} / ${bytes}）`,
  stages: {
    off: '此版本不检查更新',
    none: '已是最新版本',
    looking: '正在检查…',
    later: '新版本正在分批推出，轮到这台电脑时会提示',
    offered: '有新版本',
    downloading: '正在下载',
    ready: '已下载并核对，等待装好',
    taking: '正在装好新版本…',
    placed: '已装好，下次启动时使用',
  } satisfies Readonly<Record<UpdateStage['is'], string>>,
  bringers,
  /** Between the names of several businesses. */
  between: '、',
}
