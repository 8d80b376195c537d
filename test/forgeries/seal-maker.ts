import {
  type Bytes,
  bits,
  context,
  generalizedTime,
  ia5,
  int,
  octets,
  oid,
  seq,
  utcTime,
  utf8,
} from './der.ts'
import { digest, maker, numbers, type Party, signer } from './parties.ts'

// Seals and signatures with seals of the three standards.

export type Version = 1 | 4 | 5

export type SealPlan = {
  readonly version?: Version
  readonly by?: Party
  /** Whose certificate stands in the seal as its maker's. */
  readonly shownMaker?: Party
  readonly users?: readonly Party[]
  readonly byDigest?: boolean
  readonly from?: string
  readonly to?: string
  readonly name?: string
  /** What its picture is called, and its bytes. */
  readonly picture?: readonly [format: string, bytes: Buffer]
  /** Changes the seal's facts after its maker has signed them. */
  readonly nameAfter?: string
  readonly value?: (signature: Buffer) => Buffer
}

const infoOf = (plan: SealPlan, name: string): Buffer => {
  const { version = 4, users = [signer], byDigest = false } = plan
  const [format, bytes] = plan.picture ?? ['PNG', Buffer.from('picture')]
  const time = version === 1 ? utcTime : generalizedTime
  const list = byDigest
    ? users.map(({ certificate }) => seq(ia5(numbers.sm3), octets(digest('sm3', certificate))))
    : users.map(({ certificate }) => octets(certificate))
  return seq(
    seq(ia5('ES'), int(version), ia5('forger')),
    ia5('3301000001'),
    seq(
      int(1),
      utf8(name),
      ...(version === 1 ? [] : [int(byDigest ? 2 : 1)]),
      seq(...list),
      time('2024-01-01'),
      time(plan.from ?? '2024-01-01'),
      time(plan.to ?? '2033-01-01'),
    ),
    seq(ia5(format), octets(bytes), int(40), int(40)),
  )
}

export const seal = (plan: SealPlan = {}): Buffer => {
  const { version = 4, by = maker, shownMaker = by, name = '示例公章' } = plan
  const info = infoOf(plan, name)
  const shown = infoOf(plan, plan.nameAfter ?? name)
  const certificate = octets(shownMaker.certificate)
  const algorithm = oid(numbers.sm2WithSm3)
  const raw = by.key.sign(version === 1 ? seq(info, certificate, algorithm) : info)
  const value = bits(plan.value?.(raw) ?? raw)
  return version === 1
    ? seq(shown, seq(certificate, algorithm, value))
    : seq(shown, certificate, algorithm, value)
}

export type SealSignaturePlan = {
  readonly version?: Version
  readonly seal?: Bytes
  readonly by?: Party
  /** Whose certificate stands in the signature. */
  readonly shown?: Party
  readonly time?: string
  readonly dataHash?: Bytes
  readonly propertyInfo?: string
  readonly algorithm?: string
  readonly value?: (signature: Buffer) => Buffer
  /** Puts another seal in after the signature. */
  readonly sealAfter?: Bytes
  readonly stamp?: (signature: Buffer) => Buffer
  readonly trailing?: Bytes
}

/** An SES_Signature over these bytes. */
export const sealSignature = (data: Bytes, plan: SealSignaturePlan = {}): Buffer => {
  const { version = 4, by = signer, shown = by, time = '2026-01-01T00:00:00Z' } = plan
  const own = plan.seal ?? seal({ version })
  const certificate = octets(shown.certificate)
  const algorithm = oid(plan.algorithm ?? numbers.sm2WithSm3)
  const hash = bits(plan.dataHash ?? digest('sm3', data))
  const property = ia5(plan.propertyInfo ?? '/Doc_0/Signs/Sign_0/Signature.xml')
  const toSign = (eseal: Bytes): Buffer =>
    version === 1
      ? seq(int(1), eseal, bits(Buffer.from(time)), hash, property, certificate, algorithm)
      : seq(int(version), eseal, generalizedTime(time), hash, property)
  const raw = by.key.sign(toSign(own))
  const signature = plan.value?.(raw) ?? raw
  const stamp = plan.stamp ? [context(0, bits(plan.stamp(signature)))] : []
  const body = toSign(plan.sealAfter ?? own)
  const whole =
    version === 1 ? seq(body, bits(signature)) : seq(body, certificate, algorithm, bits(signature), ...stamp)
  return Buffer.concat([whole, plan.trailing ?? Buffer.alloc(0)])
}

/** Flips one bit near the end, where r and s stand. */
export const flipped = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes)
  const at = copy.length - 5
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
