import type { ErrorEntries } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.zh-cn.ts'

export const backupErrors = {
  'backup-damaged': {
    hotline: 'T13',
    title: '备份文件无法读取',
    happened: '备份文件已损坏或不是证书助手的备份。',
    lost: nothingLost,
    next: '请换一个备份文件。',
  },
  'backup-password-wrong': {
    hotline: 'T14',
    title: '备份口令不正确',
    happened: '口令不正确，文件没有打开。',
    lost: nothingLost,
    next: '请核对后重新输入。',
  },
  'backup-newer': {
    hotline: 'T15',
    title: '备份来自更新的版本',
    happened: '这个备份文件由更新的版本写成。',
    lost: '备份文件没有改动。',
    next: '请安装最新版本后再恢复。',
  },
  'pfx-damaged': {
    hotline: 'T16',
    title: '不能读取这个文件',
    happened: '这不是有效的 .pfx 或 .p12 文件，或文件已经损坏。',
    lost: nothingLost,
    next: '请重新选择文件。',
  },
  'pfx-unsupported': {
    hotline: 'T27',
    title: '不支持这个文件的加密方式',
    happened: '文件使用了证书助手不支持的加密算法，没有打开。文件本身不一定有问题。',
    lost: nothingLost,
    next: '请在原来的软件里改用 AES 或 3DES 算法重新导出，再选择新文件。',
  },
  'pfx-password-wrong': {
    hotline: 'T17',
    title: '文件口令不正确',
    happened: '口令不正确，文件没有打开。',
    lost: '没有任何内容丢失，可以再试，次数不限。',
    next: '请输入导出这个文件时设定的口令。',
  },
  'pfx-without-key': {
    hotline: 'T18',
    title: '文件里没有可用的证书',
    happened: '文件里没有 RSA 证书，或没有与证书配套的私钥。',
    lost: nothingLost,
    next: '请选择导出时包含私钥的文件。',
  },
  'file-too-costly': {
    hotline: 'T23',
    title: '文件要求的计算量过大',
    happened: '打开这个文件要用的时间或内存超出了允许的范围，证书助手没有打开它。正常导出的文件不会这样。',
    lost: nothingLost,
    next: '请确认文件来源可靠，或重新导出后再试。',
  },
} as const satisfies ErrorEntries
