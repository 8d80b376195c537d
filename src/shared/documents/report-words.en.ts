import type { documentReport as original } from './report-words.zh-cn.ts'

export const documentReport: typeof original = {
  fileName: 'results',
  title: 'Sign and encrypt: results',
  made: (at) => `Made by Certificate Assistant on ${at}`,
  summary: (done, failed) => `${done} finished, ${failed} not finished`,
  columns: ['File', 'Folder', 'Size (bytes)', 'Result', 'Signer', 'Time of signature', 'Remarks', 'New file'],
  states: {
    listed: 'Not processed',
    arriving: 'Arriving',
    waiting: 'Waiting',
    working: 'In work',
    failed: 'Not finished',
  },
  signed: 'Signed',
  encrypted: (recipients) =>
    recipients === 1 ? 'Encrypted to 1 certificate' : `Encrypted to ${recipients} certificates`,
  decrypted: 'Decrypted',
  decryptedSigned: {
    valid: 'Decrypted; the signature inside is valid',
    undecided: 'Decrypted; the signature inside cannot be fully confirmed',
    invalid: 'Decrypted; the signature inside is not valid',
    unsigned: 'Decrypted; not signed',
    unreadable: 'Decrypted; the signature inside cannot be read',
  },
  claimed: ' (as the signer says)',
  stamped: ' (time stamp)',
  note: 'Only the root certificates on this computer were used, without a network. The details of each file explain more.',
  marks: { stamped: ' (sealed)', opened: ' (decrypted)' },
}
