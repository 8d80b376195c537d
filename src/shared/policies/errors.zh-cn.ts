import type { ErrorEntries } from '../errors/entry.ts'

const untouched = '证书不受影响。'

export const policiesErrors = {
  'fixed-by-administrator': {
    hotline: 'A16',
    title: '这一项由管理员设定',
    happened: '管理员设定了这一项，不能在这里更改。',
    lost: '设置没有改变，证书不受影响。',
    next: '需要更改时，请联系单位的管理员。',
  },
  'policies-untrusted': {
    hotline: 'A17',
    title: '管理员设定没有生效',
    happened: '{file} 不属于 root，或者其他人可以修改，因此里面的设定都没有生效。',
    lost: untouched,
    next: '请联系管理员，把它和所在的文件夹改为只有 root 可以修改。',
  },
  'policies-unreadable': {
    hotline: 'A18',
    title: '管理员设定无法读取',
    happened: '{file} 无法读取，里面的设定都没有生效。',
    lost: untouched,
    next: '请联系管理员检查它的内容。',
  },
  'policy-invalid': {
    hotline: 'A19',
    title: '一项管理员设定没有生效',
    happened: '{file} 中 {name} 的值不正确，没有生效；其他各项照常生效。',
    lost: untouched,
    next: '请联系管理员更正。',
  },
} as const satisfies ErrorEntries
