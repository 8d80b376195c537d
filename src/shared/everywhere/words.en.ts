import type { everywhere as original } from './words.zh-cn.ts'

export const everywhere: typeof original = {
  product: 'Certificate Assistant',
  cancel: 'Cancel',
  confirm: 'Confirm',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  refresh: 'Refresh',
  refreshing: 'Looking for Ukeys again…',
  demonstration: 'Demo',
  demonstrationMeaning:
    'The demonstration authority is for trying out and training; its certificates are not valid for real business.',
  errorCode: 'Hotline code',
  copyErrorCode: 'Copy the hotline code',
  hotline: 'Hotline',
  softCertificate: 'Soft certificate',
  ukey: 'Ukey',
  found: (count) => `${count} found`,
}
