import type { Refusal, RefusalCode } from '../../../shared/web-signing/wire.ts'
import { PageRefusal } from '../page-refusal.ts'

/** Error numbers of GM/T 0020, annex, and the four that GDCA added and others took over. */
export const SOR = {
  ok: 0,
  unknown: 0x0b000001,
  notSupported: 0x0b000002,
  inputData: 0x0b000201,
  noCertificate: 0x0b000310,
  noKey: 0x0b000309,
  badCertificate: 0x0b000405,
  untrusted: 0x0b000406,
  expired: 0x0b000407,
  revoked: 0x0b000408,
  signFailed: 0x0b000409,
  verifyFailed: 0x0b000410,
  pinLocked: 0x0b000442,
  notLoggedIn: 0x0b000426,
  cancelled: 0x0b000447,
  removed: 0x0b000448,
} as const

/** A call that failed. The page reads the number afterwards. */
export class SofError extends Error {
  override readonly name = 'SofError'
  readonly code: number

  constructor(code: number, cause?: unknown) {
    super(`SOR ${code.toString(16)}`, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const codes: Readonly<Record<RefusalCode, number>> = {
  off: SOR.notSupported,
  malformed: SOR.inputData,
  'too-large': SOR.inputData,
  unsupported: SOR.notSupported,
  'not-approved': SOR.cancelled,
  refused: SOR.cancelled,
  cancelled: SOR.cancelled,
  wait: SOR.cancelled,
  'no-certificate': SOR.noCertificate,
  'token-gone': SOR.removed,
  'pin-locked': SOR.pinLocked,
  busy: SOR.unknown,
  'not-for-this-key': SOR.noKey,
  failed: SOR.unknown,
}

/** The number for whatever ended a call. */
export const sofCodeOf = (error: unknown, refusalOf: (error: unknown) => Refusal): number => {
  if (error instanceof SofError) return error.code
  return codes[(error instanceof PageRefusal ? error.refusal : refusalOf(error)).code]
}

const messages: ReadonlyMap<number, string> = new Map([
  [SOR.ok, ''],
  [SOR.notSupported, '证书助手不提供这个功能'],
  [SOR.inputData, '输入的数据不正确'],
  [SOR.noCertificate, '没有找到证书'],
  [SOR.noKey, '没有找到密钥'],
  [SOR.badCertificate, '证书无法读取'],
  [SOR.untrusted, '证书不受信任'],
  [SOR.expired, '证书已过期'],
  [SOR.revoked, '证书已吊销'],
  [SOR.signFailed, '签名失败'],
  [SOR.verifyFailed, '验证签名失败'],
  [SOR.pinLocked, 'PIN 码已锁定'],
  [SOR.notLoggedIn, '没有登录证书'],
  [SOR.cancelled, '用户取消了操作'],
  [SOR.removed, 'Ukey 已拔出'],
])

/** The words for the page. They say nothing that the number does not. */
export const sofMessage = (code: number): string => messages.get(code) ?? '操作没有完成'
