import { bytes, certificate, number } from './args.ts'
import {
  decryptFile,
  encryptFile,
  hashFile,
  signFile,
  signFileApart,
  verifyFile,
  verifyFileMessage,
} from './file-calls.ts'
import { allowed, type SofFunction, textual, truth, user } from './function.ts'

/** Functions for files, of the standard and of mToken. No parameter that names a file is more than a word to show. */
export const fileFunctions: readonly (readonly [string, SofFunction])[] = [
  ['SOF_SignFile', textual(async (session, args) => signFile(session, await user(session, args), args[1]))],
  [
    'SOF_VerifySignedFile',
    truth(allowed((session, args) => verifyFile(session, certificate(args, 0), args[1], bytes(args, 2)))),
  ],
  ['SOF_HashFile', textual(allowed((session, args) => hashFile(session, number(args, 0), args[1])))],
  [
    'SOF_EncryptFile',
    truth(allowed((session, args) => encryptFile(session, certificate(args, 0), args[1], args[2]))),
  ],
  [
    'SOF_DecryptFile',
    truth(async (session, args) => decryptFile(session, await user(session, args), args[1], args[2])),
  ],
  [
    'SOF_SignFileToPKCS7',
    textual(async (session, args) => signFileApart(session, await user(session, args), args[1])),
  ],
  [
    'SOF_VerifyFileToPKCS7',
    truth(allowed((session, args) => verifyFileMessage(session, bytes(args, 0), args[1]))),
  ],
]
