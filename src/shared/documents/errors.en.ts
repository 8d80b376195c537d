import type { Translation } from '../errors/entry.ts'
import { nothingLost } from '../errors/phrases.en.ts'
import type { documentsErrors as original } from './errors.zh-cn.ts'

const fileKept = 'The original file was not changed.'

export const documentsErrors = {
  'scan-not-pdf': {
    title: 'This is not a PDF',
    happened: 'The chosen file is not a PDF, or it is damaged.',
    lost: nothingLost,
    next: 'Scan the signed and stamped form as PDF and choose that file.',
  },
  'scan-too-large': {
    title: 'The file is too large',
    happened: 'The chosen file has more than {limit} MB.',
    lost: nothingLost,
    next: 'Scan it again with fewer dots, such as 150 dpi.',
  },
  'scan-too-long': {
    title: 'Too many pages',
    happened: 'The chosen file has {pages} pages; {limit} are allowed.',
    lost: nothingLost,
    next: 'Keep only the pages that are needed, and choose that file.',
  },
  'scan-encrypted': {
    title: 'The file has a password',
    happened: 'The reviewer could not open it.',
    lost: nothingLost,
    next: 'Save it as a PDF without a password and choose that file.',
  },
  'scan-is-form': {
    title: 'This form is not signed and stamped',
    happened: 'The chosen file is the form that was exported, not a scan of it.',
    lost: nothingLost,
    next: 'Print the form, sign and stamp it, scan it as PDF and choose the scan.',
  },
  'application-not-kept': {
    title: 'The application is not complete',
    happened: 'The program was interrupted before it submitted; the identity number was not kept.',
    lost: nothingLost,
    next: 'Go back to the form and type the identity number again; everything else is there.',
  },
  'document-gone': {
    title: 'The file is no longer there',
    happened: 'It was moved, renamed or deleted, so nothing was done with it.',
    lost: nothingLost,
    next: 'Put it back, or remove it from the list and add it again.',
  },
  'document-unreadable': {
    title: 'The file may not be read',
    happened: 'The system does not let this user read the file or its folder.',
    lost: nothingLost,
    next: 'Ask for the right to read it, or copy it into a folder of your own and add that copy.',
  },
  'document-not-a-file': {
    title: 'This is no ordinary file',
    happened: 'It is a device, a pipe or a link that leads nowhere.',
    lost: nothingLost,
    next: 'Choose an ordinary file.',
  },
  'document-hidden': {
    title: 'Hidden files are not taken',
    happened: 'Hidden files usually belong to the system or to other programs.',
    lost: nothingLost,
    next: 'If you need it, make a copy with an ordinary name first.',
  },
  'document-changed': {
    title: 'The file was changed',
    happened: 'It was changed while it was read; no result was kept.',
    lost: nothingLost,
    next: 'Wait until the other program has finished with it, and try again.',
  },
  'document-folder-closed': {
    title: 'Nothing can be saved in this folder',
    happened: 'The result belongs beside the file, but the system does not allow writing there.',
    lost: nothingLost,
    next: 'Copy the file into a folder where you may write, and use the copy.',
  },
  'document-name-too-long': {
    title: 'The name is too long',
    happened: 'With its ending, the name or path of the result is longer than the system allows.',
    lost: nothingLost,
    next: 'Shorten the name of the file or of its folders and try again.',
  },
  'document-too-large': {
    title: 'The file is too large',
    happened: 'Files of this kind have to be read as a whole; {limit} MB are possible.',
    lost: nothingLost,
    next: 'Use a smaller file. A file of any size can be signed with a signature in a file of its own.',
  },
  'documents-too-many': {
    title: 'Too many files',
    happened: 'The list takes {limit} files; the others were not added.',
    lost: nothingLost,
    next: 'Finish and remove some first, then add the others.',
  },
  'roots-too-many': {
    title: 'Too many imported roots',
    happened: 'At most {limit} imported roots can be trusted; those in this file were not imported.',
    lost: nothingLost,
    next: 'Remove roots that are not needed any more, then import again.',
  },
  'document-damaged': {
    title: 'The file is damaged or incomplete',
    happened: 'Its content does not fit its format; it may not have arrived completely.',
    lost: nothingLost,
    next: 'Ask the sender for the complete file.',
  },
  'document-no-key': {
    title: 'No key here opens it',
    happened: 'The file was encrypted to other certificates.',
    lost: nothingLost,
    next: 'Insert the Ukey of a recipient and try again. “Can I decrypt it” shows to whom it was encrypted.',
  },
  'document-not-opened': {
    title: 'The file does not open',
    happened:
      'The key is here, but what comes out is wrong: the file may be damaged, or was encrypted to the wrong certificate. Nothing was kept.',
    lost: nothingLost,
    next: 'Ask the sender to encrypt it again to your present certificate.',
  },
  'document-signature-wrong': {
    title: 'The signature inside is wrong',
    happened:
      'The file opened, but its signature does not fit the content, which may have been changed. Nothing was kept.',
    lost: nothingLost,
    next: 'Do not rely on this file; ask whoever sent it.',
  },
  'document-signer-unsuitable': {
    title: 'This certificate cannot sign',
    happened: 'It is no SM2 signing certificate in force, or its key is not here.',
    lost: nothingLost,
    next: 'Choose another signing certificate; renew one that has expired.',
  },
  'document-recipient-unsuitable': {
    title: 'Nothing can be encrypted to this recipient',
    happened: 'The certificate of {name} has expired, was revoked, or is no SM2 encryption certificate.',
    lost: nothingLost,
    next: 'Ask the recipient for the present encryption certificate.',
  },
  'document-work-ended': {
    title: 'Something went wrong with this file',
    happened: 'The program that worked on it ended; the file may be made to do harm. No result was kept.',
    lost: nothingLost,
    next: 'Other files are not affected. Check where this file comes from.',
  },
  'document-folder-unreadable': {
    title: 'The folder cannot be opened',
    happened: 'It is gone, or the system does not let this user read it.',
    lost: nothingLost,
    next: 'Choose another folder.',
  },
  'document-signature-alone': {
    title: 'The signed file is missing',
    happened:
      'This is a signature in a file of its own, and the file that it belongs to was not found beside it.',
    lost: nothingLost,
    next: 'Add the signed file together with the signature.',
  },
  'document-no-certificate': {
    title: 'No certificate inside',
    happened: 'There is no certificate in the chosen file that can be used.',
    lost: nothingLost,
    next: 'Choose a certificate file such as .cer, .crt, .pem or .p7b.',
  },
  'document-not-a-root': {
    title: 'This is no root certificate',
    happened: 'Only the certificate of an authority that it issued to itself can be a root of trust.',
    lost: nothingLost,
    next: 'Ask the authority for its root certificate, and compare the fingerprint.',
  },
  'document-signers-full': {
    title: 'Too many signers',
    happened: 'This file already has {limit} signatures; no more can be added.',
    lost: nothingLost,
    next: 'Sign a fresh copy of the original file.',
  },
  'document-is-structure': {
    title: 'This file cannot be signed in this way',
    happened:
      'It is data such as a certificate, a request or a signature; signed while sealing, it could be taken for something else.',
    lost: nothingLost,
    next: 'Sign it first, then encrypt the signed file.',
  },
  'document-not-for-seal': {
    title: 'Only OFD and PDF take a seal',
    happened: 'This file is neither, so there is no place for a seal.',
    lost: nothingLost,
    next: 'Sign it with a signature in a file of its own, or convert it first.',
  },
  'document-disk-full': {
    title: 'The disk is full',
    happened: 'There is no room for the result. This file was not finished, and no half of it was left.',
    lost: nothingLost,
    next: 'Make room on the disk, then go on.',
  },
  'document-not-drawn': {
    title: 'The pages cannot be shown',
    happened:
      'The file is damaged or encrypted, or programs would show it differently, so no page was drawn.',
    lost: nothingLost,
    next: 'What was found about its signatures stands. To see its content, ask the sender for a new file.',
  },
  'document-too-large-to-draw': {
    title: 'The file is too large to show its pages',
    happened: 'Pages are shown of files up to {limit} MB.',
    lost: nothingLost,
    next: 'What was found about its signatures stands. Use another program to see its content.',
  },
  'document-drawing-ended': {
    title: 'The pages were not drawn',
    happened: 'The program that draws them ended, or took too long; the file may be made to do harm.',
    lost: nothingLost,
    next: 'Other files and work in progress are not affected. Check where this file comes from.',
  },
  'signing-not-ofd': {
    title: 'This is not an OFD file',
    happened: 'The chosen file is not an OFD file, so it was not sealed.',
    lost: fileKept,
    next: 'Choose an OFD file.',
  },
  'signing-not-pdf': {
    title: 'This is not a PDF',
    happened: 'The chosen file is not a PDF, so it was not sealed.',
    lost: fileKept,
    next: 'Choose a PDF.',
  },
  'signing-damaged': {
    title: 'The file cannot be sealed',
    happened: 'The file is damaged or does not follow its standard, so programs may show it differently.',
    lost: fileKept,
    next: 'Export it again with the program that made it and choose the new file.',
  },
  'signing-ambiguous': {
    title: 'The file contradicts itself',
    happened:
      'Parts of the package share a name or have an unsafe one, so programs may show different contents. It was not sealed.',
    lost: fileKept,
    next: 'Ask whoever made the file for a new one, and do not sign this one.',
  },
  'signing-encrypted': {
    title: 'The file is encrypted',
    happened: 'The file has a password or is encrypted, so it was not sealed.',
    lost: fileKept,
    next: 'Decrypt it, save it without a password and choose that file.',
  },
  'signing-too-large': {
    title: 'The file is too large',
    happened: 'The file has more than {limit} MB or holds too much, so it was not sealed.',
    lost: fileKept,
    next: 'Split it or make it smaller, then try again.',
  },
  'signing-several-documents': {
    title: 'The file holds several documents',
    happened:
      'This OFD holds several documents ({count}) and a seal protects only one, so it was not sealed.',
    lost: fileKept,
    next: 'Save each document as a file of its own and seal them one by one.',
  },
  'signing-locked': {
    title: 'The file is locked',
    happened: 'A signature in the file permits no further one; going on would break it.',
    lost: fileKept,
    next: 'To add a seal, use the file as it was before it was locked.',
  },
  'signing-over-refused': {
    title: 'A signature in the file is invalid',
    happened:
      '{count} of the signatures in the file are invalid; the file may have been altered. It was not sealed yet.',
    lost: fileKept,
    next: 'Verify the file and look at the reasons; go on only if you still want to seal it.',
  },
  'signing-one-place-only': {
    title: 'A signed PDF takes a seal in one place',
    happened: 'The PDF has a signature, and seals on several pages would affect it. It was not sealed.',
    lost: fileKept,
    next: 'Seal one page only; seals across edges or on every page come before other signatures.',
  },
  'signing-no-page': {
    title: 'There is no such page',
    happened: 'The file ends with page {pages} and has no page {page}, so it was not sealed.',
    lost: fileKept,
    next: 'Choose another page for the seal.',
  },
  'signing-outside-page': {
    title: 'The seal leaves the page',
    happened: 'A part of the seal lies outside page {page}, so it was not sealed.',
    lost: fileKept,
    next: 'Move the seal into the page.',
  },
  'signing-too-few-pages': {
    title: 'One page has no edges to seal across',
    happened: 'A seal across the edges needs two pages, so it was not sealed.',
    lost: fileKept,
    next: 'Put the seal on the page instead.',
  },
  'signing-certificate-unfit': {
    title: 'This certificate is not for signing',
    happened: 'It is an encryption certificate, or its purpose or algorithm does not suit documents.',
    lost: fileKept,
    next: 'Choose the signing certificate.',
  },
  'signing-certificate-out-of-date': {
    title: 'The certificate is not in force',
    happened: 'The certificate has expired, is not yet valid or is revoked, so the file was not sealed.',
    lost: fileKept,
    next: 'Renew the certificate; if it is new, check the clock of this computer.',
  },
  'signing-seal-unfit': {
    title: 'This seal cannot be used',
    happened:
      "The seal is damaged or altered, or its maker's certificate is wrong, so the file was not sealed.",
    lost: fileKept,
    next: 'Ask the authority that issued the seal for a new one.',
  },
  'signing-seal-other-certificate': {
    title: 'Seal and certificate do not match',
    happened: 'The seal does not admit this certificate, so the file was not sealed.',
    lost: fileKept,
    next: 'Choose the certificate that belongs to the seal, or apply for a seal for this one.',
  },
  'signing-seal-out-of-date': {
    title: 'The seal is not in force',
    happened: 'The seal has expired or is not yet valid, so the file was not sealed.',
    lost: fileKept,
    next: 'Ask the authority for a new seal; if it is new, check the clock of this computer.',
  },
  'signing-picture-unfit': {
    title: 'The picture of the seal does not fit into a PDF',
    happened:
      'The picture of the seal ({format}) cannot be put into a PDF or is damaged, so the file was not sealed.',
    lost: fileKept,
    next: 'Use the style in words, with name and time.',
  },
  'signing-value-wrong': {
    title: 'The signature is wrong',
    happened: 'What the key gave is no signature of this certificate, so it was not written into the file.',
    lost: fileKept,
    next: 'Pull the Ukey out, plug it in and try again; if it still fails, run the system check.',
  },
  'signing-result-refused': {
    title: 'The sealed file failed its check',
    happened: 'The sealed file did not pass verification, so it was not saved.',
    lost: fileKept,
    next: 'Try again; if it still fails, tell the hotline this code.',
  },
} as const satisfies Translation<typeof original>
