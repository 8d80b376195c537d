import type { Operation } from '../abi.ts'

/** When a host is started again and when it is given up. The figures are data, so that a test can choose its own. */
export type HostRules = {
  /** Pauses before the first, second, … start after a crash, in milliseconds. */
  readonly pauses: readonly number[]
  /** Pauses before a library that loads but does not start is tried again; the last one repeats for ever. */
  readonly refusalPauses: readonly number[]
  /** A key that was just plugged in may not answer at once, so it is looked at again after these pauses. */
  readonly wakingPauses: readonly number[]
  /** After so many crashes in a row the library is given up until somebody refreshes. */
  readonly crashesToGiveUp: number
  /** A host that lived this long gets a clean record. */
  readonly forgetCrashesAfter: number
  /** How long a host may take to load its library. */
  readonly startDeadline: number
  /** How long a request waits for a host that is starting, in milliseconds. */
  readonly readyDeadline: number
  /** How long each operation may take, in milliseconds. */
  readonly deadlines: Readonly<Record<Operation, number>>
  /** How long a person may take to type a PIN on the key itself. */
  readonly keypadDeadline: number
  readonly pollMilliseconds: number
  /** How often a host says that it is alive. */
  readonly aliveMilliseconds: number
  /**
   * A host that was asked nothing and said nothing for this long is asked whether it lives. The time is several times
   * the pause between two of its words, because the clocks of two processes drift and a call to a library may be
   * slow.
   */
  readonly silenceMilliseconds: number
  /** How long it may take to answer that question. */
  readonly questionDeadline: number
  /** After a change on USB, how long until a key that is shown must be one of the devices that are listed. */
  readonly listedAfter: number
  /** How long a library without keys runs on after the last change on USB. */
  readonly restAfter: number
}

/** How long the application waits for each answer before it regards the library as hung, in milliseconds. */
const deadlines: Readonly<Record<Operation, number>> = {
  look: 10_000,
  verifyPin: 15_000,
  changePin: 20_000,
  unlock: 20_000,
  open: 15_000,
  close: 5_000,
  keys: 10_000,
  generate: 60_000,
  sign: 15_000,
  decrypt: 15_000,
  openEnvelope: 15_000,
  importPair: 30_000,
  writeCertificate: 20_000,
  certificates: 10_000,
  removeKey: 20_000,
  removeCertificate: 20_000,
  data: 10_000,
  writeData: 20_000,
  removeData: 20_000,
  writeSeal: 30_000,
  removeSeal: 20_000,
}

export const hostRules: HostRules = {
  pauses: [200, 500, 1000, 2000],
  refusalPauses: [5_000, 15_000, 60_000, 300_000],
  wakingPauses: [200, 400, 800, 1500, 3000],
  crashesToGiveUp: 5,
  forgetCrashesAfter: 60_000,
  startDeadline: 20_000,
  readyDeadline: 10_000,
  deadlines,
  keypadDeadline: 120_000,
  pollMilliseconds: 400,
  aliveMilliseconds: 5_000,
  silenceMilliseconds: 15_000,
  questionDeadline: 5_000,
  listedAfter: 5_000,
  restAfter: 60_000,
}
