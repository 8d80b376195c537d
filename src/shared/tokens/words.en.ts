import type { tokens as original } from './words.zh-cn.ts'

export const tokens: typeof original = {
  title: 'Devices that need attention',
  unnamed: 'this Ukey',
  download: 'Download the driver',
  usbId: 'Device number',
  systemWords: 'System message',
  more: 'More actions',
  rename: 'Give it a name',
  renameTitle: 'Give this Ukey a name',
  renameMeaning:
    'Choose a name that you recognise, such as “Accounts office”. It is shown on this computer only and not written to the Ukey.',
  nickname: 'Name',
  nicknameHint: 'At most 64 characters. If it is empty, vendor and model are shown.',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
}
