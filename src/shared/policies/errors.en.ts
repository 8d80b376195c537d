import type { Translation } from '../errors/entry.ts'
import type { policiesErrors as original } from './errors.zh-cn.ts'

const untouched = 'Certificates are untouched.'

export const policiesErrors = {
  'fixed-by-administrator': {
    title: 'Set by your administrator',
    happened: 'Your administrator has fixed this, so it cannot be changed here.',
    lost: 'The setting is unchanged; certificates are untouched.',
    next: 'Ask your administrator if it should be different.',
  },
  'policies-untrusted': {
    title: 'The administrator’s settings do not count',
    happened: '{file} does not belong to root, or others can change it, so nothing in it counts.',
    lost: untouched,
    next: 'Ask your administrator to let only root change it and its folder.',
  },
  'policies-unreadable': {
    title: 'The administrator’s settings cannot be read',
    happened: '{file} cannot be read, so nothing in it counts.',
    lost: untouched,
    next: 'Ask your administrator to look at its content.',
  },
  'policy-invalid': {
    title: 'One of the administrator’s settings does not count',
    happened: 'The value of {name} in {file} is not possible and does not count; the others do.',
    lost: untouched,
    next: 'Ask your administrator to correct it.',
  },
} as const satisfies Translation<typeof original>
