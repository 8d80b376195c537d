import type { oldCertificates as original } from './words.zh-cn.ts'

export const oldCertificates: typeof original = {
  remove: 'Remove',
  title: 'Remove this old certificate from the Ukey?',
  meaning:
    'The certificate and its keys are deleted from the Ukey and cannot be brought back. The certificate in use is not affected.',
  files:
    'Files that were encrypted to this certificate, such as sealed bids, can be opened with its encryption key only. Once it is removed, nobody can open them, and even the authority may not be able to recover the key.',
  filesGivenUp: 'None of these files is needed any more, or they are saved decrypted',
  keep: 'Keep it',
  removing: 'Removing…',
}
