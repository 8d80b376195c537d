import type { decryptionRehearsal as original } from './words.zh-cn.ts'

export const decryptionRehearsal: typeof original = {
  title: 'Can it be decrypted?',
  lead: 'Try an encrypted file that you received, or a certificate that others will encrypt to, before the day when it must open. The file is not sent anywhere; its content is neither shown nor kept.',
  fileHeading: 'An encrypted file or a certificate file',
  fileHint:
    'An encrypted file of the Chinese standards or PKCS#7 (.p7m, .p7e, .pem …), or a certificate file (.cer, .crt). Of a large file only the beginning is read.',
  chooseFile: 'Choose a file',
  dropHere: 'or drop it here',
  reading: 'Reading the file…',
  unreadable: 'This file could not be read. It may have been moved, or you may not be allowed to read it.',
  listedHeading: 'An encryption certificate that is here',
  listedHint:
    'The assistant encrypts a few random bytes with this certificate and decrypts them with its key.',
  noneListed:
    'There is no encryption certificate on this computer now. It is listed here when the Ukey is in.',
  which: 'Certificate',
  another: 'Another file',
  sealedTo: (count) => `Encrypted to ${count} recipients`,
  sealedToOne: 'Encrypted to 1 recipient',
  more: (count) =>
    count === 1
      ? '1 more recipient, whose key is not here'
      : `${count} more recipients, whose keys are not here`,
  forCertificate: 'A certificate',
  incomplete:
    'The file is incomplete: it is shorter than it says, perhaps because a download broke off. Nobody can open it like this.',
  attempt: 'Type the PIN and try',
  attempting: 'Waiting for the PIN, then trying…',
  here: (device) => `Its key should be here: ${device}`,
  withoutKey: (device) => `The certificate is on ${device}, but its private key is not`,
  removed: (device) =>
    `It was on ${device} and is not there any more; it may have been removed or the key initialised`,
  seen: (device, date) => `Last seen on ${device} on ${date}`,
  unknown: 'This certificate was never seen on this computer',
  softDevice: 'a soft certificate',
  ukeyDevice: (name) => `Ukey “${name}”`,
  rsa: 'Encrypted to an RSA key; the assistant can try SM2 keys only',
  otherKind: 'Encrypted by key agreement or password, which the assistant cannot try',
  unnamed: 'A recipient that names no certificate',
  byKeyId: (id) => `key identifier ${id}`,
  bySerial: (serial) => `serial number ${serial}`,
  until: (date) => `valid until ${date}`,
  opens: (holder, serial, device) =>
    `It can be decrypted: the key of the encryption certificate of ${holder} (serial number ${serial}) is on ${device}`,
  proof: {
    content:
      'The device has just opened the key of the file, and the end of the content was checked. The content was neither shown nor kept.',
    key: 'The device has just opened the key of the file. The content is in pieces or uses another algorithm, so its end was not checked.',
    trial: 'The random bytes that were encrypted with this certificate were decrypted with its key.',
  },
  keep: 'Keep this Ukey or soft certificate until you have opened everything that was sent to this certificate. The new key after a renewal or replacement does not open it.',
  fails: {
    'not-opened': 'It cannot be decrypted: the key on the device does not open it',
    'content-damaged': 'It cannot be decrypted: its key opens, but its content is damaged',
    'key-missing': 'It cannot be decrypted: the private key of this certificate is not on the device',
    'token-lacks': 'It cannot be decrypted: the driver of this Ukey does not support decryption',
  },
  failsNext: {
    'not-opened':
      'The device may have been initialised since, or the file was damaged on its way. Ask for it again; if it still does not open, ask the sender to encrypt it to your present certificate.',
    'content-damaged': 'Ask for the file again, or download it again.',
    'key-missing':
      'Restore a backup if you have one. Otherwise ask the sender to encrypt it to your present certificate.',
    'token-lacks': 'Install the newest driver of its maker and try again.',
  },
  nobody: 'It cannot be decrypted: no recipient’s key is on this computer',
  nobodyNext: {
    seen: (device) => `Plug in or find: ${device}.`,
    restore: 'A soft certificate can be restored from a backup.',
    otherwise:
      'If the key is lost, a replacement certificate does not open it either; ask the sender to encrypt it to your present certificate.',
  },
  insert: 'When another Ukey is plugged in, this is checked again by itself.',
  toRestore: 'Restore a backup',
}
