import type { issuance as original } from './words.zh-cn.ts'

export const issuance: typeof original = {
  title: 'Issue certificate',
  moments: { account: 'Account', token: 'Device', pin: 'PIN', progress: 'Issuance' },
  momentsLabel: 'Steps',
  loginFirst: 'Please log in before a certificate is issued',
  issueFor: 'Issued to',
  changeAccount: 'Another account',
  tokenLead: 'Where shall the new certificate live?',
  soft: 'Soft certificate',
  softMeaning: 'Kept on this computer, protected by a PIN.',
  softOnlyHere: 'No Ukey is plugged in. To put it on a Ukey, plug it in now.',
  ukeyMeaning: (model, serial) => `${model}, serial number ${serial}`,
  cannot: {
    locked: 'The PIN is locked; unlock it first.',
    lacks: 'It has no SM2 and cannot hold the new certificate.',
    busy: 'In use; please wait until it is done.',
    unfinished: 'The last issuance is unfinished; continue or abandon it first.',
    notSet: 'Its PIN is not set; ask the authority.',
  },
  willHappen: 'What will happen',
  plan: {
    softFirst: [
      'A new key pair is made on this computer.',
      'Signing and encryption certificates are requested and written into the soft certificate.',
      'They are put in force only after a test signature and a test decryption.',
    ],
    softAgain: [
      'A new soft certificate is made; the present one stays as it is.',
      'Signing and encryption certificates are requested and written into the new one.',
      'Only after a test signature and a test decryption does the new one replace the old one.',
    ],
    ukeyEmpty: [
      'A new key pair is made inside the Ukey; the private key never leaves it.',
      'Signing and encryption certificates are requested and written to the Ukey.',
      'They are put in force only after a test signature and a test decryption.',
    ],
    ukeyReplace: [
      'A new key pair is made inside the Ukey; the present certificate stays as it is.',
      'Signing and encryption certificates are requested and written to the Ukey.',
      'Only after a test signature and a test decryption does the new one replace the old, which is removed last.',
    ],
  },
  replaces: (date: string) =>
    `The present certificate is valid until ${date}. The new one takes its place once it is in force.`,
  away: 'The certificate to be renewed is not here',
  awayMeaning: 'Plug in the Ukey it is on. To put the new one somewhere else, choose below.',
  otherHolder: (holder: string) => `This Ukey holds a certificate of ${holder}`,
  otherHolderMeaning: (applicant: string) =>
    `You are logged in as ${applicant}. The new certificate is for ${applicant}; the one on the Ukey is neither renewed nor removed.`,
  safe: 'If network or power fails or the Ukey is pulled out, you can go on later.',
  safeWithOld:
    'If network or power fails or the Ukey is pulled out, you can go on later; the old certificate works until the new one is in force.',
  endsTitle: (device) => `${device}: its certificate ends with it`,
  endsMeaning: (serial) =>
    `Once the new one is in force, it can neither log in nor sign. Serial number of the device: ${serial}.`,
  confirm: 'Confirm',
  pinLeadSoft: 'Choose a PIN for the new soft certificate',
  pinLeadUkey: 'Enter the present PIN of this Ukey',
  start: 'Start issuing',
  starting: 'Starting…',
  doneTitle: 'Certificate issued',
  doneLead: 'The new certificate is in force; log in and sign with it.',
  doneSoft: 'Please keep the PIN you just chose in mind',
  certificateHeading: 'Digital certificate',
  viewCertificate: 'View certificate',
  finish: 'Finish',
  abandonedTitle: 'Issuance abandoned',
  abandonedMeaning: 'The old certificate is not affected and still works. You can start again any time.',
  another: 'Issue again',
  offline: 'There is no connection now; issuing waits for the network',
}
