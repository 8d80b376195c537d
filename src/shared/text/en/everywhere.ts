import type { Texts } from '../index.ts'

export const everywhere: Texts['everywhere'] = {
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
}
