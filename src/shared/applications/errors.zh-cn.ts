import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const applicationsErrors = {
  'program-path-strange': {
    hotline: 'G11',
    title: '请填写程序文件的完整位置',
    happened: '填写的不是这台电脑上一个程序文件的完整位置，没有添加。',
    lost: nothingLost,
    next: '请点「选择程序」，或填写完整位置，后面不要带参数。',
  },
  'program-remote': {
    hotline: 'G12',
    title: '不能添加网络位置的程序',
    happened: '这个程序在网络上的另一台电脑里，内容随时可能被换掉，没有添加。',
    lost: nothingLost,
    next: '请先把程序安装到这台电脑上，再添加。',
  },
  'program-script': {
    hotline: 'G13',
    title: '不能添加脚本和快捷方式',
    happened: '这是脚本、快捷方式或别的文件，不是程序，没有添加。',
    lost: nothingLost,
    next: '请选择程序本身（Windows 上扩展名为 .exe）。',
  },
  'program-interpreter': {
    hotline: 'G14',
    title: '不能添加命令行程序',
    happened: '{name} 能执行任意命令，没有添加。',
    lost: nothingLost,
    next: '请选择您要使用的程序本身。',
  },
  'program-missing': {
    hotline: 'G15',
    title: '找不到这个程序',
    happened: '在 {path} 没有可以运行的程序，可能已经卸载或移动。',
    lost: nothingLost,
    next: '请移除这个图标，再从程序现在的位置重新添加。',
  },
  'applications-many': {
    hotline: 'G16',
    title: '应用太多',
    happened: '我的应用最多可以有 {most} 个。',
    lost: nothingLost,
    next: '请先移除不用的应用。',
  },
  'download-wrong': {
    hotline: 'G17',
    title: '下载的程序与清单不符',
    happened: '下载的文件和发证机构签名的清单不一致，已经删除，没有运行。',
    lost: nothingLost,
    next: '请稍后再试；如果仍然不行，请联系发证机构。',
  },
  'download-changed': {
    hotline: 'G18',
    title: '程序清单有更新',
    happened: '您确认之后，发证机构更换了这个程序，没有下载。',
    lost: nothingLost,
    next: '请重新查看应用信息，再点「一键安装」。',
  },
  'download-kind': {
    hotline: 'G19',
    title: '不支持这种安装文件',
    happened: '清单里的文件不是这个系统的安装程序，没有下载。',
    lost: nothingLost,
    next: '请联系发证机构。',
  },
  'applications-damaged': {
    hotline: 'G20',
    title: '我的应用读不出来',
    happened: '保存应用的文件已损坏，改名为 {file} 留存，我的应用恢复为最初的内容。',
    lost: '证书和密钥不受影响。',
    next: '请重新添加需要的应用。',
  },
} as const satisfies ErrorEntries
