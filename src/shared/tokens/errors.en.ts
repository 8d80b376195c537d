import type { Translation } from '../errors/entry.ts'
import { certificateKept, nothingLost, tokenKept } from '../errors/phrases.en.ts'
import type { tokensErrors as original } from './errors.zh-cn.ts'

export const tokensErrors = {
  'driver-not-answering': {
    title: 'The driver does not answer',
    happened: 'The driver of the Ukey did not answer in time and is being started again.',
    lost: 'Certificates and keys are not affected; an operation in progress is not repeated by itself.',
    next: 'Try again in a moment; if it happens again, update the driver.',
  },
  'driver-crashed': {
    title: 'The driver crashed',
    happened: 'The driver of the Ukey crashed and is being started again.',
    lost: 'Certificates and keys are not affected; an operation in progress is not repeated by itself.',
    next: 'Try again in a moment.',
  },
  'driver-gave-up': {
    title: 'The driver keeps failing',
    happened: 'The driver of the Ukey failed several times and is no longer used.',
    lost: tokenKept,
    next: 'Update or reinstall the driver, then choose Refresh.',
  },
  'driver-missing': {
    title: 'Driver not installed',
    happened: 'This Ukey is from {vendor}, and its driver is not on this computer.',
    lost: tokenKept,
    next: 'Install the driver, then choose Refresh.',
  },
  'driver-unloadable': {
    title: 'The driver cannot be loaded',
    happened: 'The driver of the Ukey is installed but cannot be opened ({words}).',
    lost: tokenKept,
    next: 'Install the driver again, then choose Refresh.',
  },
  'driver-wrong-architecture': {
    title: 'Driver of another architecture',
    happened: 'The driver ({found}) is built for another architecture than the assistant ({wanted}).',
    lost: tokenKept,
    next: 'Install the driver for {wanted}, then choose Refresh.',
  },
  'driver-file-invalid': {
    title: 'A driver file has an error',
    happened: 'File {file} has an error: {words}.',
    lost: nothingLost,
    next: 'Correct or delete it.',
  },
  'ukey-unknown': {
    title: 'Unknown Ukey',
    happened: 'The Ukey does not belong to a vendor that is known here.',
    lost: tokenKept,
    next: 'Please tell the authority the device number.',
  },
  'ukey-unreadable': {
    title: 'Ukey cannot be read',
    happened: 'The driver of the Ukey is open but cannot read it ({words}).',
    lost: tokenKept,
    next: 'Pull the Ukey out and plug it in again. If that does not help, update the driver or contact the authority.',
  },
  'token-absent': {
    title: 'Ukey not found',
    happened: 'The Ukey that is needed is not plugged in.',
    lost: certificateKept,
    next: 'Plug in the Ukey you started with.',
  },
  'token-removed': {
    title: 'The Ukey was pulled out',
    happened: 'The Ukey was pulled out while it was working.',
    lost: certificateKept,
    next: 'Plug in the same Ukey, then choose Continue.',
  },
  'token-swapped': {
    title: 'Another Ukey',
    happened: 'The Ukey that is plugged in is not the one you started with.',
    lost: certificateKept,
    next: 'Plug in the one with serial {serial}.',
  },
  'token-full': {
    title: 'The Ukey is full',
    happened: 'There is no room to write anything new.',
    lost: certificateKept,
    next: 'Remove old certificates that you no longer need under Certificates and Ukeys, then come back and go on. If there are none, ask the authority to clean the Ukey.',
  },
  'token-lacks': {
    title: 'Not supported by this Ukey',
    happened: 'This Ukey cannot do what is needed.',
    lost: nothingLost,
    next: 'Use a Ukey with SM2, or a soft certificate.',
  },
  'token-refused': {
    title: 'The Ukey refused',
    happened: 'The Ukey did not finish the operation ({words}).',
    lost: certificateKept,
    next: 'Pull it out, plug it in and try again.',
  },
  'token-answered-nonsense': {
    title: 'The Ukey gave an unreadable answer',
    happened: 'Its answer breaks the rules and was not used.',
    lost: certificateKept,
    next: 'Update its driver and try again.',
  },
  'token-busy': {
    title: 'The Ukey is busy',
    happened: 'Another operation is using this Ukey.',
    lost: nothingLost,
    next: 'Try again in a moment.',
  },
  'token-used-elsewhere': {
    title: 'Another program is using this Ukey',
    happened: 'Another program keeps this Ukey for itself, and did not give it back in time.',
    lost: nothingLost,
    next: 'Close the page or program that uses the Ukey (online banking, tax software), then try again.',
  },
  'token-used-by': {
    title: 'Another program is using this Ukey',
    happened:
      'Another program keeps this Ukey for itself, and did not give it back in time. Programs that have its driver open: {programs}.',
    lost: nothingLost,
    next: 'Close that program, then try again.',
  },
  'object-missing': {
    title: 'The key is not on this Ukey',
    happened: 'The private key of this certificate is not there.',
    lost: nothingLost,
    next: 'Make sure the right Ukey is plugged in.',
  },
  'soft-file-damaged': {
    title: 'The soft certificate file is damaged',
    happened: 'It cannot be read.',
    lost: 'The copy made before the last change is still beside it.',
    next: 'Restore it from a backup.',
  },
  'soft-file-newer': {
    title: 'A soft certificate of a newer version',
    happened: 'This file was written by a newer version.',
    lost: nothingLost,
    next: 'Install the latest version.',
  },
  'soft-bound-elsewhere': {
    title: 'It belongs to another computer',
    happened: 'This soft certificate is bound to another computer.',
    lost: nothingLost,
    next: 'Back it up there and restore it here.',
  },
  'machine-key-missing': {
    title: 'The key of this computer is missing',
    happened:
      'Neither the file {file} nor its copy is in the data folder. Soft certificates that are bound to a computer cannot be opened.',
    lost: 'The files of the certificates are as they were, and no PIN try was used.',
    next: 'Put {file} back into the data folder from a backup. If the certificate comes from another computer, back it up there and restore it here. Without a backup, have it replaced.',
  },
  'machine-key-unreadable': {
    title: 'The key of this computer cannot be opened',
    happened:
      'The system did not open the file {file}. Soft certificates that are bound to this computer cannot be used now.',
    lost: 'The files of the certificates are as they were, and no PIN try was used.',
    next: 'Log in to the system as you always do, unlock its keyring, and try again; if you use the desktop version, use it now. If that does not help, put {file} back into the data folder from a backup.',
  },
  'machine-key-restored': {
    title: 'The key of this computer was put back from its copy',
    happened: 'The key file of this computer was damaged or gone. Its copy has taken its place.',
    lost: nothingLost,
    next: 'Back up your soft certificates, and check that the disk is sound.',
  },
  'soft-file-copy-used': {
    title: 'A soft certificate file is damaged or gone; its copy is used',
    happened: 'The file {file} cannot be read. The copy made before its last change stands in for it.',
    lost: 'The PIN is the same. The last change may be missing, such as a certificate just written. The damaged file is kept in the folder "retired" beside it.',
    next: 'Check that all certificates are there, then make a new backup. If one is missing, restore it from a backup or have it replaced.',
  },
  'soft-file-twice': {
    title: 'One soft certificate has two files',
    happened: 'The file {file} is a copy of another file of the same soft certificate, and is not used.',
    lost: nothingLost,
    next: 'Move the file that is not needed into another folder. To use what is in it, restore it from a backup.',
  },
  'soft-file-changed': {
    title: 'A soft certificate file is not as it was saved',
    happened: 'The file {file} was changed after it was saved, and there is no sound copy beside it.',
    lost: 'What can still be read is used. What is shown of it may not be right.',
    next: 'Restore it from a backup. Without one, have it replaced or issued again.',
  },
} as const satisfies Translation<typeof original>
