import type { Translation } from '../errors/entry.ts'
import type { versionsErrors as original } from './errors.zh-cn.ts'

export const versionsErrors: Translation<typeof original> = {
  'data-folder-newer': {
    title: 'The data folder is from a newer version',
    happened: 'The data folder {folder} was written by the newer version {version}; this one cannot use it.',
    lost: 'No file was changed. Soft certificates and unfinished business are all there.',
    next: 'Install version {version} or a newer one.',
  },
  'update-not-placed': {
    title: 'The new version was not put in place',
    happened: 'The package did not install, so the version did not change.',
    lost: 'The present version is unchanged and works as before.',
    next: 'Make sure that the disk has room and that no security program stopped it, then try again later.',
  },
}
