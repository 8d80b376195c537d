import { type IssuanceStep, issuanceSteps } from '../../shared/models/index.ts'
import type { Business } from '../transactions/index.ts'
import type { Step } from '../transactions/step.ts'
import { confirm, retire } from './steps/confirmation.ts'
import { csr, keypair } from './steps/keys.ts'
import { request } from './steps/request.ts'
import { seal } from './steps/seal.ts'
import { collect, submit, waitForAuthority } from './steps/submission.ts'
import { verify } from './steps/verification.ts'
import { writeEncryption, writeSigning } from './steps/writing.ts'

/** How each step is done. Other businesses that end in a new pair on a token can use these steps too. */
export const issuanceStepsByName: Readonly<Record<IssuanceStep, Step>> = {
  request,
  keypair,
  csr,
  submit,
  await: waitForAuthority,
  collect,
  'write-signing': writeSigning,
  'write-encryption': writeEncryption,
  verify,
  confirm,
  retire,
  seal,
}

/** 证书签发. */
export const issuance: Business = { steps: issuanceSteps.map((name) => issuanceStepsByName[name]) }
