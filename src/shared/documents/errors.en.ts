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
    happened: 'This OFD holds {count} documents and a seal protects only one, so it was not sealed.',
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
    happened: 'The file has {pages} pages and no page {page}, so it was not sealed.',
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
