export { finishSeal, type SealSpec, sealToSign } from './build.ts'
export type { ElectronicSeal, SealPicture, SealSigners, SealStandard } from './model.ts'
export { parseSeal } from './parse.ts'
export { type SealSignatureSpec, sealSignatureToSign, type ToSign } from './sign.ts'
export {
  parseSealSignature,
  type SealSignature,
  sealSignatureDigest,
  verifySealSignature,
  writtenMoment,
} from './signature.ts'
export { type SealProblem, sealAdmits, sealProblems, verifySeal } from './verify.ts'
